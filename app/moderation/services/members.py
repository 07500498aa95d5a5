"""Acts about a member, in pairs: warn and take back, suspend and lift. All stand in the trail."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select

from app.accounts.models import UNTIL_LIFTED, Member
from app.core.clock import now
from app.core.db import db, lock
from app.core.errors import Conflict, Invalid, NotFound
from app.core.events import record
from app.forum.models import Post
from app.moderation.events import MemberSuspended, MemberWarned, SuspensionLifted, WarningEnded
from app.moderation.limits import MOST_SUSPENDED_DAYS, REASON_LENGTH, WARNING_LENGTH
from app.moderation.member_models import MemberWarning
from app.moderation.models import ModerationAction
from app.moderation.queries.members import count_warnings
from app.permissions import authorize
from app.permissions.rights import EVERYTHING, RIGHTS


def warn_member(
    actor: Member,
    member: Member,
    *,
    text: str,
    post: Post | None = None,
    earlier: int | None = None,
    batch: str | None = None,
) -> ModerationAction:
    """Send a member a warning; they see nothing else until they confirm that they read it.

    post: what it is about; only the member is shown it. earlier: how many warnings the moderator
    saw on the file, so that two moderators do not warn for the same thing. batch: see batches.py.
    Staff above the member's rank only. Records MemberWarned. Raises Refused, Invalid, Conflict.
    """
    member = _locked(actor, "member:warn", member)
    text = text.strip()
    low, high = WARNING_LENGTH
    if not low <= len(text) <= high:
        raise Invalid("text", f"Write a warning of {low} to {high} characters.")
    number = count_warnings(member)
    if earlier is not None and earlier != number:
        raise Conflict("Somebody warned this member in the meantime. Look at the file first.")
    after = {"number": number + 1}
    act = _add("warn_member", actor, member, reason=text, after=after, batch_id=batch)
    db.session.add(
        MemberWarning(
            member_id=member.id,
            act_id=act.id,
            post_id=post.id if post is not None and post.author_id == member.id else None,
            text=text,
            created_at=now(),
        )
    )
    _recount(member)
    record(MemberWarned(member.id, act.id))
    return act


def withdraw_warning(actor: Member, act: ModerationAction, *, reason: str = "") -> ModerationAction:
    """Take a warning back: it no longer counts, and is no longer shown if it was not read yet.

    Staff above the member's rank only. Raises Refused, NotFound, Conflict when it is done already.
    """
    member = _locked(actor, "member:warn", _concerned(act, "warn_member"))
    _check_stands(act)
    warning = db.session.scalar(select(MemberWarning).where(MemberWarning.act_id == act.id))
    assert warning is not None, "written together with its act"
    warning.withdrawn_at = now()
    taken_back = _add("withdraw_warning", actor, member, reason=reason.strip(), reverts=act)
    _recount(member)
    record(WarningEnded(member.id, act.id))
    return taken_back


def acknowledge_warning(actor: Member, warning: MemberWarning) -> None:
    """Confirm that one has read a warning. Safe to repeat. Raises Refused for another's."""
    authorize(actor, "warning:read", warning)
    member = lock(db.session, Member, actor.id)
    db.session.refresh(warning)
    if warning.acknowledged_at is None:
        warning.acknowledged_at = now()
    _recount(member)
    record(WarningEnded(member.id, warning.act_id))


def suspend_member(
    actor: Member,
    member: Member,
    *,
    reason: str,
    days: int | None,
    right: str = EVERYTHING,
) -> ModerationAction:
    """Keep a member from writing, or take a single right, for 1 to 365 days or until lifted.

    days: None means until somebody lifts it. right: EVERYTHING, or one of RIGHTS. reason: goes on
    after "You cannot post until 3 June, because". They can still read, sign in and appeal.
    Staff above the member's rank only. Records MemberSuspended. Raises Refused, Invalid, and
    Conflict when this right is taken already.
    """
    member = _locked(actor, "member:suspend", member)
    reason = reason.strip()
    if right != EVERYTHING and right not in RIGHTS:
        raise Invalid("right", "Choose what they cannot do.")
    if not 5 <= len(reason) <= REASON_LENGTH:
        raise Invalid("reason", "Say why, in 5 to 500 characters. The member reads it.")
    if days is not None and not 1 <= days <= MOST_SUSPENDED_DAYS:
        raise Invalid("days", f"Choose 1 to {MOST_SUSPENDED_DAYS} days, or until lifted.")
    if member.suspension(right) is not None:
        raise Conflict("This is taken from the member already. Lift it first to change it.")
    until = UNTIL_LIFTED if days is None else now() + timedelta(days=days)
    _set(member, right, until, reason)
    act = _add(
        "suspend_member",
        actor,
        member,
        reason=reason,
        after={"right": right, "until": until.isoformat(), "days": days},
        expires_at=None if days is None else until,
    )
    record(MemberSuspended(member.id, act.id, right, reason))
    return act


