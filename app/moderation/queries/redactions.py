"""What was blacked out of a post; the words themselves are for administrators, for a while."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from app.accounts.models import Member
from app.core.db import db
from app.forum.models import Post
from app.moderation.rule_models import Redaction
from app.permissions import authorize, can


@dataclass(frozen=True)
class RedactionRow:
    """One piece. `original` is None for moderators, and "" once it is purged."""

    kind: str
    created_at: datetime
    purge_at: datetime
    original: str | None


def redactions_of(viewer: Member | None, post: Post) -> Sequence[RedactionRow]:
    """The pieces blacked out of a post, newest first. Raises Refused. One query."""
    authorize(viewer, "case:see")
    may_read = can(viewer, "redaction:see-original", post)
    rows = db.session.scalars(
        select(Redaction).where(Redaction.post_id == post.id).order_by(Redaction.id.desc())
    )
    return [
        RedactionRow(row.kind, row.created_at, row.purge_at, row.original if may_read else None)
        for row in rows
    ]
