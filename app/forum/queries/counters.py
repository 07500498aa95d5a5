"""Stored counts that differ from what they count. Empty lists prove that all is well."""

from __future__ import annotations

from sqlalchemy import func, or_, select
from sqlalchemy.orm import aliased

from app.core.db import db
from app.forum.models import Post, Question, QuestionTag, Tag
from app.forum.queries.visibility import under_gone_reply

_One = aliased(Post)
_Root = aliased(Post)


def wrong_question_counts() -> list[int]:
    """Questions whose number of answers or of replies is not that of the visible rows."""
    mine = (
        select(func.count())
        .select_from(_One)
        .where(_One.question_id == Question.post_id, _One.status == "visible")
    )
    answers = mine.where(_One.kind == "answer").correlate(Question).scalar_subquery()
    replies = (
        mine.join(_Root, _Root.id == _One.root_id)
        .where(_One.kind == "reply", _Root.status == "visible", ~under_gone_reply(_One))
        .correlate(Question)
        .scalar_subquery()
    )
    wrong = or_(Question.answer_count != answers, Question.comment_count != replies)
    return list(db.session.scalars(select(Question.post_id).where(wrong)))


def wrong_reply_counts() -> list[int]:
    """Questions and answers whose number of replies is not that of the visible rows."""
    replies = (
        select(func.count())
        .where(_One.root_id == Post.id, _One.status == "visible", ~under_gone_reply(_One))
        .correlate(Post)
        .scalar_subquery()
    )
    wrong = select(Post.id).where(Post.kind != "reply", Post.reply_count != replies)
    return list(db.session.scalars(wrong))


def wrong_tag_counts() -> list[int]:
    """Topics whose number of questions is not that of the rows that lists show."""
    questions = (
        select(func.count())
        .select_from(QuestionTag)
        .join(Post, Post.id == QuestionTag.question_id)
        .join(Question, Question.post_id == Post.id)
        .where(
            QuestionTag.tag_id == Tag.id,
            Post.status == "visible",
            Question.is_unlisted.is_(False),
        )
        .correlate(Tag)
        .scalar_subquery()
    )
    return list(db.session.scalars(select(Tag.id).where(Tag.question_count != questions)))
