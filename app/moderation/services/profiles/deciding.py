"""The decisions about a profile: keep, hide, clear, restore; and undo."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import aliased

from app.accounts.models import Member
from app.core.db import db
from app.core.errors import Conflict, Invalid, NotFound, Refused
from app.moderation.models import PROFILE_DECISIONS, Case, ModerationAction
from app.moderation.services.acts import Verdict
from app.moderation.services.deciding import (
    KEPT_BECAUSE,
    KEPT_REPORTS,
    checked_reason,
    one_outcome,
    verdict_by,
)
from app.moderation.services.files import reports_of
from app.moderation.services.profiles.acts import ProfileChange, removals_of, write_profile_act
from app.moderation.services.profiles.files import ProfileFile, open_profile_for_decision
from app.moderation.services.undoing import check_is_last, verdict_before

#: Acts that answer reports about a member: after one of them the reports were right.
ANSWERS = ("warn_member", "suspend_member")


def keep_profile(
    actor: Member,
    member: Member,
    *,
    reason: str = "",
    reports: str | None = None,
    version: int | None = None,
) -> ModerationAction:
    """Leave a profile as it is, or show it again; all reports about the member are answered.

    If the member was warned or suspended since the case was opened, it counts as changed and the
    reports as right. reports: how they end, one of KEPT_REPORTS; None chooses.
    reason: goes on after "We kept it, because". Moderators only, never about themselves.
    Raises Refused, Invalid, TooLate, and Conflict for a case that is decided already.
    """
    file = open_profile_for_decision(actor, member, version)
    if file.case.state == "decided":
        raise Conflict("This case is decided already.")
    if reports is not None and reports not in KEPT_REPORTS:
        raise Invalid("reports", "Choose what becomes of the reports.")
    is_answered = is_acted_on(file.case)
    end = reports or ("agreed" if is_answered else "disagreed")
    return write_profile_act(
        "keep_profile",
        file,
        ProfileChange(
            status="visible" if file.member.profile_status != "visible" else None,
            verdict=verdict_by(actor, "edited" if is_answered else "kept"),
            reports=one_outcome(reports_of(file.case, only_waiting=True), end),
        ),
        actor=actor,
        reason=checked_reason(reason) or KEPT_BECAUSE,
    )


def hide_profile(
    actor: Member, member: Member, *, reason: str = "", version: int | None = None
) -> ModerationAction:
    """Take the lines about a member from readers until it is decided; name and posts stay.

    The case stays open, with this moderator on it. Moderators only, never about themselves.
    Raises Refused, Invalid, TooLate, and Conflict when readers see nothing anyway.
    """
    file = open_profile_for_decision(actor, member, version)
    if file.member.profile_status != "visible" or not file.member.about:
        raise Conflict("Readers see no text about this member now.")
    return write_profile_act(
        "hide_profile",
        file,
        ProfileChange(status="hidden", verdict=Verdict("claimed", claimed_by_id=actor.id)),
        actor=actor,
        reason=checked_reason(reason),
    )


def clear_profile(
    actor: Member,
    member: Member,
    *,
    parts: Collection[str],
    reason: str,
    version: int | None = None,
) -> ModerationAction:
    """Take the lines about a member away, or give them a neutral name, or both.

    parts: "about", "name". The member is told why and can appeal; the words are kept for as long.
    Moderators only, never about themselves. Raises Refused, Invalid, TooLate, Conflict.
    """
    file = open_profile_for_decision(actor, member, version)
    if not parts or not set(parts) <= {"about", "name"}:
        raise Invalid("parts", "Choose what to take away.")
    if "about" in parts and not file.member.about:
        raise Invalid("parts", "There is no profile text to take away.")
    reason = checked_reason(reason)
    if not reason:
        raise Invalid("reason", "Choose a reason, or write one. The member reads it.")
    return write_profile_act(
        "clear_profile",
        file,
        ProfileChange(
            clear=tuple(part for part in ("about", "name") if part in parts),
            verdict=verdict_by(actor, "removed_other"),
            reports=one_outcome(reports_of(file.case, only_waiting=True), "agreed"),
        ),
        actor=actor,
        reason=reason,
    )


def restore_profile(
    actor: Member, act: ModerationAction, *, reason: str, version: int | None = None
) -> ModerationAction:
    """Give back what an act took from a profile. Who reported it is told that it was kept.

    What the member has written anew since stays. Moderators only, never about themselves.
    Raises NotFound, Refused, Invalid, TooLate, and Conflict when the words are deleted by now.
    """
    member = _concerned(act)
    if act.kind != "clear_profile" or act.reverts_id is not None:
        raise NotFound
    file = open_profile_for_decision(actor, member, version)
    _check_stands(act)
    answered = [one for one in reports_of(file.case) if one.outcome in (None, "agreed")]
    return write_profile_act(
        "clear_profile",
        file,
        ProfileChange(
            refill=act,
            verdict=verdict_by(actor, "restored"),
            reports=one_outcome(answered, "disagreed"),
        ),
        actor=actor,
        reason=checked_reason(reason) or KEPT_BECAUSE,
        reverts=act,
    )


def undo_profile_act(actor: Member, act: ModerationAction) -> ModerationAction:
    """Take back one's own last act about a profile; all is as it was before it.

    What the member has written since stays, and so does a new report. Raises NotFound, Refused for
    another's act, Conflict when a later act stands in the way.
    """
    member = _concerned(act)
    if act.actor_id != actor.id:
        raise Refused("Only the moderator who did this can undo it. You can decide again.")
    file = open_profile_for_decision(actor, member, None)
    check_is_last(actor, act, file.case)
    return write_profile_act(
        act.kind, file, _reverse(actor, act, file), actor=actor, reason=act.reason, reverts=act
    )


def is_acted_on(case: Case) -> bool:
    """Whether a moderator has warned or suspended the member since the case was opened, and that
    was not taken back."""
    reverse = aliased(ModerationAction)
    return (
        db.session.scalar(
            select(ModerationAction.id)
            .outerjoin(reverse, reverse.reverts_id == ModerationAction.id)
            .where(
                reverse.id.is_(None),
                ModerationAction.member_id == case.member_id,
                ModerationAction.kind.in_(ANSWERS),
                ModerationAction.created_at >= case.opened_at,
            )
            .limit(1)
        )
        is not None
    )


def _reverse(actor: Member, act: ModerationAction, file: ProfileFile) -> ProfileChange:
    before, after = act.before, act.after
    is_clear = act.kind == "clear_profile"
    # What the member rewrote, or the check held, since then is not ours to change.
    is_untouched = (file.member.profile_status, file.member.profile_revision) == (
        after["status"],
        after["revision"],
    )
    return ProfileChange(
        status=before["status"] if is_untouched or is_clear else None,
        refill=act if is_clear else None,
        verdict=verdict_before(actor, act, file.case),
        reports={int(report_id): outcome for report_id, outcome in before["reports"].items()},
    )


def _concerned(act: ModerationAction) -> Member:
    member = db.session.get(Member, act.member_id) if act.member_id else None
    if act.kind not in PROFILE_DECISIONS or member is None or not member.is_active:
        raise NotFound
    return member


def _check_stands(act: ModerationAction) -> None:
    undone = select(ModerationAction.id).where(ModerationAction.reverts_id == act.id)
    if db.session.scalar(undone) is not None or not removals_of(act):
        raise Conflict("This was taken back already.")
