"""What the desk's templates need for a case about a member."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from app.core.diff import word_diff
from app.forum.views import member_view
from app.moderation import member_views
from app.moderation.forms import ProfileDecisionForm
from app.moderation.limits import ORIGINAL_KEPT
from app.moderation.marking import Match, excerpt_around, mark_text
from app.moderation.models import REPORT_KINDS
from app.moderation.queries import MemberCaseFile
from app.moderation.reasons import all_reasons
from app.moderation.rules import check_text
from app.moderation.rules.queries import profile_findings_of
from app.moderation.views import MATCHES_SHOWN, Line, why
from app.moderation.words import (
    KEPT_AS,
    KIND_PILLS,
    OUTCOME_WORDS,
    PROFILE_STATUS_WORDS,
    act_words,
    doer_words,
    due_words,
)
from app.permissions import can

#: The reason that fits a kind of report.
FITS = {"personal_data": "personal_details", "other": "impersonates"}


@dataclass(frozen=True)
class ProfileOffers:
    """What can be done with a case about a member now. `shown`: the form that is open."""

    shown: str
    can_keep: bool = False
    can_hide: bool = False
    can_clear: bool = False
    can_claim: bool = False
    can_warn: bool = False
    can_suspend: bool = False
    can_note: bool = False


@dataclass(frozen=True)
class ProfileNoticed:
    """What the rules noticed: at most three matches to read, name and lines with marks."""

    matches: Sequence[Match]
    name: Sequence[tuple[str, bool]]
    about: Sequence[tuple[str, bool]]


def case_context(
    file: MemberCaseFile, viewer: Any, form: ProfileDecisionForm | None, asked: str | None
) -> dict[str, Any]:
    """Everything beyond the file. form: a decision that could not be made."""
    form = form or ProfileDecisionForm(formdata=None)
    offered = offers(file, viewer, form.act.data or asked)
    reasons = all_reasons()
    choices = list(reasons.profile.values())
    kinds = {report.kind for report in file.waiting}
    likely = next((FITS.get(kind, kind) for kind in sorted(kinds, key=REPORT_KINDS.index)), "")
    return {
        "form": form,
        "offers": offered,
        "author": member_view(file.member),
        "noticed": noticed(file, viewer),
        "trail": trail(file, viewer),
        "profile_statuses": PROFILE_STATUS_WORDS,
        "standing": member_views.standing(file.member),
        "tallies": [
            (KIND_PILLS[kind][0], count)
            for kind, count in Counter(report.kind for report in file.waiting).most_common()
        ],
        "diffs": [word_diff(then, file.text_now) for then in file.texts_then],
        "outcomes": OUTCOME_WORDS,
        "others": choices,
        "choice": form.choice.data or (likely if likely in {one.code for one in choices} else ""),
        "parts": form.parts if form.act.data == "clear" else ["about"] if file.member.about else [],
        "kept_as": KEPT_AS,
        "reports_end": form.reports.data or ("agreed" if file.is_acted_on else "disagreed"),
        "keeps": [reasons.keep["within_rules"], reasons.keep["already_mended"]],
        "due": due_words(file.case),
        "original_days": ORIGINAL_KEPT.days,
        "pills_of": lambda case: KIND_PILLS[REPORT_KINDS[case.priority]],
    }


def offers(file: MemberCaseFile, viewer: Any, asked: str | None) -> ProfileOffers:
    """The acts a moderator may choose from; all of them are refused about oneself."""
    if file.is_own or file.member.erased_at is not None:
        return ProfileOffers(shown="")
    is_open = file.case.state != "decided"
    possible = {
        "keep": is_open,
        "clear": True,
        "warn": can(viewer, "member:warn", file.member),
        "suspend": can(viewer, "member:suspend", file.member),
        "note": True,
    }
    shown = asked if asked and possible.get(asked) else ""
    if not shown and is_open:
        shown = "keep" if file.is_acted_on or not file.member.about else "clear"
    return ProfileOffers(
        shown=shown,
        can_keep=is_open,
        can_hide=file.member.profile_status == "visible" and bool(file.member.about),
        can_clear=True,
        can_claim=is_open,
        can_warn=possible["warn"],
        can_suspend=possible["suspend"],
        can_note=True,
    )


def noticed(file: MemberCaseFile, viewer: Any) -> ProfileNoticed:
    """What the rules found when it was written; what they find now, if nothing was kept."""
    member = file.member
    findings = (
        profile_findings_of(viewer, member)
        or check_text(member.about, title=member.name, kind="profile").findings
    )
    texts = {"title": member.name, "body": member.about}
    shown = {
        (one.part, one.start): excerpt_around(texts[one.part], one.start, one.end, one.why)
        for one in reversed(findings)
    }
    spans = {part: [(one.start, one.end) for one in findings if one.part == part] for part in texts}
    return ProfileNoticed(
        list(reversed(shown.values()))[:MATCHES_SHOWN],
        mark_text(member.name, spans["title"]),
        mark_text(member.about, spans["body"]),
    )


def trail(file: MemberCaseFile, viewer: Any) -> Sequence[Line]:
    """What has happened to the member, oldest first."""
    return [
        Line(act.created_at, act_words(act), doer_words(act, viewer), why(act), act.actor_id)
        for act in file.acts
    ]
