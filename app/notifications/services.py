"""Telling members, and marking as read. The count on the member's row equals the unread rows."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta
from typing import Any

from sqlalchemy import delete, func, select, update

from app.accounts.models import Member
from app.core.clock import now
from app.core.db import db
from app.core.events import record
from app.core.outbox import enqueue
from app.moderation.limits import UNDO_TIME
from app.moderation.models import ModerationAction
from app.notifications.events import NoticesRead
from app.notifications.models import Notice
from app.permissions import authorize

REPORT_KINDS = (
    "report_removed",
    "report_changed",
    "report_kept",
    "profile_report_removed",
    "profile_report_changed",
    "profile_report_kept",
)
#: About a thread: what moderators did to it, or to the place of a post in it.
THREAD_KINDS = (
    "locked",
    "unlocked",
    "closed",
    "reopened",
    "merged",
    "merged_here",
    "unmerged",
    "retagged",
    "unmarked",
    "moved",
    "remarked",
)
_MAY_BE_UNDONE = (
    "hidden",
    "removed",
    "restored",
    "warned",
    "suspended",
    "profile_hidden",
    "profile_cleared",
    "profile_restored",
    *REPORT_KINDS,
    *THREAD_KINDS,
)


def tell(
    member_id: int,
    kind: str,
    post_id: int | None,
    *,
    once: bool = False,
    mails: bool = True,
    **details: Any,
) -> Notice | None:
    """Give a member a notice, and a mail if they want mails.

    kind: a key of `kinds.ICONS`; post_id: None when it is about the member. once: not again if they
    were told this about this post before; then the answer is None. mails: False when another mail
    of the moment leads here already. details: short words of ours or of a moderator, never of a
    post.
    """
    if once and post_id is not None and _was_told(member_id, kind, post_id):
        return None
    notice = Notice(
        member_id=member_id,
        kind=kind,
        post_id=post_id,
        details={name: value for name, value in details.items() if value},
    )
    db.session.add(notice)
    db.session.flush()
    _recount(member_id)
    if mails:
        enqueue(
            "mail.notice",
            {"notice_id": notice.id},
            after=UNDO_TIME if kind in _MAY_BE_UNDONE else timedelta(0),
        )
    return notice


def take_back(post_id: int, kinds: Collection[str]) -> set[int]:
    """Delete notices of an act that was undone early and that nobody has read yet.

    Returns whose they were.
    """
    young = (
        Notice.post_id == post_id,
        Notice.kind.in_(kinds),
        Notice.read_at.is_(None),
        Notice.created_at > now() - UNDO_TIME,
    )
    members = set(db.session.scalars(select(Notice.member_id).where(*young)))
    db.session.execute(delete(Notice).where(*young))
    for member_id in members:
        _recount(member_id)
    return members


def take_back_act(member_id: int, act_id: int, kinds: Collection[str]) -> bool:
    """Delete a member's unread news of an act that was undone early; whether there were any.

    Older ones are marked as read: what they said no longer holds.
    """
    unread = db.session.scalars(
        select(Notice).where(
            Notice.member_id == member_id, Notice.kind.in_(kinds), Notice.read_at.is_(None)
        )
    ).all()
    told = [notice for notice in unread if notice.details.get("act_id") == act_id]
    young = [notice for notice in told if notice.created_at > now() - UNDO_TIME]
    for notice in told:
        if notice in young:
            db.session.delete(notice)
        else:
            notice.read_at = now()
    _recount(member_id)
    return bool(young)


def take_back_news(act_id: int, kinds: Collection[str]) -> set[int]:
    """The same for everybody who was told of an act. Returns who had not read it yet in time."""
    act = db.session.get(ModerationAction, act_id)
    if act is None:
        return set()
    told = db.session.scalars(
        select(Notice.member_id)
        .where(
            Notice.kind.in_(kinds), Notice.read_at.is_(None), Notice.created_at >= act.created_at
        )
        .distinct()
        .order_by(Notice.member_id)
    ).all()
    return {one for one in told if take_back_act(one, act_id, kinds)}


def settle(member_id: int, post_id: int | None, kinds: Collection[str]) -> None:
    """Mark notices about a post, or about the member, as read: what they said no longer holds."""
    db.session.execute(
        update(Notice)
        .where(
            Notice.member_id == member_id,
            Notice.post_id == post_id,
            Notice.kind.in_(kinds),
            Notice.read_at.is_(None),
        )
        .values(read_at=now())
    )
    _recount(member_id)


def settle_about(member_id: int, about_id: int, kinds: Collection[str]) -> None:
    """The same for notices about another member."""
    unread = db.session.scalars(
        select(Notice).where(
            Notice.member_id == member_id, Notice.kind.in_(kinds), Notice.read_at.is_(None)
        )
    )
    for notice in unread:
        if notice.details.get("about_id") == about_id:
            notice.read_at = now()
    _recount(member_id)


def mark_read(actor: Member, notice: Notice) -> None:
    """Mark one notice as read. Safe to repeat. Raises Refused for anybody else's."""
    authorize(actor, "notice:see", notice)
    if notice.read_at is None:
        notice.read_at = now()
        _recount(actor.id)
        record(NoticesRead(actor.id, (notice.id,)))


def mark_all_read(actor: Member, *, up_to: int) -> None:
    """Mark all notices up to this id as read: later ones were not on the page yet."""
    unread = db.session.scalars(
        update(Notice)
        .where(Notice.member_id == actor.id, Notice.id <= up_to, Notice.read_at.is_(None))
        .values(read_at=now())
        .returning(Notice.id)
    ).all()
    _recount(actor.id)
    record(NoticesRead(actor.id, tuple(unread)))


def _was_told(member_id: int, kind: str, post_id: int) -> bool:
    found = db.session.scalar(
        select(Notice.id)
        .where(Notice.member_id == member_id, Notice.kind == kind, Notice.post_id == post_id)
        .limit(1)
    )
    return found is not None


def _recount(member_id: int) -> None:
    db.session.flush()
    unread = (
        select(func.count())
        .where(Notice.member_id == member_id, Notice.read_at.is_(None))
        .scalar_subquery()
    )
    db.session.execute(
        update(Member)
        .where(Member.id == member_id)
        .values(unread_notice_count=unread)
        .execution_options(synchronize_session="fetch")
    )
