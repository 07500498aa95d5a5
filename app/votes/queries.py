"""What a member voted; and whether stored counts equal the rows."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, or_, select

from app.accounts.models import Member
from app.core.db import db
from app.forum.models import Post
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


def wrong_scores() -> list[int]:
    """Posts whose stored counts are not those of their votes' rows. An empty list is the proof."""
    rows = (
        select(
            Vote.post_id,
            func.count().filter(Vote.value == 1).label("up"),
            func.count().filter(Vote.value == -1).label("down"),
        )
        .group_by(Vote.post_id)
        .subquery()
    )
    statement = (
        select(Post.id)
        .outerjoin(rows, rows.c.post_id == Post.id)
        .where(
            or_(
                Post.up_count != func.coalesce(rows.c.up, 0),
                Post.down_count != func.coalesce(rows.c.down, 0),
            )
        )
    )
    return list(db.session.scalars(statement))
