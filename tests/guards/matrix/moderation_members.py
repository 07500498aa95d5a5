"""Acts about members: files, warnings, suspensions and notes for moderators; appeals for whom they
concern, then for another moderator than the one who acted (Mona removed Asha's answer).
"""

from __future__ import annotations

from tests.guards.matrix import Row

LOGIN, OK, EMPTY, NO, MISSING = 303, 200, 422, 403, 404

#: visitor, member, author, moderator, administrator
DESK = (LOGIN, NO, NO, OK, OK)
ACT = (LOGIN, NO, NO, EMPTY, EMPTY)
CONCERNED = (LOGIN, MISSING, OK, MISSING, MISSING)

ROWS: list[Row] = [
    ("GET", "moderation.warning", "/warning", 303),
    ("POST", "moderation.acknowledge", "/warning", 303),
    ("GET", "moderation.decisions", "/appeals", (LOGIN, OK, OK, OK, OK)),
    ("GET", "moderation.decision", "/actions/{action}", CONCERNED),
    ("GET", "moderation.decision", "/actions/999999", (LOGIN, MISSING, MISSING, MISSING, MISSING)),
    (
        "POST",
        "moderation.appeal",
        "/actions/{action}/appeals",
        (LOGIN, MISSING, EMPTY, MISSING, MISSING),
    ),
    ("GET", "moderation.appeals", "/moderation/appeals", DESK),
    ("GET", "moderation.appeals", "/moderation/appeals?show=decided", DESK),
    ("GET", "moderation.appeal_file", "/moderation/appeals/{appeal}", DESK),
    ("GET", "moderation.appeal_file", "/moderation/appeals/999999", (LOGIN, NO, NO, 404, 404)),
    (
        "POST",
        "moderation.decide_appeal",
        "/moderation/appeals/{appeal}/decision",
        (LOGIN, NO, NO, NO, EMPTY),
    ),
    ("GET", "moderation.member_file", "/moderation/users/{author}", DESK),
    ("GET", "moderation.member_file", "/moderation/users/{member}?act=warn", DESK),
    ("GET", "moderation.member_file", "/moderation/users/999999", (LOGIN, NO, NO, 404, 404)),
    ("POST", "moderation.warn", "/moderation/users/{member}/warnings", ACT),
    ("POST", "moderation.suspend", "/moderation/users/{member}/suspensions", ACT),
    ("GET", "moderation.removal", "/moderation/users/{member}/removal?since=168", DESK),
    ("GET", "moderation.removal", "/moderation/users/999999/removal", (LOGIN, NO, NO, 404, 404)),
    ("POST", "moderation.remove_posts", "/moderation/users/{member}/removal", ACT),
    ("POST", "moderation.add_member_note", "/moderation/users/{member}/notes", ACT),
    ("POST", "moderation.add_case_note", "/moderation/queue/{case}/notes", ACT),
    (
        "POST",
        "moderation.reverse",
        "/moderation/actions/{note_action}/reversal",
        (LOGIN, NO, NO, 303, 303),
    ),
    (
        "POST",
        "moderation.reverse",
        "/moderation/actions/{action}/reversal",
        (LOGIN, NO, NO, 404, 404),
    ),
]
