"""What a member voted."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from app.accounts.models import Member
from app.core.db import db
from app.votes.models import Vote


def my_votes(viewer: Member | None, post_ids: Sequence[int]) -> dict[int, int]:
    """The viewer's own votes on these posts: 1 or -1 by post id. One query, none for visitors."""
    if viewer is None or not post_ids:
        return {}
    return dict(
        db.session.execute(
            select(Vote.post_id, Vote.value).where(
                Vote.member_id == viewer.id, Vote.post_id.in_(post_ids)
            )
        ).all()
    )
