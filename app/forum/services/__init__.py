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
from app.forum.services.posting import post_answer, post_question, post_reply
from app.forum.services.redacting import redact
from app.forum.services.status import bury, set_status, unbury
from app.forum.services.triage import set_sign, sign_as_it_was, sign_of

__all__ = [
    "accept_answer",
    "adopt_drafts",
    "bury",
    "discard_draft",
    "discard_sent",
    "edit_post",
    "let_wait",
    "post_answer",
    "post_draft",
    "post_question",
    "post_reply",
    "post_waiting_drafts",
    "put_back_acceptance",
    "put_back_post",
    "redact",
    "save_draft",
    "set_sign",
    "set_status",
    "sign_as_it_was",
    "sign_of",
    "start_draft",
    "take_back_acceptance",
    "unbury",
    "withdraw_post",
]
