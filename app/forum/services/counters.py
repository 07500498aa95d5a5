"""Stored counts: always counted again from the rows, in the transaction that changed them."""

from __future__ import annotations

from sqlalchemy import func, select, update
from sqlalchemy.orm import aliased

from app.core.clock import now
from app.core.db import db
from app.forum.models import Post, Question, QuestionTag, Tag
from app.forum.queries.visibility import under_gone_reply

_Root = aliased(Post)


def touch(question: Question, *, is_activity: bool = False) -> None:
    """Raise the content version: something visible in the thread has changed.

    is_activity: somebody wrote something new, so the question moves up in "Active".
    """
    question.content_version = Question.content_version + 1
    if is_activity:
        question.last_activity_at = now()
    db.session.flush()


def recount_thread(question: Question) -> None:
    """Count the visible answers, and the replies with all that they hang under in view."""
    db.session.flush()
    question.answer_count = (
        db.session.scalar(
            select(func.count()).where(
                Post.question_id == question.post_id,
                Post.kind == "answer",
                Post.status == "visible",
            )
        )
        or 0
    )
    question.comment_count = (
        db.session.scalar(
            select(func.count())
            .select_from(Post)
            .join(_Root, Post.root_id == _Root.id)
            .where(
                Post.question_id == question.post_id,
                Post.kind == "reply",
                Post.status == "visible",
                _Root.status == "visible",
                ~under_gone_reply(),
            )
        )
        or 0
    )
    db.session.flush()


def recount_replies(root_id: int) -> None:
    """Count the visible replies of one thread, kept on the post it hangs under."""
    db.session.flush()
    root = db.session.get(Post, root_id)
    assert root is not None, "a reply hangs under a post"
    root.reply_count = (
        db.session.scalar(
            select(func.count()).where(
                Post.root_id == root_id, Post.status == "visible", ~under_gone_reply()
            )
        )
        or 0
    )
    db.session.flush()


def recount_tags(question_id: int) -> None:
    """Count the visible questions of each tag of a question."""
    recount_these_tags(
        db.session.scalars(
            select(QuestionTag.tag_id).where(QuestionTag.question_id == question_id)
        ).all()
    )


def recount_these_tags(tag_ids: object) -> None:
    """Count the questions that lists show under the given tags (any collection of ids)."""
    db.session.flush()
    for tag_id in sorted(set(tag_ids)):  # type: ignore[call-overload]  # in one order: no deadlock
        visible = (
            select(func.count())
            .select_from(QuestionTag)
            .join(Post, Post.id == QuestionTag.question_id)
            .join(Question, Question.post_id == Post.id)
            .where(
                QuestionTag.tag_id == tag_id,
                Post.status == "visible",
                Question.is_unlisted.is_(False),
            )
            .scalar_subquery()
        )
        db.session.execute(update(Tag).where(Tag.id == tag_id).values(question_count=visible))