def lift_suspension(actor: Member, act: ModerationAction, *, reason: str = "") -> ModerationAction:
    """Give back what a suspension took, before its end. Only what that act took.

    Staff above the member's rank only. Records SuspensionLifted. Raises Refused, NotFound, and
    Conflict when it has ended or was lifted already.
    """
    member = _locked(actor, "member:suspend", _concerned(act, "suspend_member"))
    _check_stands(act)
    if not is_running(act):
        raise Conflict("This suspension has ended already.")
    _set(member, act.after["right"], None, "")
    lifted = _add("lift_suspension", actor, member, reason=reason.strip(), reverts=act)
    record(SuspensionLifted(member.id, act.id))
    return lifted


def reverse_act(actor: Member, act: ModerationAction, *, reason: str = "") -> ModerationAction:
    """Take back an act about a member by its reverse. Raises NotFound for any other act."""
    from app.moderation.services.notes import remove_note

    reverses: dict[str, Any] = {
        "warn_member": withdraw_warning,
        "suspend_member": lift_suspension,
        "add_note": remove_note,
    }
    if act.kind not in reverses:
        raise NotFound
    return reverses[act.kind](actor, act, reason=reason)  # type: ignore[no-any-return]


def is_running(act: ModerationAction) -> bool:
    """Whether a suspension has not come to its end by itself."""
    return datetime.fromisoformat(act.after["until"]) > now()


def _locked(actor: Member, action: str, member: Member) -> Member:
    authorize(actor, action, member)
    locked: Member | None = lock(db.session, Member, member.id)
    if locked is None or not locked.is_active:
        raise NotFound
    return locked


def _concerned(act: ModerationAction, kind: str) -> Member:
    member = db.session.get(Member, act.member_id) if act.member_id else None
    if act.kind != kind or member is None:
        raise NotFound
    return member


def _check_stands(act: ModerationAction) -> None:
    """The member's row is locked, so nobody else can be taking the act back now."""
    if reverse_of(act.id) is not None:
        raise Conflict("This was taken back already.")


def reverse_of(act_id: int) -> int | None:
    """The id of the act that took this one back, if any."""
    return db.session.scalar(
        select(ModerationAction.id).where(ModerationAction.reverts_id == act_id)
    )


def _set(member: Member, right: str, until: datetime | None, reason: str) -> None:
    if right == EVERYTHING:
        member.suspended_until, member.suspension_reason = until, reason
        return
    others = {name: held for name, held in member.withheld_rights.items() if name != right}
    held = {right: {"until": until.isoformat(), "reason": reason}} if until else {}
    member.withheld_rights = others | held


def _recount(member: Member) -> None:
    db.session.flush()
    member.unread_warning_count = (
        db.session.scalar(
            select(func.count())
            .select_from(MemberWarning)
            .where(
                MemberWarning.member_id == member.id,
                MemberWarning.acknowledged_at.is_(None),
                MemberWarning.withdrawn_at.is_(None),
            )
        )
        or 0
    )
    db.session.flush()


def _add(
    kind: str,
    actor: Member,
    member: Member,
    *,
    reverts: ModerationAction | None = None,
    **values: Any,
) -> ModerationAction:
    if reverts is not None:
        values = {"before": reverts.after, "reverts_id": reverts.id} | values
    act = ModerationAction(
        kind=kind, actor_id=actor.id, member_id=member.id, created_at=now(), **values
    )
    db.session.add(act)
    db.session.flush()
    return act
