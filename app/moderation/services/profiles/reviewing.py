"""What the safety check said of a profile becomes findings, a flag in its case, acts by rule."""

from __future__ import annotations

from app.accounts.events import ProfileReviewed
from app.accounts.models import Member
from app.core.clock import now
from app.core.db import db
from app.moderation.limits import CHECK_FAILED_RULE, REWRITTEN_RULE, SAFETY_RULE
from app.moderation.models import ModerationAction
from app.moderation.rules import record_profile_findings
from app.moderation.services.files import recount, reports_of
from app.moderation.services.profiles.files import open_profile
from app.moderation.services.profiles.reporting import flag_profile


def take_in_profile_review(event: ProfileReviewed) -> None:
    """Keep what was found in a profile, and put the member in the queue if a moderator has to look.

    A hold and a release are acts by rule in the trail. What was held and then rewritten is in view
    again; its flag was right, and a moderator looks once more, without hurry.
    """
    member = db.session.get(Member, event.member_id)
    assert member is not None, "they have just been written"
    record_profile_findings(member, event.revision, event.findings)
    is_held = event.after == "held"
    is_released = event.before == "held" and event.after == "visible"
    if is_released:
        _settle(member)
    if event.has_failed:
        flag_profile(member, rule=CHECK_FAILED_RULE, kind="other")
    elif event.severity in ("hold", "queue"):
        is_private = event.category == "personal_data"
        kind = "personal_data" if is_private else "unsafe_advice"
        flag_profile(member, rule=SAFETY_RULE, kind=kind)
    elif is_released and member.about:
        flag_profile(member, rule=REWRITTEN_RULE, kind="other")
    if is_held and event.before != "held":
        _note("hold_profile", event)
    elif is_released:
        _note("release_profile", event)


def _settle(member: Member) -> None:
    """The member has taken out what the check had held the lines for."""
    case = open_profile(member.id).case
    for report in reports_of(case, only_waiting=True):
        if report.rule in (SAFETY_RULE, CHECK_FAILED_RULE):
            report.outcome = "agreed" if report.rule == SAFETY_RULE else "ignored"
    recount(case)


def _note(kind: str, event: ProfileReviewed) -> None:
    case = open_profile(event.member_id).case
    is_finding = event.severity == "hold" and not event.has_failed
    db.session.add(
        ModerationAction(
            kind=kind,
            rule=CHECK_FAILED_RULE if event.has_failed else SAFETY_RULE,
            member_id=event.member_id,
            case_id=case.id,
            category=event.category if is_finding else None,
            before={"status": event.before},
            after={"status": event.after},
            created_at=now(),
        )
    )
    db.session.flush()
