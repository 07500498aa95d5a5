"""What every published figure means, in plain words: the one list of them.

Names are stable: stored months, downloads and pages use them. Whoever changes a meaning raises
`limits.DEFINITIONS`. `counting` fills in the numbers under the same names.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from flask_babel import lazy_gettext as _l

from app.moderation.limits import TARGETS
from app.moderation.models import REPORT_OUTCOMES
from app.moderation.publicity import CONFIDENTIAL, COUNTED, LOGGED
from app.moderation.reasons import shipped_reasons
from app.moderation.words import KIND_PILLS, REPORT_CHOICES, REPORT_OUTCOME_WORDS
from app.transparency.counting.acts import KINDS
from app.transparency.counting.reports import PEOPLES_KINDS

#: Units of the downloads.
COUNT, SECONDS = "count", "seconds"
#: Reports of these kinds are about somebody in need or somebody's details.
_DELICATE = ("urgent_care", "personal_data")


@dataclass(frozen=True)
class Figure:
    """One number. about_people: small ones read "fewer than 5", everywhere."""

    name: str
    label: Any
    meaning: Any
    unit: str = COUNT
    about_people: bool = False


@dataclass(frozen=True)
class Step:
    """A part of the way from a post to its removal; its figures end in count, median, worst."""

    name: str
    label: Any
    meaning: Any


#: In the order in which it happens; the last one is the sum that matters to readers.
STEPS = (
    Step(
        "posted_to_report",
        _l("From posting to the first report"),
        _l("Until a person reported it, or the safety check asked for a look."),
    ),
    Step(
        "report_to_hidden",
        _l("From the first report until nobody could read it"),
        _l(
            "Until it was held, hidden or removed, whichever came first. What the safety check"
            " held at once, before anybody reported it, counts as no time."
        ),
    ),
    Step(
        "hidden_to_decided",
        _l("From then until a moderator decided"),
        _l("Until it was removed as unsafe. No time if it was removed without being hidden."),
    ),
    Step(
        "decided_to_told",
        _l("From the decision until everybody was told"),
        _l(
            "Until the last warning to those who had seen it was given. Warnings wait two minutes,"
            " less urgent ones for the full hour. Left out: removals of which nobody is told."
        ),
    ),
    Step(
        "posted_to_hidden",
        _l("How long it could be read in all"),
        _l("From posting until it was held, hidden or removed."),
    ),
)

HEADLINES = (
    Figure(
        "unsafe.removed",
        _l("Posts removed as unsafe"),
        _l(
            "Removals in this month with a category of unsafe advice. A removal that was undone"
            " within two minutes is not counted: nobody was told of it."
        ),
    ),
    Figure(
        "readers.total",
        _l("Members who read them meanwhile"),
        _l(
            "Members who were shown such a post before it was removed, its author left out;"
            " somebody who saw two counts twice. Visitors cannot be counted, nor members who do"
            " not let us note what they were shown."
        ),
        about_people=True,
    ),
    Figure(
        "readers.most",
        _l("Most readers of one of them"),
        _l("The same for the post that most members had been shown."),
        about_people=True,
    ),
    Figure(
        "unsafe.unseen",
        _l("Removed before anybody could read them"),
        _l("Posts that the safety check had held. They are left out of the numbers above."),
    ),
    Figure(
        "unsafe.confidential",
        _l("Removed for reasons that we keep confidential"),
        _l(
            "Posts that held personal data or encouraged self-harm. They are left out of all other"
            " numbers and of the log."
        ),
        about_people=True,
    ),
)
TOLD = (
    Figure(
        "recalls.sent",
        _l("Unsafe posts of which we warned"),
        _l("Removals whose warnings had all been given in this month."),
    ),
    Figure(
        "recalls.told",
        _l("Warnings given"),
        _l("One for each member and post: who had asked, taken part, been sent it or seen it."),
        about_people=True,
    ),
    Figure(
        "recalls.read",
        _l("Of these, read"),
        _l("Warnings that the member had opened when this was counted."),
        about_people=True,
    ),
)
WRONG = (
    Figure(
        "reversals.undone",
        _l("Decisions undone later"),
        _l("By the moderator who had decided, after more than two minutes, in this month."),
    ),
    Figure(
        "reversals.put_back",
        _l("Removed posts that were put back"),
        _l("Put back in this month, whenever they had been removed."),
    ),
    Figure(
        "reversals.overturned",
        _l("Of these, after an appeal"),
        _l("Another moderator looked again because the author asked, and took it back."),
    ),
    Figure(
        "holds.made",
        _l("Posts held by the safety check"),
        _l("Held before anybody could read them, when they were posted or edited in this month."),
    ),
    Figure(
        "holds.wrong",
        _l("Of these, held wrongly"),
        _l("A moderator looked at them and let them stand as they were."),
    ),
    Figure(
        "appeals.made",
        _l("Appeals"),
        _l("Requests to look at a removal, a warning or a suspension again."),
        about_people=True,
    ),
    Figure(
        "appeals.upheld",
        _l("Appeals: the decision stands"),
        _l("Decided in this month by another moderator than the one who had acted."),
        about_people=True,
    ),
    Figure(
        "appeals.overturned",
        _l("Appeals: taken back"),
        _l("Decided in this month by another moderator, and reversed."),
        about_people=True,
    ),
)

#: What the acts of a kind are called when they are counted.
ACT_LABELS = {
    "remove_post": _l("Posts removed, for all reasons in the log"),
    "hide_post": _l("Posts hidden until a decision"),
    "restore_post": _l("Posts put back"),
    "edit_post": _l("Posts edited by a moderator"),
    "lock_question": _l("Questions locked"),
    "unlock_question": _l("Questions unlocked"),
    "close_question": _l("Questions closed"),
    "reopen_question": _l("Questions opened again"),
    "merge_question": _l("Questions merged into others"),
    "unmerge_question": _l("Merges taken back"),
    "retag_question": _l("Questions given other topics"),
    "move_post": _l("Posts moved within their thread"),
    "set_remark": _l("Remarks put above posts"),
    "clear_remark": _l("Remarks taken away"),
    "keep_post": _l("Posts kept as they were"),
    "redact_post": _l("Posts in which personal details were blacked out"),
    "hold_post": _l("Holds by the safety check"),
    "release_post": _l("Held posts released after their author rewrote them"),
    "keep_profile": _l("Profiles kept as they were"),
    "hide_profile": _l("Profiles hidden until a decision"),
    "clear_profile": _l("Profiles emptied"),
    "hold_profile": _l("Profiles held by the safety check"),
    "release_profile": _l("Held profiles released after they were rewritten"),
    "warn_member": _l("Warnings to members"),
    "withdraw_warning": _l("Warnings taken back"),
    "suspend_member": _l("Suspensions"),
    "lift_suspension": _l("Suspensions ended early"),
    "reveal_author": _l("Looks behind an anonymous question"),
}
#: Counted kinds in which a small number points at nobody.
_HARMLESS = ("keep_post", "hold_post", "release_post")


def act_figures() -> list[Figure]:
    """One for each kind of act that is published, in the order of publicity.py."""
    return [
        Figure(
            f"acts.{kind}",
            ACT_LABELS[kind],
            meaning,
            about_people=kind in COUNTED and kind not in _HARMLESS,
        )
        for kind, meaning in (LOGGED | COUNTED).items()
        if kind in KINDS
    ]


def category_figures() -> list[Figure]:
    """One for each category of unsafe advice that is not confidential."""
    return [
        Figure(f"unsafe.{row.code}", row.name, row.reason)
        for row in shipped_reasons().unsafe.values()
        if row.code not in CONFIDENTIAL
    ]


def report_figures() -> list[Figure]:
    """How people's reports of each kind ended, and the target times."""
    made = _l("Reports that people made in this month.")
    meanings = {
        "agreed": _l("A moderator found that the report was right."),
        "disagreed": _l("A moderator found that it did not apply."),
        "disputed": _l("One can see it either way; it counts for and against nobody."),
        "ignored": _l("There was nothing to judge any more."),
    }
    found = []
    for kind in PEOPLES_KINDS:
        words, about = REPORT_CHOICES[kind][0], kind in _DELICATE
        found.append(Figure(f"reports.{kind}.made", words, made, about_people=about))
        found += [
            Figure(
                f"reports.{kind}.{outcome}",
                _l("%(kind)s: %(outcome)s", kind=words, outcome=REPORT_OUTCOME_WORDS[outcome]),
                meanings[outcome],
                about_people=about,
            )
            for outcome in REPORT_OUTCOMES
        ]
    found.append(
        Figure("reports.flags", _l("Flags raised by rules"), _l("Raised by the safety check."))
    )
    return found


