"""The one function that does an act: post, case, reports and the trail change together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select

from app.accounts.models import Member
from app.core.clock import now
from app.core.db import db
from app.core.events import record
from app.forum import services as forum
from app.forum.models import Post, Question, Tombstone
from app.moderation.events import (
    PostHidden,
    PostRemoved,
    PostRestored,
    ReportDecided,
    ReportReopened,
)
from app.moderation.models import WAITING_STATES, Case, ModerationAction, Report
from app.moderation.publicity import is_public
from app.moderation.services.files import File, weigh
from app.moderation.services.timing import set_due_unreported

#: What reporters are told, by the outcome of the case (design 3.4).
TOLD = {
    "kept": "kept",
    "restored": "kept",
    "edited": "changed",
    "removed_unsafe": "removed",
    "removed_other": "removed",
}


@dataclass(frozen=True)
class Verdict:
    """What becomes of a case."""

    state: str
    outcome: str | None = None
    decided_by_id: int | None = None
    decided_at: datetime | None = None
    claimed_by_id: int | None = None


@dataclass(frozen=True)
class Buried:
    """What a tombstone says."""

    category: str | None
    reason: str
    safer_note: str
    is_public: bool = True


@dataclass(frozen=True)
class Change:
    """What an act changes; what is None or empty stays as it is. Reports by id.

    line: for a post that is held again, the kind of sentence that holds it.
    """

    status: str | None = None
    line: str | None = None
    buried: Buried | None = None
    verdict: Verdict | None = None
    reports: Mapping[int, str | None] = field(default_factory=dict)


def write_act(
    kind: str,
    file: File,
    change: Change,
    *,
    actor: Member | None = None,
    rule: str | None = None,
    category: str | None = None,
    reason: str = "",
    safer_note: str = "",
    reverts: ModerationAction | None = None,
    tell: bool = True,
    batch: str | None = None,
) -> ModerationAction:
    """Do an act and add it to the trail, with what was before and what is after.

    actor or rule: who does it, exactly one. tell: whether those who saw an unsafe post are told;
    the trail keeps it when not. batch: what the acts of one click share. The
    caller has checked who may and holds the locks.
    Records PostHidden, PostRemoved or PostRestored for the author, ReportDecided for each reporter.
    """
    post, case = file.post, file.case
    before = _state(file, change.reports)
    if change.status is not None and change.status != post.status:
        _move(post, change)
    settle(case, change.verdict, change.reports)
    act = ModerationAction(
        kind=kind,
        actor_id=actor.id if actor else None,
        rule=rule,
        post_id=post.id,
        case_id=case.id,
        category=category,
        reason=reason,
        safer_note=safer_note,
        before=before,
        after=_state(file, change.reports) | ({} if tell else {"tell": False}),
        reverts_id=reverts.id if reverts else None,
        batch_id=batch,
        is_public=is_public(kind, category) and _was_seen(before, change.buried),
        created_at=now(),
    )
    db.session.add(act)
    db.session.flush()
    _tell_author(post, act)
    tell_reporters(case, act)
    return act


def _was_seen(before: Mapping[str, Any], buried: Buried | None) -> bool:
    """Whether readers ever saw the post; if not, nobody needs to hear what became of it."""
    tombstone = before["tombstone"]
    if buried is not None:
        return buried.is_public
    return before["status"] != "held" and (tombstone is None or bool(tombstone["is_public"]))


def settle(case: Case, verdict: Verdict | None, reports: Mapping[int, str | None]) -> None:
    """Write into a case what an act makes of it: state, outcomes of reports, the next version."""
    if verdict is not None:
        _decide(case, verdict)
        set_due_unreported(case)
    for report_id, outcome in reports.items():
        report = db.session.get(Report, report_id)
        assert report is not None, "the caller read it"
        report.outcome = outcome
    if case.state in WAITING_STATES:  # a decided one keeps its place: the next is found from there
        weigh(case)
    case.version += 1
    db.session.flush()


def _move(post: Post, change: Change) -> None:
    status, buried = change.status, change.buried
    assert status is not None, "the caller asked"
    if status == "removed":
        assert buried is not None, "a removed post has a tombstone"
        forum.bury(
            post,
            category=buried.category,
            reason=buried.reason,
            safer_note=buried.safer_note,
            is_public=buried.is_public,
        )
    elif post.status == "removed":
        forum.unbury(post, status)
    else:
        forum.set_status(post, status)
    if status == "held":
        post.safety_line = change.line
    if status == "visible" and post.kind == "answer" and _had_helped(post):
        forum.put_back_acceptance(post)


def _had_helped(answer: Post) -> bool:
    """Whether the answer bore the asker's mark when it was last taken from view by an act."""
    acts = db.session.scalars(
        select(ModerationAction)
        .where(ModerationAction.post_id == answer.id)
        .order_by(ModerationAction.id.desc())
    )
    for act in acts:
        if act.before.get("status") == "visible" != act.after.get("status"):
            return bool(act.before.get("helped"))
    return False


