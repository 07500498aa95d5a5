"""Moderation: the prepared words. Moderators read them, administrators change them."""

from __future__ import annotations

from tests.guards.matrix import Row

LOGIN, OK, NO, EMPTY, MISSING, DONE = 303, 200, 403, 422, 404, 303

#: visitor, member, author, moderator, administrator
DESK = (LOGIN, NO, NO, OK, OK)
FORM = (LOGIN, NO, NO, NO, OK)
CHANGE = (LOGIN, NO, NO, NO, EMPTY)
GONE = (LOGIN, NO, NO, NO, MISSING)
REASON = "/moderation/reasons/other/duplicate"

ROWS: list[Row] = [
    ("GET", "moderation.reasons", "/moderation/reasons", DESK),
    ("GET", "moderation.new_reason", "/moderation/reasons/other/new", FORM),
    ("GET", "moderation.new_reason", "/moderation/reasons/unsafe/new", GONE),
    ("POST", "moderation.new_reason", "/moderation/reasons/keep/new", CHANGE),
    ("GET", "moderation.edit_reason", REASON, FORM),
    ("GET", "moderation.edit_reason", "/moderation/reasons/other/nothing", GONE),
    ("POST", "moderation.edit_reason", REASON, CHANGE),
    ("POST", "moderation.switch_reason", f"{REASON}/switch", CHANGE),
    ("POST", "moderation.use_shipped_words", f"{REASON}/shipped", (LOGIN, NO, NO, NO, DONE)),
]
