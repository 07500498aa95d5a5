"""The access matrix of recalls (see the package for how to read a row)."""

from __future__ import annotations

from tests.guards.matrix import Row

ROWS: list[Row] = [
    ("GET", "recall.privacy", "/settings/privacy", (303, 200, 200, 200, 200)),
    ("POST", "recall.post_privacy", "/settings/privacy", 303),
    ("GET", "recall.list_recalls", "/moderation/recalls", (303, 403, 403, 200, 200)),
    ("GET", "pages.safety_feed", "/safety-notices/feed.atom", 200),
]