def _decide(case: Case, verdict: Verdict) -> None:
    case.state, case.outcome = verdict.state, verdict.outcome
    case.decided_by_id, case.decided_at = verdict.decided_by_id, verdict.decided_at
    case.claimed_by_id = verdict.claimed_by_id
    case.claimed_at = now() if verdict.claimed_by_id else None


def _state(file: File, reports: Mapping[int, str | None]) -> dict[str, Any]:
    """What is true now, as the trail keeps it and as undoing needs it."""
    post, case = file.post, file.case
    question = db.session.get(Question, post.thread_id)
    tombstone = db.session.get(Tombstone, post.id)
    return {
        "status": post.status,
        "helped": question is not None and question.accepted_answer_id == post.id,
        "tombstone": tombstone
        and {
            "category": tombstone.category,
            "reason": tombstone.reason,
            "safer_note": tombstone.safer_note,
            "is_public": tombstone.is_public,
        },
        "line": post.safety_line,
        **state_of(case, reports),
    }


def state_of(case: Case, reports: Mapping[int, str | None]) -> dict[str, Any]:
    """What is true of a case and these reports of it now."""
    return {
        "state": case.state,
        "outcome": case.outcome,
        "decided_by": case.decided_by_id,
        "decided_at": case.decided_at.isoformat() if case.decided_at else None,
        "version": case.version,
        "reports": {
            str(report_id): report.outcome
            for report_id in reports
            if (report := db.session.get(Report, report_id))
        },
    }


def _tell_author(post: Post, act: ModerationAction) -> None:
    was, is_now = act.before["status"], act.after["status"]
    if is_now == was:
        return
    if is_now in ("hidden", "held"):  # held again: an undo
        record(PostHidden(post.id, post.author_id, act.id))
    elif is_now == "removed":
        buried = act.after["tombstone"]
        record(PostRemoved(post.id, post.author_id, act.id, buried["category"], buried["reason"]))
    elif is_now == "visible":
        record(PostRestored(post.id, post.author_id, act.id))


def tell_reporters(case: Case, act: ModerationAction) -> None:
    """Record ReportDecided or ReportReopened for each report whose outcome an act changed."""
    told = TOLD.get(case.outcome or "")
    for report_id, outcome in act.after["reports"].items():
        report = db.session.get(Report, int(report_id))
        if report is None or report.rule is not None or outcome == act.before["reports"][report_id]:
            continue
        if outcome is None and act.reverts_id is not None:
            record(ReportReopened(report.id, case.post_id, report.reporter_id, act.reverts_id))
        elif outcome is not None and told is not None:
            record(
                ReportDecided(
                    report.id,
                    case.post_id,
                    report.reporter_id,
                    report.reporter_email,
                    told,
                    act.reason,
                    act.id,
                    act.reverts_id,
                    case.member_id,
                )
            )
