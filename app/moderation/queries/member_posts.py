"""What would go if a moderator removed everything that a member wrote lately."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import joinedload

from app.accounts.models import Member
from app.core.db import db
from app.forum.models import Post
from app.moderation.limits import MOST_AT_ONCE
from app.moderation.queries.members import get_member_for_act
from app.permissions import authorize

#: What is not gone yet. Removed and withdrawn posts stay as they are.
STANDING = ("visible", "hidden", "held")


@dataclass(frozen=True)
class PostsOf:
    """A member's posts since a moment, newest first, as many as one act removes; `count`: all."""

    member: Member
    posts: Sequence[Post]
    count: int


def is_removable(member: Member) -> Sequence[ColumnElement[bool]]:
    """What one act about a member may remove: never what they wrote behind the mask.

    Removing that too, in the same act, would show which anonymous posts are theirs.
    """
    return (
        Post.author_id == member.id,
        Post.is_anonymous.is_(False),
        Post.status.in_(STANDING),
    )


def list_posts_of(viewer: Member | None, member_id: int, *, since: datetime) -> PostsOf:
    """What a member wrote under their name since then and still stands. Two queries.

    Raises Refused for members, for oneself and for somebody of one's own rank; NotFound.
    """
    member = get_member_for_act(viewer, member_id)
    authorize(viewer, "member:remove-posts", member)
    wanted = (*is_removable(member), Post.created_at >= since)
    posts = db.session.scalars(
        select(Post)
        .where(*wanted)
        .options(joinedload(Post.question))
        .order_by(Post.id.desc())
        .limit(MOST_AT_ONCE)
    ).all()
    count = db.session.scalar(select(func.count()).select_from(Post).where(*wanted)) or 0
    return PostsOf(member, posts, count)
