"""The answer that helped the asker."""

from __future__ import annotations

from app.accounts.models import Member
from app.core.db import db, lock
from app.core.errors import NotFound
from app.core.events import record
from app.forum.events import AnswerAccepted
from app.forum.models import Post, Question
from app.forum.services.counters import touch
from app.forum.services.posting import PLACE
from app.permissions import authorize


def accept_answer(actor: Member, answer: Post) -> None:
    """Mark the answer that helped; an earlier mark moves here. Safe to repeat.

    Only the asker may. Records AnswerAccepted. Raises Refused, NotFound.
    """
    question = _question_of(actor, answer)
    # A moderator may have removed or moved it since it was found.
    db.session.refresh(answer, ["status", *PLACE])
    if (answer.status, answer.kind, answer.question_id) != ("visible", "answer", question.post_id):
        raise NotFound
    _choose(question, answer.id)


def take_back_acceptance(actor: Member, answer: Post) -> None:
    """Unmark the answer, if it is the marked one. Safe to repeat. Only the asker may."""
    question = _question_of(actor, answer)
    if question.accepted_answer_id == answer.id:
        _choose(question, None)


def _question_of(actor: Member, answer: Post) -> Question:
    if answer.kind != "answer":
        raise NotFound
    asked = db.session.get(Post, answer.question_id)
    authorize(actor, "answer:accept", asked)
    return lock(db.session, Question, answer.question_id)  # type: ignore[no-any-return]


def _choose(question: Question, answer_id: int | None) -> None:
    previous = question.accepted_answer_id
    if previous == answer_id:
        return
    question.accepted_answer_id = answer_id
    touch(question)
    record(AnswerAccepted(question.post_id, answer_id, previous))


def put_back_acceptance(answer: Post) -> None:
    """Mark again an answer that lost its mark when it left view, unless the asker chose another.

    Moderation calls it when the answer comes back. Nobody is told: the asker has not chosen anew.
    """
    question = lock(db.session, Question, answer.question_id)
    if question.accepted_answer_id is None:
        question.accepted_answer_id = answer.id
        touch(question)
