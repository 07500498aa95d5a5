"""Telling those whom a recall concerns, a few at a time, and telling them when the post is back.

Each call is one short transaction, and each can be repeated: who has been told is in the table.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select, update

from app.accounts.models import Member
from app.core.clock import now
from app.core.db import db, lock
from app.forum.models import Post
from app.moderation.models import ModerationAction
from app.notifications import services as notifications
from app.recall.audience import reached
from app.recall.limits import CHUNK, UNDO_TIME
from app.recall.models import RINGS, Recall, RecallNotice
from app.safety.categories import Recall as Urgency


def tell_next(recall_id: int) -> int:
    """Tell the next members of a recall that is due. Returns how many; 0 when all are told."""
    recall: Recall | None = lock(db.session, Recall, recall_id)
    if recall is None or recall.sent_at or recall.restored_at or recall.due_at > now():
        return 0
    post = db.session.get(Post, recall.post_id)
    act = db.session.get(ModerationAction, recall.act_id)
    if post is None or act is None or post.status != "removed":
        return 0
    everyone = reached(
        post,
        until=recall.removed_at,
        status_before=act.before["status"],
        wide=recall.urgency != Urgency.CORRECTION,
        but=act.actor_id,
    )
    told = select(RecallNotice.member_id).where(RecallNotice.recall_id == recall.id)
    rows = db.session.execute(everyone.where(Member.id.not_in(told)).limit(CHUNK)).all()
    for member_id, ring, seen in rows:
        _tell(recall, member_id, RINGS[ring], seen)
    if len(rows) < CHUNK:
        recall.sent_at = now()
    db.session.flush()
    return len(rows) if recall.sent_at is None else 0


def _tell(recall: Recall, member_id: int, ring: str, seen: datetime | None) -> None:
    notice = notifications.tell(
        member_id,
        "recall",
        recall.post_id,
        mails=not _was_mailed(recall, member_id),
        category=recall.category,
        ring=ring,
        seen_on=seen.date().isoformat() if seen else "",
    )
    assert notice is not None, "it was not limited to once"
    db.session.add(
        RecallNotice(recall_id=recall.id, member_id=member_id, ring=ring, notice_id=notice.id)
    )


def _was_mailed(recall: Recall, member_id: int) -> bool:
    """Whether the same batch has brought this member a mail: one leads to all of its notices."""
    if recall.urgency != Urgency.IMPORTANT:
        return False
    batch = (
        select(RecallNotice.recall_id)
        .join(Recall, Recall.id == RecallNotice.recall_id)
        .where(
            RecallNotice.member_id == member_id,
            Recall.urgency == recall.urgency,
            Recall.due_at == recall.due_at,
            Recall.restored_at.is_(None),
        )
        .limit(1)
    )
    return db.session.scalar(batch) is not None


def tell_back_next(recall_id: int) -> int:
    """Tell the next of those who were told that the post is back. Returns how many; 0 when done."""
    recall: Recall | None = lock(db.session, Recall, recall_id)
    if recall is None or recall.restored_at is None or recall.reversed_at is not None:
        return 0
    post = db.session.get(Post, recall.post_id)
    if post is None or post.status != "visible" or recall.restored_at + UNDO_TIME > now():
        return 0
    waiting = db.session.scalars(
        select(RecallNotice)
        .join(Member, Member.id == RecallNotice.member_id)
        .where(
            RecallNotice.recall_id == recall.id,
            RecallNotice.back_notice_id.is_(None),
            Member.erased_at.is_(None),
        )
        .order_by(RecallNotice.member_id)
        .limit(CHUNK)
    ).all()
    for told in waiting:
        notifications.settle(told.member_id, post.id, ("recall",))
        notice = notifications.tell(told.member_id, "recall_back", post.id)
        assert notice is not None, "it was not limited to once"
        told.back_notice_id = notice.id
    if len(waiting) < CHUNK:
        recall.reversed_at = now()
    db.session.flush()
    return len(waiting) if recall.reversed_at is None else 0


def note_read(member_id: int, notice_ids: Iterable[int]) -> None:
    """Count a member's recall notices among these as read."""
    db.session.execute(
        update(RecallNotice)
        .where(
            RecallNotice.member_id == member_id,
            RecallNotice.notice_id.in_(list(notice_ids)),
            RecallNotice.read_at.is_(None),
        )
        .values(read_at=now())
    )
