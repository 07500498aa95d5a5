"""The access matrix of notifications (see the package for how to read a row)."""

from __future__ import annotations

from tests.guards.matrix import Row

ROWS: list[Row] = [
    ("GET", "notifications.list_notices", "/notifications", (303, 200, 200, 200, 200)),
    ("POST", "notifications.read_all", "/notifications/read", (303, 303, 303, 303, 303)),
    # A notice belongs to the author of the cast; for everybody else there is none.
    (
        "POST",
        "notifications.read_one",
        "/notifications/{notice}/read",
        (303, 404, 303, 404, 404),
    ),
]
