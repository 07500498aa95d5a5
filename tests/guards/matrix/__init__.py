"""The access matrix: every route, as every kind of person. One file a room.

A row: (method, endpoint, path, statuses). `path` may name things of the cast in braces, such as
{question} or {slug}; tests/guards/cast.py lists them. `statuses` gives the expected status for
visitor, member (a bystander), author (who wrote question, answer and reply), moderator and
administrator, in this order; one number stands for all five. Forms are posted without fields, so a
422 means "may, but the form is empty"; 303 to /login means "sign in first".
"""

from __future__ import annotations

Row = tuple[str, str, str, int | tuple[int, int, int, int, int]]
