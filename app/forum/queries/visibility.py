"""Who sees which posts: the one condition that every list, page, count and mail goes through."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, and_, or_, true

from app.accounts.models import Member
from app.forum.models import Post
from app.permissions.roles import STAFF

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
    return or_(
        post.status == "visible", and_(post.author_id == viewer.id, post.status.in_(OWN))
    )
