"""Single posts, their revisions, and what one member wrote."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import aliased, joinedload

from app.accounts.models import Member
from app.core.db import db
from app.core.errors import NotFound
from app.forum.models import Post, Question, Revision
from app.forum.queries.visibility import PATH_STEP, visible_to
from app.permissions import can
from app.web.paging import Page, decode_cursor, page_of

PROFILE_PAGE = 20
#: More revisions than this are cut off the history page; nobody reads so many.
MOST_REVISIONS = 100


def get_post(viewer: Member | None, post_id: int, *, kind: str | None = None) -> Post:
    """A post whose words the viewer may read, with its author, its question and its tombstone.

    Raises NotFound when there is none, when it is of another kind, or when it is not for the
    viewer: the three look the same from outside.
    """
    statement = (
        select(Post)
        .where(Post.id == post_id, visible_to(viewer))
        .options(joinedload(Post.author), joinedload(Post.question), joinedload(Post.tombstone))
    )
    if kind is not None:
        statement = statement.where(Post.kind == kind)
    post = db.session.scalar(statement) if 0 < post_id < 2**31 else None
    if post is None or not _stands_in_view(viewer, post):
        raise NotFound
    return post


def _stands_in_view(viewer: Member | None, post: Post) -> bool:
    """A post leaves the page with the question, answer or reply it hangs under."""
    ids = [post.question_id, *ancestor_ids(post)] if post.question_id else []
    if not ids:
        return True
    above = db.session.scalars(select(Post).where(Post.id.in_(ids))).all()
    return len(above) == len(set(ids)) and all(
        one.status == "withdrawn" or can(viewer, "post:see", one) for one in above
    )


def ancestor_ids(reply: Post) -> list[int]:
    """The ids of what a reply hangs under: its answer or question first, then reply by reply."""
    if reply.root_id is None:
        return []
    path = reply.path[:-PATH_STEP]
    return [
        reply.root_id,
        *(int(path[at : at + PATH_STEP]) for at in range(0, len(path), PATH_STEP)),
    ]


def get_question(viewer: Member | None, question_id: int) -> Question:
    """What a question has beyond its post. The caller has checked the post. One query."""
    question = db.session.get(Question, question_id)
    if question is None:
        raise NotFound
    return question


def link_to_question(viewer: Member | None, question_id: int | None) -> Question | None:
    """A question to link to by its title; None when the viewer may not read it. One query, or
    none without an id."""
    if question_id is None:
        return None
    return db.session.scalar(
        select(Question)
        .join(Post, Post.id == Question.post_id)
        .where(Question.post_id == question_id, visible_to(viewer))
    )


def revisions(viewer: Member | None, post: Post) -> Sequence[Revision]:
    """The versions of a post, newest first, with their editors.

    Raises NotFound unless the viewer may see the history: of a removed post only moderators.
    """
    if not can(viewer, "post:see-history", post):
        raise NotFound
    return db.session.scalars(
        select(Revision)
        .where(Revision.post_id == post.id)
        .options(joinedload(Revision.editor))
        .order_by(Revision.number.desc())
        .limit(MOST_REVISIONS)
    ).all()


def posts_of(viewer: Member | None, member_id: int, *, cursor: str | None = None) -> Page[Any]:
    """(post, question title, slug, question id) of what a member wrote in public, newest first.

    Anonymous posts are never listed, not even to their author: a profile is what others see.
    """
    asked = aliased(Post)
    statement = (
        select(Post, Question.title, Question.slug, Question.post_id)
        .join(Question, Question.post_id == db.func.coalesce(Post.question_id, Post.id))
        .join(asked, asked.id == Question.post_id)
        .where(
            Post.author_id == member_id,
            Post.status == "visible",
            Post.is_anonymous.is_(False),
            Post.kind.in_(("question", "answer")),
            asked.status == "visible",
            Question.is_unlisted.is_(False),
        )
        .order_by(Post.id.desc())
        .limit(PROFILE_PAGE + 1)
    )
    after = decode_cursor(cursor, int)
    if after:
        statement = statement.where(Post.id < after[0])
    rows = db.session.execute(statement).all()
    return page_of(rows, PROFILE_PAGE, lambda row: (row[0].id,))
