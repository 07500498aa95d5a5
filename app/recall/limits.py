"""Numbers of recalls, each with its reason."""

from __future__ import annotations

from datetime import timedelta

#: An early undo must send nothing (design 3.5).
UNDO_TIME = timedelta(minutes=2)
#: Less urgent recalls wait for the full hour, so that a bad evening makes one mail and not ten.
BATCH = timedelta(hours=1)
#: Who read what is forgotten after this (docs: /privacy).
KEPT_FOR = timedelta(days=90)
#: Members told, or rows deleted, in one transaction: others can write in between.
CHUNK = 100
PURGE_CHUNK = 5_000
#: Counts below this could point at somebody, so they read "fewer than 5".
FEW = 5
RECALLS_PAGE = 50
