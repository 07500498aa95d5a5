"""Reads of the recall room: how many a removal concerns, and the list of recalls. Never names."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from app.accounts.models import Member
from app.core.clock import now
from app.core.db import db
from app.forum.models import Post
from app.moderation.models import Case
from app.permissions import authorize
from app.recall.audience import count_reached
from app.recall.limits import RECALLS_PAGE
from app.recall.models import Recall, RecallNotice
from app.web.paging import Page, decode_cursor, page_of


@dataclass(frozen=True)
class Audience:
    """How many a post has reached: everybody, and of them the asker and those who took part."""

    everybody: int
    near: int


@dataclass(frozen=True)
class RecallRow:
    """A recall with how many were told, how many of them have read it, and its case."""

    recall: Recall
    told: int
    read: int
    case_id: int | None


def audience(viewer: Member | None, post: Post) -> Audience:
    """How many would be told if the viewer removed the post now, for moderators. Raises Refused."""
    authorize(viewer, "recall:see")
    assert viewer is not None
    everybody, near = count_reached(post, until=now(), status_before=post.status, but=viewer.id)
    return Audience(everybody, near)


def list_recalls(viewer: Member | None, *, cursor: str | None = None) -> Page[RecallRow]:
    """One page of recalls, newest first, for moderators. One query at any size. Raises Refused."""
    authorize(viewer, "recall:see")
    counts = (
        select(
            RecallNotice.recall_id,
            func.count().label("told"),
            func.count(RecallNotice.read_at).label("read"),
        )
        .group_by(RecallNotice.recall_id)
        .subquery()
    )
    statement = (
        select(Recall, counts.c.told, counts.c.read, Case.id)
        .outerjoin(counts, counts.c.recall_id == Recall.id)
        .outerjoin(Case, Case.post_id == Recall.post_id)
        .options(joinedload(Recall.post).load_only(Post.kind))
        .order_by(Recall.id.desc())
        .limit(RECALLS_PAGE + 1)
    )
    after = decode_cursor(cursor, int)
    if after:
        statement = statement.where(Recall.id < after[0])
    rows = [
        RecallRow(recall, told or 0, read or 0, case_id)
        for recall, told, read, case_id in db.session.execute(statement)
    ]
    return page_of(rows, RECALLS_PAGE, lambda row: (row.recall.id,))
