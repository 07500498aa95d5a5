"""Merging duplicates: the answers of one question, with their replies, go to another one; and back.

The question itself stays, closed as a duplicate, and says where its answers went.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, case, func, select, update

from app.core.db import db
from app.core.errors import Conflict
from app.forum.models import Post, Question
from app.forum.services import counters
from app.forum.services.threads import close_thread, reopen_thread


@dataclass(frozen=True)
class Closed:
    """How a question was closed before, as undoing a merge needs it; `why` None: it was open."""

    why: str | None
    reason: str
    duplicate_of_id: int | None


@dataclass(frozen=True)
class Merged:
    """What a merge changed: the answers that went, and the one that bore the asker's mark."""

    answer_ids: tuple[int, ...]
    helped_id: int | None
    closed: Closed


def closed_state(question: Question) -> Closed:
    """Whether and how a question is closed."""
    return Closed(question.closed_as, question.close_reason, question.duplicate_of_id)


def merge_threads(source: Question, target: Question, *, reason: str) -> Merged:
    """Move all answers of one question, with their replies, under another one.

    Those out of view go along and stay out of view. The caller has checked both questions and holds
    their locks. The mark of the source's asker goes; the target's stays.
    """
    before = closed_state(source)
    helped_id = source.accepted_answer_id
    answer_ids = _answers(source.post_id)
    _rehang(answer_ids, target.post_id, func.coalesce(Post.merged_from_id, source.post_id))
    source.accepted_answer_id = None
    close_thread(source, why="duplicate", reason=reason, duplicate_of_id=target.post_id)
    source.is_merged = True
    _count_again(source, target)
    return Merged(tuple(answer_ids), helped_id, before)


def unmerge_threads(source: Question, target: Question, before: Merged) -> int:
    """Bring back what a merge moved and what still stands as an answer under the target.

    Replies written meanwhile come along; answers given to the target stay there. Returns how many
    answers came back.
    """
    if not source.is_merged or source.duplicate_of_id != target.post_id:
        raise Conflict("This question is not merged into that one any more.")
    if target.is_merged:
        raise Conflict("The answers went on to a third question. Take that merge back first.")
    came = [one for one in _answers(target.post_id) if one in before.answer_ids]
    _rehang(came, source.post_id, _case(source.post_id))
    if target.accepted_answer_id in came:
        target.accepted_answer_id = None
    helped = db.session.get(Post, before.helped_id) if before.helped_id in came else None
    if helped is not None and helped.status == "visible" and source.accepted_answer_id is None:
        source.accepted_answer_id = helped.id
    source.is_merged = False
    if before.closed.why is None:
        reopen_thread(source)
    else:
        close_thread(
            source,
            why=before.closed.why,
            reason=before.closed.reason,
            duplicate_of_id=before.closed.duplicate_of_id,
        )
    _count_again(source, target)
    return len(came)


def _answers(question_id: int) -> list[int]:
    return list(
        db.session.scalars(
            select(Post.id)
            .where(Post.question_id == question_id, Post.kind == "answer")
            .order_by(Post.id)
            .with_for_update()
        )
    )


def _case(source_id: int) -> ColumnElement[int | None]:
    """What came from the source is at home there again; what it had from a third one stays so."""
    return case((Post.merged_from_id == source_id, None), else_=Post.merged_from_id)


def _rehang(answer_ids: list[int], question_id: int, merged_from_id: ColumnElement[Any]) -> None:
    if not answer_ids:
        return
    db.session.flush()
    where_to = {"question_id": question_id, "merged_from_id": merged_from_id}
    for rows, values in (
        (Post.id.in_(answer_ids), where_to | {"parent_id": question_id}),
        (Post.root_id.in_(answer_ids), where_to),
    ):
        db.session.execute(
            update(Post).where(rows).values(values).execution_options(synchronize_session=False)
        )
    db.session.expire_all()  # what is loaded of them is read again


def _count_again(*questions: Question) -> None:
    for question in questions:
        counters.recount_thread(question)
        counters.touch(question)
