"""Where a post stands: the page, thread and anchor that its permalink leads to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import joinedload

from app.accounts.models import Member
from app.core.db import db
from app.core.errors import NotFound
from app.forum.limits import ANSWER_PAGE, OPEN_REPLIES, POSTS_ON_PAGE, THREAD_PAGE
from app.forum.models import Post, Question
from app.forum.queries.posts import ancestor_ids
from app.forum.queries.threads import answer_key, answers_in_place, shown_score
from app.forum.queries.visibility import GONE, PATH_STEP, in_place, under_gone_reply
from app.permissions import can
from app.web.paging import encode_cursor


@dataclass(frozen=True)
class Place:
    """A spot on a question page. `path` names no title when the question is out of view."""

    path: str
    anchor: str
    cursor: str | None = None
    open_thread: int | None = None
    open_from: int | None = None

    @property
    def address(self) -> str:
        """Path, query and anchor."""
        given = {"page": self.cursor, "replies": self.open_thread, "from": self.open_from}
        query = urlencode({name: value for name, value in given.items() if value is not None})
        return f"{self.path}{'?' if query else ''}{query}#{self.anchor}"


def place_of(viewer: Member | None, post_id: int, *, kind: str) -> Place:
    """Where readers find a post in the default order, or the line it left behind.

    A post that left the page with the one above it is found at that one's place.
    Raises NotFound when there is nothing of it that the viewer may know of.
    """
    post = None
    if 0 < post_id < 2**31:
        post = db.session.scalar(
            select(Post).where(Post.id == post_id, _was_of_kind(kind), in_place(viewer))
        )
    if post is None:
        raise NotFound
    asked = _asked(viewer, post.thread_id)
    path = asked.question.path if asked.status == "visible" else f"/questions/{asked.id}"  # type: ignore[union-attr]
    top, target = _first_gone(viewer, post)
    cursor = _cursor_to(viewer, asked.question, top) if top.kind == "answer" else None
    if target.kind != "reply":
        return Place(path, target.anchor, cursor)
    return _reply_place(viewer, asked.question, target, Place(path, target.anchor, cursor))


def _was_of_kind(kind: str) -> ColumnElement[bool]:
    """A post that was moved keeps the permalinks of what it was."""
    if kind == "question":
        return Post.kind == kind
    return or_(Post.kind == kind, and_(Post.moved_at.is_not(None), Post.kind != "question"))


def _asked(viewer: Member | None, question_id: int) -> Post:
    asked = db.session.scalar(
        select(Post)
        .where(Post.id == question_id, in_place(viewer))
        .options(joinedload(Post.question))
    )
    if asked is None or (asked.status in ("held", "hidden") and not can(viewer, "post:see", asked)):
        raise NotFound
    return asked


def _first_gone(viewer: Member | None, post: Post) -> tuple[Post, Post]:
    """(the question or answer it belongs to, the post to lead to)."""
    if post.kind != "reply":
        return post, post
    above = {
        one.id: one
        for one in db.session.scalars(select(Post).where(Post.id.in_(ancestor_ids(post))))
    }
    chain = [above[one] for one in ancestor_ids(post) if one in above]
    gone = next((one for one in chain if one.status in GONE), post)
    if gone.status == "held" and not can(viewer, "post:see", gone):
        raise NotFound
    return chain[0], gone


def _cursor_to(viewer: Member | None, question: Question | None, answer: Post) -> str | None:
    """The cursor of a page that begins with this answer; None when it stands on the first page."""
    if question is None or question.accepted_answer_id == answer.id:
        return None
    score = answer.score if answer.status == "visible" else 0
    before = answers_in_place(viewer, question).where(
        or_(shown_score > score, and_(shown_score == score, Post.id < answer.id))
    )
    count = db.session.scalar(before.with_only_columns(func.count()))
    if (count or 0) < ANSWER_PAGE:
        return None
    last = db.session.scalars(before.order_by(shown_score, Post.id.desc()).limit(1)).one()
    return encode_cursor(*answer_key("votes", last))


def _reply_place(
    viewer: Member | None, question: Question | None, reply: Post, place: Place
) -> Place:
    number: Any = db.session.scalar(
        select(func.count()).where(
            Post.root_id == reply.root_id,
            Post.path <= reply.path,
            in_place(viewer),
            ~under_gone_reply(),
        )
    )
    if number <= OPEN_REPLIES and question and _opens_all(question):
        return place
    start = int(reply.path[:PATH_STEP]) if number > THREAD_PAGE else None
    return Place(place.path, place.anchor, place.cursor, reply.root_id, start)


def _opens_all(question: Question) -> bool:
    """Whether the first page is so short that the beginning of every thread is open on it."""
    tops = 1 + min(question.answer_count, ANSWER_PAGE + 1)
    return tops + question.comment_count <= POSTS_ON_PAGE
