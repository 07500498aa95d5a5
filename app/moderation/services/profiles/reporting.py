"""Reporting a member; what people report and what the safety check flags meets in one case."""

from __future__ import annotations

from app.accounts.models import Member
from app.core.errors import Refused
from app.moderation.models import Report
from app.moderation.services import intake
from app.moderation.services.files import recount, reports_of
from app.moderation.services.profiles.acts import ProfileChange, write_profile_act
from app.moderation.services.profiles.files import ProfileFile, open_profile, profile_text
from app.moderation.services.reporting import DEFAULT_HIDE_AT, THRESHOLD_RULE, weights_of
from app.moderation.weights import RULE_WEIGHT, HideAt
from app.permissions import authorize
from app.permissions.roles import STAFF

#: What can be wrong with a profile; somebody who passes for another is "other".
PROFILE_KINDS = ("personal_data", "abuse", "spam", "other")
OWN = "This is your own page. You can change it instead."


def report_member(
    actor: Member | None,
    member: Member,
    *,
    kind: str,
    text: str = "",
    hide_at: HideAt = DEFAULT_HIDE_AT,
    email: str | None = None,
) -> Report:
    """Tell the moderators about a member. Only they see who reported.

    actor: a member, or None for a visitor who leaves an e-mail address for the answer.
    hide_at: at its weight for other kinds the lines about the member are hidden until a moderator
    decides; their name and posts never are. Keeps name and lines as they are now; opens the case,
    again if it was decided. Raises Refused for oneself, Invalid, AlreadyReported, TooManyReports,
    NotFound for an erased account.
    """
    if actor is not None and actor.id == member.id:
        raise Refused(OWN)
    authorize(actor, "profile:report", member)
    intake.check(kind, text, PROFILE_KINDS)
    address = intake.address_of(email) if actor is None else None
    file = open_profile(member.id)
    report, is_new = intake.take_in(
        file.case, profile_text(file.member), actor=actor, address=address, kind=kind, text=text
    )
    if is_new:
        _hide_if_heavy(file, hide_at)
    return report


def flag_profile(member: Member, *, rule: str, kind: str) -> None:
    """Put a member in the queue because a rule says so, unless the same flag waits already."""
    file = open_profile(member.id)
    waiting = reports_of(file.case, only_waiting=True)
    if any(report.rule == rule and report.kind == kind for report in waiting):
        recount(file.case)
        return
    intake.add(file.case, profile_text(file.member), kind=kind, rule=rule, weight=RULE_WEIGHT)


def _hide_if_heavy(file: ProfileFile, hide_at: HideAt) -> None:
    """Hide the lines by rule when the people's waiting reports weigh enough (weights.py).

    What a moderator says of themselves is hidden only by moderators.
    """
    member = file.member
    if member.role in STAFF or member.profile_status != "visible" or not member.about:
        return
    _, weight = weights_of(file.case)
    if weight >= hide_at.other:
        write_profile_act(
            "hide_profile",
            file,
            ProfileChange(status="hidden"),
            rule=THRESHOLD_RULE,
            reason="Many members reported it.",
        )