def target_figures() -> list[Figure]:
    """For each kind with a target time: how many were due, and how many were decided in time."""
    due = _l("Reports and flags of this month that were decided, or whose time is over.")
    met = _l("Of these, answered by a decision within the target time.")
    found = []
    for kind in TARGETS:
        words, about = KIND_PILLS[kind][0], kind in _DELICATE
        found += [
            Figure(f"targets.{kind}.due", _l("%(kind)s: due", kind=words), due, about_people=about),
            Figure(
                f"targets.{kind}.met", _l("%(kind)s: in time", kind=words), met, about_people=about
            ),
        ]
    return found


def step_figures() -> list[Figure]:
    """Number, median and worst of each step."""
    return [
        figure
        for step in STEPS
        for figure in (
            Figure(f"{step.name}.count", step.label, step.meaning),
            Figure(f"{step.name}.median", step.label, step.meaning, SECONDS),
            Figure(f"{step.name}.worst", step.label, step.meaning, SECONDS),
        )
    ]


@cache
def all_figures() -> dict[str, Figure]:
    """Every figure by name, in the order of the downloads."""
    figures = [
        *HEADLINES,
        *category_figures(),
        *step_figures(),
        *TOLD,
        *report_figures(),
        *target_figures(),
        *act_figures(),
        *WRONG,
    ]
    return {figure.name: figure for figure in figures}
