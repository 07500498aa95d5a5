"""Lists of questions: by age, activity or score, filtered, one page at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select, tuple_
from sqlalchemy.orm import joinedload

from app.accounts.models import Member
from app.core.clock import now
from app.core.db import db
from app.forum.limits import LIST_PAGE
from app.forum.models import Post, Question, QuestionTag
from app.forum.queries.tags import tags_of
from app.web.paging import Page, decode_cursor, moment, page_of

SORTS = ("newest", "active", "votes")
FILTERS = ("waiting",)
#: Later than any activity. Asking for what was before it makes SQLite read the index in order.
END_OF_TIME = datetime(9999, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class QuestionRow:
    """A question as a list shows it. `post.author` is loaded."""

    post: Post
    question: Question
    tags: Sequence[str]


_BASE = (
    select(Post, Question)
    .join(Question, Question.post_id == Post.id)
    .where(Post.status == "visible", Question.is_unlisted.is_(False))
    .options(joinedload(Post.author))
)


def list_questions(
    viewer: Member | None,
    *,
    sort: str = "newest",
    only_waiting: bool = False,
    tag_id: int | None = None,
    cursor: str | None = None,
    size: int = LIST_PAGE,
) -> Page[QuestionRow]:
    """One page of visible questions.

    sort: one of SORTS. cursor: `Page.next_cursor` of the page before.
    Costs two queries at any size. Raises NotFound for a cursor that is not of this list.
    """
    statement = _BASE
    if only_waiting:
        statement = statement.where(Question.answer_count == 0, _takes_answers())
    if tag_id is not None:
        statement = statement.join(
            QuestionTag,
            and_(QuestionTag.question_id == Post.id, QuestionTag.tag_id == tag_id),
        )
    statement = {"active": _by_activity, "votes": _by_votes}.get(sort, _by_age)(
        statement, cursor, _id_column(only_waiting, tag_id)
    )
    rows = db.session.execute(statement.limit(size + 1)).all()
    page = page_of(rows, size, lambda row: _key(sort, row))
    return Page(_with_tags(page.items), page.next_cursor)


def _takes_answers() -> ColumnElement[bool]:
    """Neither closed nor locked; a lock with an end ends by itself."""
    return and_(
        Question.closed_at.is_(None),
        or_(Question.locked_at.is_(None), Question.lock_until <= now()),
    )


def _id_column(only_waiting: bool, tag_id: int | None) -> Any:
    """The id to sort by. All three are equal; the right one lets an index give the order."""
    if tag_id is not None:
        return QuestionTag.question_id
    return Question.post_id if only_waiting else Post.id


def _by_age(statement: Any, cursor: str | None, number: Any) -> Any:
    after = decode_cursor(cursor, int)
    if number is Post.id:  # said only where it helps: elsewhere SQLite would choose by it, and sort
        statement = statement.where(Post.kind == "question")
    if after:
        statement = statement.where(number < after[0])
    return statement.order_by(number.desc())


def _by_activity(statement: Any, cursor: str | None, number: Any) -> Any:
    # Two questions with the same moment are told apart by id, so that no page skips or repeats one.
    active_at, last_id = decode_cursor(cursor, moment, int) or (END_OF_TIME, 0)
    statement = statement.where(
        Question.last_activity_at <= active_at,
        or_(Question.last_activity_at < active_at, Question.post_id < last_id),
    )
    return statement.order_by(Question.last_activity_at.desc(), Question.post_id.desc())


def _by_votes(statement: Any, cursor: str | None, number: Any) -> Any:
    after = decode_cursor(cursor, int, int)
    statement = statement.where(Post.kind == "question")
    if after:
        statement = statement.where(tuple_(Post.score, Post.id) < after)
    return statement.order_by(Post.score.desc(), Post.id.desc())


def _key(sort: str, row: Any) -> tuple[Any, ...]:
    post, question = row
    if sort == "active":
        return (question.last_activity_at.isoformat(), post.id)
    return (post.score, post.id) if sort == "votes" else (post.id,)


def _with_tags(rows: Sequence[Any]) -> list[QuestionRow]:
    tags = tags_of([post.id for post, _ in rows])
    return [QuestionRow(post, question, tags.get(post.id, ())) for post, question in rows]


def newest_questions(viewer: Member | None, most: int) -> Sequence[QuestionRow]:
    """The newest visible questions, for the home page."""
    return list_questions(viewer, size=most).items


def waiting_questions(viewer: Member | None, most: int) -> Sequence[Any]:
    """(id, title, slug, created_at) of the questions that wait longest for a first answer.

    Among the newest hundred waiting ones: a question of years ago needs other help.
    """
    newest = (
        select(Post.id, Question.title, Question.slug, Post.created_at)
        .join(Question, Question.post_id == Post.id)
        .where(
            Post.kind == "question",
            Post.status == "visible",
            Question.is_unlisted.is_(False),
            Question.answer_count == 0,
            _takes_answers(),
        )
        .order_by(Post.id.desc())
        .limit(100)
        .subquery()
    )
    return db.session.execute(select(newest).order_by(newest.c.id).limit(most)).all()


def questions_from_article(viewer: Member | None, article_id: int, most: int) -> Sequence[Any]:
    """(id, title, slug, answer_count, accepted_answer_id) of questions the article led to."""
    return db.session.execute(
        select(
            Post.id,
            Question.title,
            Question.slug,
            Question.answer_count,
            Question.accepted_answer_id,
        )
        .join(Question, Question.post_id == Post.id)
        .where(
            Question.article_id == article_id,
            Post.status == "visible",
            Question.is_unlisted.is_(False),
        )
        .order_by(Question.post_id.desc())
        .limit(most)
    ).all()
