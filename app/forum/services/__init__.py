"""Writes of the forum. Each takes the actor first; the door opens the transaction."""

from app.forum.services.accepting import (
    accept_answer,
    put_back_acceptance,
    take_back_acceptance,
)
from app.forum.services.drafts import (
    adopt_drafts,
    discard_draft,
    discard_sent,
    let_wait,
    post_draft,
    post_waiting_drafts,
    save_draft,
    start_draft,
)
from app.forum.services.editing import edit_post, put_back_post, withdraw_post
from app.forum.services.merging import merge_threads, unmerge_threads
from app.forum.services.moving import move_post
from app.forum.services.posting import post_answer, post_question, post_reply
from app.forum.services.redacting import redact
from app.forum.services.status import bury, set_status, unbury
from app.forum.services.threads import (
    close_thread,
    lock_thread,
    reopen_thread,
    retag,
    set_remark,
    topics_of,
    unlock_thread,
)
from app.forum.services.triage import set_sign, sign_as_it_was, sign_of

__all__ = [
    "accept_answer",
    "adopt_drafts",
    "bury",
    "close_thread",
    "discard_draft",
    "discard_sent",
    "edit_post",
    "let_wait",
    "lock_thread",
    "merge_threads",
    "move_post",
    "post_answer",
    "post_draft",
    "post_question",
    "post_reply",
    "post_waiting_drafts",
    "put_back_acceptance",
    "put_back_post",
    "redact",
    "reopen_thread",
    "retag",
    "save_draft",
    "set_remark",
    "set_sign",
    "set_status",
    "sign_as_it_was",
    "sign_of",
    "start_draft",
    "take_back_acceptance",
    "topics_of",
    "unbury",
    "unlock_thread",
    "unmerge_threads",
    "withdraw_post",
]
