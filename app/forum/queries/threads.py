"""A whole question page: the question, a page of answers, their replies. Few queries, always."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, case, func, or_, select
from sqlalchemy.orm import aliased, joinedload

from app.accounts.models import Member
from app.core.db import db
from app.core.errors import NotFound
from app.forum.limits import ANSWER_PAGE, OPEN_REPLIES, THREAD_PAGE
from app.forum.models import Post, Question, Tombstone
from app.forum.queries.tags import tags_of
from app.forum.queries.visibility import visible_to
from app.web.paging import Page, decode_cursor, page_of

SORTS = ("votes", "newest", "oldest")


@dataclass(frozen=True)
class Thread:
    """What a question page shows. Posts come with author and tombstone.

    `helped` is the answer that helped the asker, on the first page only; `answers` holds the others
    in the chosen order, tombstones and posts being checked among them. `replies` are by the id of
    the post they hang under, in reading order.
    """

    post: Post
    question: Question
    tags: Sequence[str]
    helped: Post | None
    answers: Page[Post]
    replies: dict[int, list[Post]]

    @property
    def shown_ids(self) -> list[int]:
        """The ids of all posts on the page."""
        tops = [self.post, *([self.helped] if self.helped else []), *self.answers.items]
        return [post.id for post in tops] + [r.id for rs in self.replies.values() for r in rs]


_child = aliased(Post)


def _in_place(viewer: Member | None) -> Any:
    """Posts that take a place on the page: readable ones, and those that left a line behind."""
    has_replies = (
        select(_child.id)
        .where(_child.parent_id == Post.id, _child.status == "visible")
        .correlate(Post)
        .exists()
    )
    return or_(
        and_(visible_to(viewer), Post.status != "withdrawn"),
        Post.status.in_(("hidden", "removed")),
        and_(Post.status == "withdrawn", has_replies),
    )


#: Posts out of view sort as if nobody had voted: their votes are nobody's business.
_SCORE = case((Post.status == "visible", Post.score), else_=0)
_ORDERS: dict[str, tuple[Any, ...]] = {
    "votes": (_SCORE.desc(), Post.id),
    "newest": (Post.id.desc(),),
    "oldest": (Post.id,),
}
_LOADED = (joinedload(Post.author), joinedload(Post.tombstone))


def get_thread(
    viewer: Member | None,
    question_id: int,
    *,
    sort: str = "votes",
    cursor: str | None = None,
    open_thread: int | None = None,
) -> Thread:
    """Read a question page. Five queries at any size, one more when an answer helped.

    sort: one of SORTS. open_thread: the post whose replies are all shown.
    Raises NotFound when the question is not for the viewer.
    """
    post = db.session.scalar(
        select(Post)
        .where(Post.id == question_id, Post.kind == "question", _in_place(viewer))
        .options(*_LOADED, joinedload(Post.question))
    )
    if post is None or post.question is None:
        raise NotFound
    question = post.question
    helped = None
    if question.accepted_answer_id and not cursor:
        helped = db.session.scalar(
            select(Post)
            .where(Post.id == question.accepted_answer_id, Post.status == "visible")
            .options(*_LOADED)
        )
    answers = _answers(viewer, question, sort, cursor)
    tops = [post, *([helped] if helped else []), *answers.items]
    roots = [top.id for top in tops if top.status in ("visible", "withdrawn", "held")]
    return Thread(
        post=post,
        question=question,
        tags=tags_of([post.id]).get(post.id, []),
        helped=helped,
        answers=answers,
        replies=_replies(viewer, roots, open_thread),
    )


def _answers(
    viewer: Member | None, question: Question, sort: str, cursor: str | None
) -> Page[Post]:
    statement = (
        select(Post)
        .where(
            Post.question_id == question.post_id, Post.kind == "answer", _in_place(viewer)
        )
        .options(*_LOADED)
        .order_by(*_ORDERS[sort])
        .limit(ANSWER_PAGE + 1)
    )
    if question.accepted_answer_id:
        statement = statement.where(Post.id != question.accepted_answer_id)
    if sort == "votes":
        after = decode_cursor(cursor, int, int)
        if after:
            score, last_id = after
            statement = statement.where(
                or_(score > _SCORE, and_(score == _SCORE, Post.id > last_id))
            )
    else:
        after = decode_cursor(cursor, int)
        if after:
            further = Post.id < after[0] if sort == "newest" else Post.id > after[0]
            statement = statement.where(further)
    return page_of(
        db.session.scalars(statement).all(), ANSWER_PAGE, lambda answer: answer_key(sort, answer)
    )


def answer_key(sort: str, answer: Post) -> tuple[int, ...]:
    """The sort values of an answer, for a cursor that goes on after it."""
    if sort == "votes":
        return (answer.score if answer.status == "visible" else 0, answer.id)
    return (answer.id,)


def _replies(
    viewer: Member | None, roots: Sequence[int], open_thread: int | None
) -> dict[int, list[Post]]:
    if not roots:
        return {}
    ranked = (
        select(
            Post.id,
            func.row_number().over(partition_by=Post.root_id, order_by=Post.path).label("place"),
            Post.root_id,
        )
        .where(Post.root_id.in_(roots), _in_place(viewer))
        .subquery()
    )
    most = case((ranked.c.root_id == (open_thread or 0), THREAD_PAGE), else_=OPEN_REPLIES)
    found = db.session.scalars(
        select(Post)
        .join(ranked, ranked.c.id == Post.id)
        .where(ranked.c.place <= most)
        .options(*_LOADED)
        .order_by(Post.root_id, Post.path)
    )
    replies: dict[int, list[Post]] = defaultdict(list)
    for reply in found:
        assert reply.root_id is not None
        replies[reply.root_id].append(reply)
    return replies


def answers_before(viewer: Member | None, answer: Post, *, sort: str = "votes") -> int:
    """How many answers stand before this one in the order, without the one that helped.

    Tells a permalink which page to lead to.
    """
    question = db.session.get(Question, answer.question_id)
    statement = select(func.count()).where(
        Post.question_id == answer.question_id, Post.kind == "answer", _in_place(viewer)
    )
    if question is not None and question.accepted_answer_id:
        statement = statement.where(Post.id != question.accepted_answer_id)
    score = answer.score if answer.status == "visible" else 0
    before = {
        "votes": or_(score < _SCORE, and_(score == _SCORE, Post.id < answer.id)),
        "newest": Post.id > answer.id,
        "oldest": Post.id < answer.id,
    }[sort]
    return db.session.scalar(statement.where(before)) or 0


def safety_notices(
    viewer: Member | None, *, cursor: str | None = None, size: int = 20
) -> Page[Any]:
    """(tombstone, kind of the post, question id) of posts removed as unsafe, newest first.

    The public list: never the words, the title or the author.
    """
    statement = (
        select(Tombstone, Post.kind, func.coalesce(Post.question_id, Post.id))
        .join(Post, Post.id == Tombstone.post_id)
        .where(Tombstone.category.is_not(None), Post.status == "removed")
        .order_by(Tombstone.removed_at.desc(), Tombstone.post_id.desc())
        .limit(size + 1)
    )
    after = decode_cursor(cursor, datetime.fromisoformat, int)
    if after:
        moment, last_id = after
        statement = statement.where(
            or_(
                Tombstone.removed_at < moment,
                and_(Tombstone.removed_at == moment, Tombstone.post_id < last_id),
            )
        )
    rows = db.session.execute(statement).all()
    return page_of(
        rows, size, lambda row: (row[0].removed_at.isoformat(), row[0].post_id)
    )
