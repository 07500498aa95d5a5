"""What one click does may be several acts: they share a batch and are taken back together."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Sequence

from sqlalchemy import select

from app.core.db import db
from app.forum.models import Post
from app.moderation.models import ModerationAction


def new_batch() -> str:
    """A name for the acts of one click."""
    return secrets.token_hex(8)


def acts_of(act: ModerationAction) -> Sequence[ModerationAction]:
    """The acts that were done with the same click as this one, oldest first."""
    if act.batch_id is None:
        return [act]
    return db.session.scalars(
        select(ModerationAction)
        .where(ModerationAction.batch_id == act.batch_id, ModerationAction.reverts_id.is_(None))
        .order_by(ModerationAction.id)
    ).all()


def in_lock_order(post_ids: Collection[int]) -> Sequence[Post]:
    """Posts in the order in which they are to be locked: thread by thread, as everywhere.

    Two moderators who decide about many at once would else block each other.
    """
    found = db.session.scalars(select(Post).where(Post.id.in_(post_ids))).all()
    return sorted(found, key=lambda post: (post.thread_id, post.id))
