"""Moderation: the page of a whole thread and its acts, for moderators."""

from __future__ import annotations

from tests.guards.matrix import Row

LOGIN, OK, NO, EMPTY, NOTHING_TO_END, MISSING = 303, 200, 403, 422, 409, 404

#: visitor, member, author, moderator, administrator
PAGE = (LOGIN, NO, NO, OK, OK)
ACT = (LOGIN, NO, NO, EMPTY, EMPTY)
END = (LOGIN, NO, NO, NOTHING_TO_END, NOTHING_TO_END)
GONE = (LOGIN, NO, NO, MISSING, MISSING)
QUESTION = "/moderation/questions/{question}"

ROWS: list[Row] = [
    ("GET", "moderation.thread", QUESTION, PAGE),
    ("GET", "moderation.thread", "/moderation/questions/{withdrawn_question}", PAGE),
    ("GET", "moderation.thread", "/moderation/questions/{answer}", GONE),
    ("POST", "moderation.lock_thread", f"{QUESTION}/lock", ACT),
    ("POST", "moderation.unlock_thread", f"{QUESTION}/unlock", END),
    ("POST", "moderation.close_thread", f"{QUESTION}/close", ACT),
    ("POST", "moderation.reopen_thread", f"{QUESTION}/reopen", END),
    ("POST", "moderation.merge_thread", f"{QUESTION}/merge", ACT),
    ("POST", "moderation.unmerge_thread", f"{QUESTION}/unmerge", END),
    ("POST", "moderation.retag_thread", f"{QUESTION}/topics", ACT),
    ("POST", "moderation.move_post", "/moderation/posts/{answer}/move", ACT),
    ("POST", "moderation.put_remark", "/moderation/posts/{answer}/remark", ACT),
    ("POST", "moderation.undo_thread_act", "/moderation/thread-acts/{action}/undo", GONE),
]
