"""A whole question page: the question, a page of answers, their replies. Few queries, always."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import and_, case, func, literal, or_, select
from sqlalchemy.orm import aliased, joinedload

from app.accounts.models import Member
from app.core.db import db
from app.core.errors import NotFound
from app.forum.limits import ANSWER_PAGE, OPEN_REPLIES, POSTS_ON_PAGE, THREAD_PAGE
from app.forum.models import Post, Question
from app.forum.queries.tags import tags_of
from app.forum.queries.visibility import in_place, under_gone_reply
from app.permissions import can
from app.web.paging import Page, decode_cursor, page_of

SORTS = ("votes", "newest", "oldest")


@dataclass(frozen=True)
class Branch:
    """The replies under one post, in reading order, as far as the page shows them.

    total: how many there are. hidden_below: by the id of a removed reply, how many left with it.
    """

    replies: list[Post] = field(default_factory=list)
    total: int = 0
    hidden_below: dict[int, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Thread:
    """What a question page shows. Posts come with author and tombstone.

    `helped` is the answer that helped the asker, on the first page only; `answers` holds the others
    in the chosen order, tombstones and posts being checked among them. `branches` are the replies,
    by the id of the post they hang under.
    """

    post: Post
    question: Question
    tags: Sequence[str]
    helped: Post | None
    answers: Page[Post]
    branches: dict[int, Branch]

    @classmethod
    def without_answers(cls, post: Post) -> Thread:
        """The thread of a question's post, for parts of the page that need no more."""
        assert post.question is not None, "a question's post has its row in questions"
        return cls(post, post.question, (), None, Page([], None), {})

    @property
    def replies(self) -> dict[int, list[Post]]:
        """The replies shown, by the id of the post they hang under."""
        return {root_id: branch.replies for root_id, branch in self.branches.items()}

    @property
    def tops(self) -> list[Post]:
        """The question and the answers shown, in the order of the page."""
        return [self.post, *([self.helped] if self.helped else []), *self.answers.items]

    @property
    def shown(self) -> list[Post]:
        """All posts on the page, those among them that left only a line."""
        replies = [reply for branch in self.branches.values() for reply in branch.replies]
        return [*self.tops, *replies]

    @property
    def shown_ids(self) -> list[int]:
        """The ids of all posts on the page."""
        return [post.id for post in self.shown]


#: Posts out of view sort as if nobody had voted: their votes are nobody's business.
shown_score = case((Post.status == "visible", Post.score), else_=0)
_ORDERS: dict[str, tuple[Any, ...]] = {
    "votes": (shown_score.desc(), Post.id),
    "newest": (Post.id.desc(),),
    "oldest": (Post.id,),
}
_LOADED = (joinedload(Post.author), joinedload(Post.tombstone))
#: Replies are shown under these; with any other post they have left the page.
_KEEPS_REPLIES = ("visible", "withdrawn")


def get_thread(
    viewer: Member | None,
    question_id: int,
    *,
    sort: str = "votes",
    cursor: str | None = None,
    open_thread: int | None = None,
    open_from: int | None = None,
) -> Thread:
    """Read a question page. Four queries at any size, one more when an answer helped.

    sort: one of SORTS. open_thread: the post whose replies are all shown, from `open_from` on.
    A removed or withdrawn question is returned too: the page says so, in place of its words.
    Raises NotFound when the question is not for the viewer.
    """
    post = _question_post(viewer, question_id)
    question = post.question
    assert question is not None, "a question's post has its row in questions"
    helped = None
    if question.accepted_answer_id and not cursor:
        helped = db.session.scalar(
            select(Post)
            .where(Post.id == question.accepted_answer_id, Post.status == "visible")
            .options(*_LOADED)
        )
    answers = _answers(viewer, question, sort, cursor)
    tops = [post, *([helped] if helped else []), *answers.items]
    roots = [top.id for top in tops if top.status in _KEEPS_REPLIES]
    branches = _branches(viewer, roots, open_thread, open_from)
    return Thread(
        post=post,
        question=question,
        tags=tags_of([post.id]).get(post.id, []),
        helped=helped,
        answers=answers,
        branches=_within_page(branches, roots, open_thread),
    )


def get_branch(
    viewer: Member | None, root: Post, *, open_from: int | None = None
) -> tuple[Post, Branch]:
    """The question of a post and all the replies under the post, for opening a thread on its own.

    root: a question or answer that the viewer may read. Two queries.
    """
    post = _question_post(viewer, root.thread_id)
    return post, _branches(viewer, [root.id], root.id, open_from).get(root.id, Branch())


