"""The public list of what was removed because it was unsafe."""

from __future__ import annotations

from typing import Any

from sqlalchemy import and_, func, or_, select

from app.accounts.models import Member
from app.core.db import db
from app.forum.models import Post, Tombstone
from app.web.paging import Page, decode_cursor, moment, page_of


def safety_notices(
    viewer: Member | None, *, cursor: str | None = None, size: int = 20
) -> Page[Any]:
    """(tombstone, kind of the post, question id) of posts removed as unsafe, newest first.

    The public list: nothing that readers never saw, and never the words, the title or the author.
    """
    statement = (
        select(Tombstone, Post.kind, func.coalesce(Post.question_id, Post.id))
        .join(Post, Post.id == Tombstone.post_id)
        .where(
            Tombstone.category.is_not(None),
            Tombstone.is_public.is_(True),
            Post.status == "removed",
        )
        .order_by(Tombstone.removed_at.desc(), Tombstone.post_id.desc())
        .limit(size + 1)
    )
    after = decode_cursor(cursor, moment, int)
    if after:
        removed_at, last_id = after
        statement = statement.where(
            or_(
                Tombstone.removed_at < removed_at,
                and_(Tombstone.removed_at == removed_at, Tombstone.post_id < last_id),
            )
        )
    rows = db.session.execute(statement).all()
    return page_of(rows, size, lambda row: (row[0].removed_at.isoformat(), row[0].post_id))
