"""What a member took back, for the member alone."""

from __future__ import annotations

from sqlalchemy import select

from app.accounts.models import Member
from app.core.db import db
from app.core.errors import NotFound
from app.forum.models import Post


def withdrawn_post(viewer: Member | None, post_id: int, *, kind: str) -> Post:
    """The viewer's own post that was taken back. Raises NotFound for any other."""
    post = None
    if viewer is not None and 0 < post_id < 2**31:
        post = db.session.scalar(
            select(Post).where(
                Post.id == post_id,
                Post.kind == kind,
                Post.author_id == viewer.id,
                Post.status == "withdrawn",
            )
        )
    if post is None:
        raise NotFound
    return post
