"""The trail of acts: append-only rows, filtered, newest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import case, exists, func, select
from sqlalchemy.orm import aliased, defer, joinedload

from app.accounts.models import Member
from app.core.db import db
from app.forum.models import Post, Tombstone
from app.moderation.limits import AUDIT_PAGE
from app.moderation.models import DECISIONS, PROFILE_DECISIONS, ModerationAction
from app.moderation.second_eyes import is_too_old
from app.permissions import authorize
from app.permissions.roles import STAFF
from app.web.paging import Page, decode_cursor, page_of


def list_acts(
    viewer: Member | None,
    *,
    actor_id: int | None = None,
    kind: str | None = None,
    since: date | None = None,
    until: date | None = None,
    post_id: int | None = None,
    cursor: str | None = None,
) -> Page[ModerationAction]:
    """One page of the trail, for moderators: with actor, and the post without its words.

    since, until: whole days in UTC, both included. One query. Raises Refused, NotFound for a cursor
    that is not of this list.
    """
    authorize(viewer, "audit:see")
    statement = (
        select(ModerationAction)
        .options(
            joinedload(ModerationAction.actor),
            joinedload(ModerationAction.post).options(
                defer(Post.body), defer(Post.body_html), defer(Post.body_text)
            ),
        )
        .order_by(ModerationAction.id.desc())
        .limit(AUDIT_PAGE + 1)
    )
    if actor_id is not None:
        statement = statement.where(ModerationAction.actor_id == actor_id)
    if kind is not None:
        statement = statement.where(ModerationAction.kind == kind)
    if post_id is not None:
        statement = statement.where(ModerationAction.post_id == post_id)
    if since is not None:
        statement = statement.where(ModerationAction.created_at >= _midnight(since))
    if until is not None:
        next_day = _midnight(until) + timedelta(days=1)
        statement = statement.where(ModerationAction.created_at < next_day)
    after = decode_cursor(cursor, int)
    if after:
        statement = statement.where(ModerationAction.id < after[0])
    return page_of(db.session.scalars(statement).all(), AUDIT_PAGE, lambda act: (act.id,))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=UTC)


@dataclass(frozen=True)
class LastAct:
    """A moderator's last decision: about a post, or about the member of this name.

    count: how many cases the same click decided; is_warning: whether it warned the author too.
    """

    act: ModerationAction
    post: Post | None
    member_name: str
    can_undo: bool
    count: int
    is_warning: bool


def undoable_act(viewer: Member | None) -> LastAct | None:
    """The viewer's last decision, or None. One query.

    It cannot be undone when it undid something itself, nor a removal as unsafe that needs second
    eyes by now.
    """
    authorize(viewer, "case:see")
    assert viewer is not None
    together = aliased(ModerationAction)
    is_decision = case((together.kind.in_(DECISIONS), 1), else_=0)
    row = db.session.execute(
        select(
            ModerationAction,
            Post,
            Member.name,
            select(func.sum(is_decision))
            .where(together.batch_id == ModerationAction.batch_id, together.actor_id == viewer.id)
            .scalar_subquery(),
            exists().where(
                together.batch_id == ModerationAction.batch_id, together.kind == "warn_member"
            ),
        )
        .outerjoin(Post, Post.id == ModerationAction.post_id)
        .outerjoin(Member, Member.id == ModerationAction.member_id)
        .where(
            ModerationAction.actor_id == viewer.id,
            ModerationAction.kind.in_(DECISIONS + PROFILE_DECISIONS),
        )
        .order_by(ModerationAction.id.desc())
        .limit(1)
    ).first()
    if row is None:
        return None
    act, post, name, count, is_warning = row
    can_undo = act.reverts_id is None and not is_too_old(act)
    return LastAct(act, post, name or "", can_undo, count or 1, is_warning)


def most_used_categories(viewer: Member | None) -> Sequence[str]:
    """Codes of unsafe categories, the most used first, for the numbers 1 to 9 at the desk."""
    authorize(viewer, "case:see")
    return db.session.scalars(
        select(Tombstone.category)
        .where(Tombstone.category.is_not(None))
        .group_by(Tombstone.category)
        .order_by(func.count().desc(), Tombstone.category)
    ).all()  # type: ignore[return-value]


def list_moderators(viewer: Member | None) -> Sequence[Member]:
    """Who can moderate now, by name, for a filter."""
    authorize(viewer, "audit:see")
    return db.session.scalars(
        select(Member)
        .where(Member.role.in_(STAFF), Member.erased_at.is_(None))
        .order_by(Member.name_key)
    ).all()
