"""Export: a member's own file, for every member."""

from __future__ import annotations

from tests.guards.matrix import Row

LOGIN, OK = 303, 200

ROWS: list[Row] = [
    ("GET", "exports.export", "/settings/export", (LOGIN, OK, OK, OK, OK)),
    ("POST", "exports.download", "/settings/export", (LOGIN, OK, OK, OK, OK)),
]
