"""The one function that does an act about a profile: text, case, reports and trail together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from app.accounts import services as accounts
from app.accounts.models import Member
from app.core.clock import now
from app.core.db import db
from app.core.errors import Conflict
from app.core.events import record
from app.moderation.events import ProfileCleared, ProfileHidden, ProfileRestored
from app.moderation.limits import ORIGINAL_KEPT
from app.moderation.member_models import ProfileRemoval
from app.moderation.models import ModerationAction
from app.moderation.services.acts import Verdict, settle, state_of, tell_reporters
from app.moderation.services.profiles.files import ProfileFile

TOO_OLD = "What was taken away is deleted by now, so it cannot come back."


@dataclass(frozen=True)
class ProfileChange:
    """What an act changes; what is None or empty stays as it is. Reports by id.

    clear: parts of the profile to take away. refill: the act whose removal is taken back.
    """

    status: str | None = None
    clear: tuple[str, ...] = ()
    refill: ModerationAction | None = None
    verdict: Verdict | None = None
    reports: Mapping[int, str | None] = field(default_factory=dict)


def write_profile_act(
    kind: str,
    file: ProfileFile,
    change: ProfileChange,
    *,
    actor: Member | None = None,
    rule: str | None = None,
    reason: str = "",
    reverts: ModerationAction | None = None,
) -> ModerationAction:
    """Do an act and add it to the trail, with what was before and what is after.

    actor or rule: who does it, exactly one. The trail names what was taken away, never its words.
    The caller has checked who may and holds the locks. Records ProfileHidden, ProfileCleared or
    ProfileRestored for the member, ReportDecided for each reporter.
    """
    member, case = file.member, file.case
    before = _state(file, change)
    taken: dict[str, str] = {}
    if change.clear:
        taken = accounts.clear_profile(member, change.clear)
    if change.refill is not None:
        _refill(member, change.refill, change.status or "visible")
    elif change.status is not None:
        accounts.set_profile_status(member, change.status)
    settle(case, change.verdict, change.reports)
    act = ModerationAction(
        kind=kind,
        actor_id=actor.id if actor else None,
        rule=rule,
        member_id=member.id,
        case_id=case.id,
        reason=reason,
        before=before,
        after=_state(file, change) | _cleared(member, change),
        reverts_id=reverts.id if reverts else None,
        created_at=now(),
    )
    db.session.add(act)
    db.session.flush()
    _keep(member, act, taken)
    _tell_member(member, act)
    tell_reporters(case, act)
    return act


def removals_of(act: ModerationAction) -> Mapping[str, ProfileRemoval]:
    """What an act took away, by part."""
    rows = db.session.scalars(select(ProfileRemoval).where(ProfileRemoval.act_id == act.id))
    return {row.part: row for row in rows}


def _state(file: ProfileFile, change: ProfileChange) -> dict[str, Any]:
    """What is true now, as the trail keeps it and as undoing needs it."""
    member = file.member
    return {
        "status": member.profile_status,
        "revision": member.profile_revision,
        **state_of(file.case, change.reports),
    }


def _cleared(member: Member, change: ProfileChange) -> dict[str, Any]:
    """Which parts were taken, and the neutral name, to see later whether it was changed since."""
    name = {"name": member.name} if "name" in change.clear else {}
    return {"parts": list(change.clear)} | name if change.clear else {}


def _keep(member: Member, act: ModerationAction, taken: Mapping[str, str]) -> None:
    for part, original in taken.items():
        db.session.add(
            ProfileRemoval(
                member_id=member.id,
                act_id=act.id,
                part=part,
                original=original,
                created_at=act.created_at,
                purge_at=act.created_at + ORIGINAL_KEPT,
            )
        )
    db.session.flush()


def _refill(member: Member, act: ModerationAction, status: str) -> None:
    """Give back what an act took, but for what the member has written anew since."""
    removals = removals_of(act)
    if any(row.purged_at is not None for row in removals.values()):
        raise Conflict(TOO_OLD)
    is_untouched = {"about": not member.about, "name": member.name == act.after.get("name")}
    originals = {part: row.original for part, row in removals.items() if is_untouched[part]}
    accounts.refill_profile(member, originals, status)
    for row in removals.values():
        db.session.delete(row)
    db.session.flush()


def _tell_member(member: Member, act: ModerationAction) -> None:
    was, is_now = act.before["status"], act.after["status"]
    if act.kind == "clear_profile" and act.reverts_id is None:
        record(ProfileCleared(member.id, act.id, act.reason))
    elif act.kind == "clear_profile" or (is_now == "visible" != was):
        record(ProfileRestored(member.id, act.id, act.reverts_id))
    elif is_now == "hidden" != was:
        record(ProfileHidden(member.id, act.id, act.reverts_id))