def _question_post(viewer: Member | None, question_id: int) -> Post:
    post = None
    if 0 < question_id < 2**31:
        post = db.session.scalar(
            select(Post)
            .where(Post.id == question_id, Post.kind == "question", in_place(viewer))
            .options(*_LOADED, joinedload(Post.question))
        )
    if post is None or (post.status in ("held", "hidden") and not can(viewer, "post:see", post)):
        raise NotFound
    return post


def _answers(
    viewer: Member | None, question: Question, sort: str, cursor: str | None
) -> Page[Post]:
    statement = (
        answers_in_place(viewer, question)
        .options(*_LOADED)
        .order_by(*_ORDERS[sort])
        .limit(ANSWER_PAGE + 1)
    )
    if sort == "votes":
        after = decode_cursor(cursor, int, int)
        if after:
            score, last_id = after
            statement = statement.where(
                or_(shown_score < score, and_(shown_score == score, Post.id > last_id))
            )
    else:
        after = decode_cursor(cursor, int)
        if after:
            further = Post.id < after[0] if sort == "newest" else Post.id > after[0]
            statement = statement.where(further)
    return page_of(
        db.session.scalars(statement).all(), ANSWER_PAGE, lambda answer: answer_key(sort, answer)
    )


def answers_in_place(viewer: Member | None, question: Question) -> Any:
    """The select of a question's answers in any order, without the one that helped."""
    statement = select(Post).where(
        Post.question_id == question.post_id, Post.kind == "answer", in_place(viewer)
    )
    if question.accepted_answer_id:
        statement = statement.where(Post.id != question.accepted_answer_id)
    return statement


def answer_key(sort: str, answer: Post) -> tuple[int, ...]:
    """The sort values of an answer, for a cursor that goes on after it."""
    if sort == "votes":
        return (answer.score if answer.status == "visible" else 0, answer.id)
    return (answer.id,)


def _branches(
    viewer: Member | None, roots: Sequence[int], open_thread: int | None, open_from: int | None
) -> dict[int, Branch]:
    if not roots:
        return {}
    ranked = select(
        Post.id,
        Post.root_id,
        func.row_number().over(partition_by=Post.root_id, order_by=Post.path).label("place"),
        func.count().over(partition_by=Post.root_id).label("total"),
    ).where(Post.root_id.in_(roots), in_place(viewer), ~under_gone_reply())
    if open_thread is not None and open_from is not None:
        start = select(Post.path).where(Post.id == open_from, Post.root_id == open_thread)
        ranked = ranked.where(
            or_(
                Post.root_id != open_thread, Post.path >= func.coalesce(start.scalar_subquery(), "")
            )
        )
    chosen = ranked.subquery()
    most = case((chosen.c.root_id == (open_thread or 0), THREAD_PAGE), else_=OPEN_REPLIES)
    rows = db.session.execute(
        select(Post, chosen.c.total, _hidden_below())
        .join(chosen, chosen.c.id == Post.id)
        .where(chosen.c.place <= most)
        .options(*_LOADED)
        .order_by(Post.root_id, Post.path)
    )
    branches: dict[int, Branch] = {}
    for reply, total, hidden in rows:
        branch = branches.setdefault(reply.root_id, Branch(total=total))
        branch.replies.append(reply)
        if hidden:
            branch.hidden_below[reply.id] = hidden
    return branches


_below = aliased(Post)


def _hidden_below() -> Any:
    """How many visible replies hang, at any depth, under a reply that was removed."""
    count = (
        select(func.count())
        .where(
            _below.root_id == Post.root_id,
            _below.status == "visible",
            # Paths are digits, so eleven nines sort after everything that hangs below.
            _below.path.between(Post.path + literal("0"), Post.path + literal("9" * 11)),
        )
        .correlate(Post)
        .scalar_subquery()
    )
    return case((Post.status == "removed", count), else_=0)


def _within_page(
    branches: dict[int, Branch], roots: Sequence[int], open_thread: int | None
) -> dict[int, Branch]:
    """Keep a page light: threads stay shut once enough replies are open above them."""
    left = max(0, POSTS_ON_PAGE - len(roots))
    kept = {}
    for root_id in roots:
        branch = branches.get(root_id)
        if branch is not None and root_id != open_thread:
            open_here = branch.replies[:left]
            branch = Branch(open_here, branch.total, branch.hidden_below)
            left -= len(open_here)
        if branch is not None:
            kept[root_id] = branch
    return kept
