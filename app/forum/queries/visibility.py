"""Who sees which posts: the one condition that every list, page, count and mail goes through."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, and_, false, func, or_, select, true
from sqlalchemy.orm import aliased

from app.accounts.models import Member
from app.forum.models import Post, Tombstone
from app.permissions.roles import STAFF

#: Digits of one reply in `Post.path` (app/forum/models/posts.py).
PATH_STEP = 10
#: What an author may still see of their own.
OWN = ("visible", "held", "hidden")


def visible_to(viewer: Member | None, post: Any = Post) -> ColumnElement[bool]:
    """The condition under which the viewer may read a post's words.

    post: the `Post` table or an alias of it.
    """
    if viewer is None:
        return post.status == "visible"  # type: ignore[no-any-return]
    if viewer.role in STAFF and not viewer.is_suspended:
        return true()
    return or_(post.status == "visible", and_(post.author_id == viewer.id, post.status.in_(OWN)))


_child = aliased(Post)
_above = aliased(Post)
#: With a reply in one of these, the replies below it leave the page too, whoever wrote them.
GONE = ("held", "hidden", "removed")


def in_place(viewer: Member | None) -> ColumnElement[bool]:
    """Posts that take a place on a question page: readable ones, and those that left a line."""
    has_replies = (
        select(_child.id)
        .where(_child.parent_id == Post.id, _child.status == "visible")
        .correlate(Post)
        .exists()
    )
    return or_(
        and_(visible_to(viewer), Post.status != "withdrawn"),
        Post.status == "hidden",
        and_(Post.status == "removed", or_(has_public_tombstone(), _is_own(viewer))),
        and_(Post.status == "withdrawn", has_replies),
    )


def has_public_tombstone() -> ColumnElement[bool]:
    """Whether a removed post has been in view, so that a line in its place explains something."""
    return ~(
        select(Tombstone.post_id)
        .where(Tombstone.post_id == Post.id, Tombstone.is_public.is_(False))
        .correlate(Post)
        .exists()
    )


def _is_own(viewer: Member | None) -> ColumnElement[bool]:
    return Post.author_id == viewer.id if viewer is not None else false()


def under_gone_reply(post: Any = Post) -> ColumnElement[bool]:
    """Whether a reply hangs, at any depth, under another one that is out of view.

    post: the `Post` table or an alias of it.
    """
    return (
        select(_above.id)
        .where(
            _above.root_id == post.root_id,
            _above.status.in_(GONE),
            # What stands above has a path that begins this one; the range keeps the look-up short.
            _above.path >= func.substr(post.path, 1, PATH_STEP),
            _above.path < post.path,
            func.substr(post.path, 1, func.length(_above.path)) == _above.path,
        )
        .correlate(post)
        .exists()
    )
