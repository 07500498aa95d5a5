"""Whether a thread takes what somebody writes: a lock stops everything, a closed one answers."""

from __future__ import annotations

from app.accounts.models import Member
from app.core.db import db, lock
from app.core.errors import NotFound, Refused
from app.forum.models import Question
from app.permissions import can

LOCKED = "This question is locked, so only moderators can answer, reply or edit here now."
CLOSED = "This question is closed, so it takes no more answers. You can still reply."


def open_thread(actor: Member, question_id: int, *, for_answer: bool = False) -> Question:
    """Lock the question's row for somebody who writes below it.

    Raises NotFound, and Refused for a closed question (answers only) or a locked one.
    """
    question: Question | None = lock(db.session, Question, question_id)
    if question is None:
        raise NotFound
    check_not_locked(actor, question)
    if for_answer and question.is_closed:
        raise Refused(CLOSED)
    return question


def check_not_locked(actor: Member, question: Question) -> None:
    """Raise Refused while a lock holds, unless the actor may write in spite of it."""
    if question.is_locked and not can(actor, "question:write-locked"):
        raise Refused(LOCKED)
