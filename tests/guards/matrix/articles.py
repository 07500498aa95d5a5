"""The access matrix of articles (see the package for how to read a row)."""

from __future__ import annotations

from tests.guards.matrix import Row

STAFF_ONLY = (303, 403, 403, 200, 200)

ROWS: list[Row] = [
    ("GET", "articles.index", "/articles", 200),
    ("GET", "articles.show", "/articles/{article}", 200),
    ("GET", "articles.show", "/articles/no-such-article", 404),
    ("GET", "articles.history", "/articles/{article}/history", 200),
    ("GET", "articles.manage", "/moderation/articles", STAFF_ONLY),
    ("GET", "articles.edit", "/moderation/articles/{article}/edit", STAFF_ONLY),
    ("POST", "articles.edit", "/moderation/articles/{article}/edit", (303, 403, 403, 422, 422)),
]
