"""Locking and closing a question; their reverses unlock and reopen it."""

from __future__ import annotations

from datetime import datetime

from app.accounts.models import Member
from app.core.clock import now
from app.core.db import db
from app.core.errors import Conflict, Invalid, NotFound
from app.forum import services as forum
from app.forum.models import CLOSED_AS, Post, Question
from app.moderation.limits import MOST_LOCKED
from app.moderation.models import ModerationAction
from app.moderation.services.threads.acting import (
    checked_reason,
    open_thread,
    standing_act,
    write_thread_act,
)


def lock_question(
    actor: Member,
    post: Post,
    *,
    reason: str,
    until: datetime | None = None,
    version: int | None = None,
) -> ModerationAction:
    """Let nobody but moderators answer, reply or edit in a thread; votes go on.

    until: when the lock ends by itself; None: when somebody unlocks it. Moderators only, never
    their own question. The asker is told. Raises Refused, Invalid, TooLate, Conflict.
    """
    opened = open_thread(actor, "question:lock", _question(post), version)
    if opened.question.is_locked:
        raise Conflict("This question is locked already.")
    reason = checked_reason(reason)
    if until is not None and not now() < until <= now() + MOST_LOCKED:
        raise Invalid("until", "Choose a day from tomorrow on, at most a year ahead.")
    forum.lock_thread(opened.question, until=until, reason=reason)
    return write_thread_act(
        "lock_question",
        actor,
        opened,
        reason=reason,
        after={"until": until.isoformat() if until else None},
        expires_at=until,
    )


def unlock_question(
    actor: Member, post: Post, *, reason: str = "", version: int | None = None
) -> ModerationAction:
    """End a lock before its time. Raises Refused, TooLate, and Conflict when none holds."""
    opened = open_thread(actor, "question:lock", _question(post), version)
    if not opened.question.is_locked:
        raise Conflict("This question is not locked any more.")
    until = opened.question.lock_until
    forum.unlock_thread(opened.question)
    return write_thread_act(
        "unlock_question",
        actor,
        opened,
        reason=checked_reason(reason, is_needed=False),
        before={"until": until.isoformat() if until else None},
        reverts=standing_act(post.id, "lock_question"),
    )


def close_question(
    actor: Member,
    post: Post,
    *,
    why: str,
    reason: str = "",
    duplicate_of: Post | None = None,
    version: int | None = None,
) -> ModerationAction:
    """Let a question take no more answers; replies go on.

    why: one of CLOSED_AS; a duplicate names the question it is the same as, which readers must be
    able to read. Moderators only, never their own question. The asker is told. Raises Refused,
    Invalid, TooLate, Conflict.
    """
    opened = open_thread(actor, "question:close", _question(post), version)
    if opened.question.is_closed:
        raise Conflict("This question is closed already.")
    if why not in CLOSED_AS:
        raise Invalid("why", "Choose why it is closed.")
    if why == "duplicate":
        check_other(opened.post, duplicate_of)
    reason = checked_reason(reason, is_needed=False)
    other_id = duplicate_of.id if duplicate_of is not None and why == "duplicate" else None
    forum.close_thread(opened.question, why=why, reason=reason, duplicate_of_id=other_id)
    return write_thread_act(
        "close_question", actor, opened, reason=reason, after={"why": why, "of": other_id}
    )


def reopen_question(
    actor: Member, post: Post, *, reason: str = "", version: int | None = None
) -> ModerationAction:
    """Let a closed question take answers again.

    Raises Refused, TooLate, and Conflict when it is open, or merged (that is taken back instead).
    """
    opened = open_thread(actor, "question:close", _question(post), version)
    question = opened.question
    if not question.is_closed:
        raise Conflict("This question is open already.")
    if question.is_merged:
        raise Conflict("Its answers were merged into another question. Take the merge back.")
    before = {"why": question.closed_as, "of": question.duplicate_of_id}
    forum.reopen_thread(question)
    return write_thread_act(
        "reopen_question",
        actor,
        opened,
        reason=checked_reason(reason, is_needed=False),
        before=before,
        reverts=standing_act(post.id, "close_question"),
    )


def check_other(post: Post, other: Post | None) -> Question:
    """The other question of a duplicate. Raises Invalid("of", …) for one that cannot be it."""
    if other is None or other.kind != "question":
        raise Invalid("of", "Give the address or the number of the other question.")
    if other.id == post.id:
        raise Invalid("of", "That is this question itself. Choose the other one.")
    details = db.session.get(Question, other.id)
    if details is None or other.status != "visible" or details.is_unlisted:
        raise Invalid("of", "Readers cannot find that question. Choose one that is in view.")
    if details.is_merged or details.duplicate_of_id is not None:
        raise Invalid(
            "of",
            f"Question {other.id} is itself a duplicate of question {details.duplicate_of_id}."
            " Choose that one.",
        )
    return details


def _question(post: Post) -> Post:
    if post.kind != "question":
        raise NotFound
    return post
