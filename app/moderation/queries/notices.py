"""Safety notices: what readers may know of a post that was removed as unsafe."""

from __future__ import annotations

from sqlalchemy import select

from app.accounts.models import Member
from app.core.db import db
from app.core.errors import NotFound
from app.forum.models import Post, Tombstone


def get_safety_notice(viewer: Member | None, notice_id: int) -> tuple[Tombstone, str]:
    """The tombstone of a post removed as unsafe and the post's kind; never words, title or author.

    Raises NotFound when there is none, also after the post was put back, and for a post that was
    never in view.
    """
    row = (
        db.session.execute(
            select(Tombstone, Post.kind)
            .join(Post, Post.id == Tombstone.post_id)
            .where(
                Tombstone.post_id == notice_id,
                Tombstone.category.is_not(None),
                Tombstone.is_public.is_(True),
                Post.status == "removed",
            )
        ).first()
        if 0 < notice_id < 2**31
        else None
    )
    if row is None:
        raise NotFound
    return row[0], row[1]
