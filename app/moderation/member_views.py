"""What the templates about members need: words for acts, rules, suspensions and appeals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import format_date, ngettext
from flask_babel import gettext as _

from app.accounts.models import UNTIL_LIFTED, Member
from app.core.clock import now
from app.forum.views import author_view, member_view
from app.moderation.member_forms import LENGTHS, RIGHT_WORDS
from app.moderation.models import ModerationAction
from app.moderation.presets import all_presets
from app.moderation.queries import AppealFile, Decision, MemberFile
from app.moderation.views import act_line
from app.permissions import can
from app.permissions.rights import EVERYTHING, RIGHTS
from app.safety.categories import categories


@dataclass(frozen=True)
class SuspensionLine:
    """A suspension in a member's file."""

    act: ModerationAction
    what: Any
    until: str
    state: str
    can_lift: bool


@dataclass(frozen=True)
class DecisionView:
    """A decision in words for the person concerned.

    rule: what it was against. repair: how to do it differently. outcome: of the appeal, or "".
    """

    id: int
    headline: str
    rule: str
    repair: str
    at: datetime
    state: str
    can_be_appealed: bool


def warning_words(number: int) -> str:
    """How many warnings there will be with the next one: "second warning"."""
    words = {1: _("first warning"), 2: _("second warning"), 3: _("third warning")}
    return str(words.get(number) or _("warning number %(num)s", num=number))


def file_context(file: MemberFile, viewer: Any) -> dict[str, Any]:
    """What the page of a member's file needs beyond the file."""
    member = file.member
    return {
        "author": member_view(member),
        "next_warning": warning_words(file.warning_count + 1),
        "suspensions": [_suspension(row.act, row.is_reversed) for row in file.suspensions],
        "lines": [act_line(row.act, viewer) for row in file.trail],
        "presets": list(all_presets().values()),
        "standing": standing(member),
        "rights": RIGHT_WORDS,
        "lengths": LENGTHS,
        "can_warn": can(viewer, "member:warn", member),
        "can_suspend": can(viewer, "member:suspend", member),
        "can_remove_posts": can(viewer, "member:remove-posts", member),
        "appeal_states": {appeal.id: appeal_state(appeal) for appeal in file.appeals},
    }


def standing(member: Member) -> Sequence[str]:
    """What is taken from a member now, one sentence each."""
    rights = [EVERYTHING] if member.is_suspended else list(RIGHTS)
    return [
        _taken(right, held.until) + " " + _("Reason: %(reason)s", reason=held.reason)
        for right in rights
        if (held := member.suspension(right))
    ]


def _taken(right: str, until: datetime) -> str:
    words = {
        EVERYTHING: _("No writing, voting or reporting"),
        "asking": _("No asking"),
        "answering": _("No answering or replying"),
        "voting": _("No voting"),
        "reporting": _("No reporting"),
    }
    return f"{words[right]} {_until(until)}."


def _until(until: datetime) -> str:
    if until >= UNTIL_LIFTED:
        return str(_("until somebody lifts it"))
    return str(_("until %(day)s", day=format_date(until, "d MMMM yyyy")))


def _suspension(act: ModerationAction, is_reversed: bool) -> SuspensionLine:
    until = datetime.fromisoformat(act.after["until"])
    is_over = until <= now()
    state = _("Lifted") if is_reversed else _("Over") if is_over else _("Now")
    return SuspensionLine(
        act, RIGHT_WORDS[act.after["right"]], _until(until), state, not is_reversed and not is_over
    )


def decision_view(decision: Decision) -> DecisionView:
    """A decision for the person concerned: which rule, and how to do it differently."""
    act = decision.act
    return DecisionView(
        id=act.id,
        headline=_headline(decision),
        rule=act.reason,
        repair=_repair(act),
        at=act.created_at,
        state=_state(decision),
        can_be_appealed=decision.can_be_appealed,
    )


def _headline(decision: Decision) -> str:
    act, post = decision.act, decision.post
    if post is not None:
        return str(
            {
                "question": _("We removed your question"),
                "answer": _("We removed your answer"),
                "reply": _("We removed your reply"),
            }[post.kind]
        )
    if act.kind == "warn_member":
        return str(_("You got a warning"))
    if act.kind == "clear_profile":
        return str(
            {
                "about": _("We removed your profile text"),
                "name": _("We took your name away"),
                "about name": _("We removed your name and your profile text"),
            }[" ".join(act.after["parts"])]
        )
    until = datetime.fromisoformat(act.after["until"])
    return _taken(act.after["right"], until).rstrip(".")


def _repair(act: ModerationAction) -> str:
    """How to say it within the rules; for unsafe advice in the words of the safety taxonomy."""
    if act.kind == "suspend_member":
        return str(_("You can read, sign in and appeal. Your drafts are kept."))
    if act.kind == "clear_profile":
        return str(_("You can write it anew in your settings, within the community rules."))
    if act.kind == "warn_member":
        return str(_("A warning changes nothing you can do. Keep to the rules, and it ends there."))
    category = categories().get(act.category or "")
    if category is not None:
        return category.author
    return str(_("You can write it again in a way that follows the community rules."))


def _state(decision: Decision) -> str:
    if decision.appeal is not None:
        return appeal_state(decision.appeal)
    return "" if decision.stands else str(_("Taken back"))


def appeal_state(appeal: Any) -> str:
    """Where an appeal stands, in a few words."""
    if appeal.outcome is None:
        due = format_date(appeal.due_at, "d MMMM")
        return str(_("Appeal waits, to be decided by %(day)s", day=due))
    return str(
        {
            "upheld": _("Appeal decided: it stands"),
            "overturned": _("Appeal decided: taken back"),
            "void": _("Appeal closed: the account is gone"),
        }[appeal.outcome]
    )


@dataclass(frozen=True)
class AppealRow:
    """An appeal in the list of moderators. `can_decide`: not their own act, not about them."""

    appeal: Any
    who: str
    what: str
    by: str
    due: str
    is_overdue: bool
    state: str
    can_decide: bool
    is_void: bool


def appeal_row(file: AppealFile, viewer: Any) -> AppealRow:
    """An appeal for moderators; who wrote an anonymous post stays behind the mask here too."""
    appeal, decision = file.appeal, file.decision
    masked = author_view(decision.post) if decision.post else member_view(appeal.member)
    days = max(0, (appeal.due_at - now()).days)
    return AppealRow(
        appeal=appeal,
        who=masked.name,
        what=_what(decision),
        by=decision.act.actor.name if decision.act.actor else _("a rule"),
        due=_("overdue")
        if file.is_overdue
        else ngettext("%(num)s day left", "%(num)s days left", days),
        is_overdue=file.is_overdue,
        state=appeal_state(appeal),
        can_decide=appeal.outcome is None and can(viewer, "appeal:decide", decision),
        is_void=appeal.member.erased_at is not None,
    )


def _what(decision: Decision) -> str:
    if decision.post is not None:
        return str(
            {
                "question": _("Removed question"),
                "answer": _("Removed answer"),
                "reply": _("Removed reply"),
            }[decision.post.kind]
        )
    return str(
        {
            "warn_member": _("Warning"),
            "suspend_member": _("Suspension"),
            "clear_profile": _("Cleared profile"),
        }[decision.act.kind]
    )
