"""Reports by kind: how they ended, and whether the target times were met."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, case, false, func, or_, select
from sqlalchemy.orm import aliased

from app.core.clock import now
from app.core.db import db
from app.moderation.limits import TARGETS
from app.moderation.models import REPORT_KINDS, REPORT_OUTCOMES, ModerationAction, Report
from app.transparency.periods import Month
from app.transparency.sql import is_undone, seconds_between, within

#: Kinds that people choose; the last one is a rule's.
PEOPLES_KINDS = REPORT_KINDS[:-1]
#: By these a report gets its answer, of a post or of what a member says of themselves.
ANSWERING = (
    "keep_post",
    "remove_post",
    "restore_post",
    "release_post",
    "keep_profile",
    "clear_profile",
    "release_profile",
)


def count_reports(month: Month) -> dict[str, float | None]:
    """Reports that were made in the month, by kind. Three queries.

    `reports.KIND.OUTCOME`: people's reports. `targets.KIND.due` and `.met`: people's reports and
    rules' flags whose target time is over or that were decided, and those decided in time.
    """
    counts: dict[str, float | None] = {
        f"reports.{kind}.{outcome}": 0
        for kind in PEOPLES_KINDS
        for outcome in ("made", *REPORT_OUTCOMES)
    }
    counts |= {f"targets.{kind}.{what}": 0 for kind in TARGETS for what in ("due", "met")}
    rows = db.session.execute(
        select(Report.kind, Report.outcome, func.count())
        .where(
            within(Report.created_at, month), Report.rule.is_(None), Report.kind.in_(PEOPLES_KINDS)
        )
        .group_by(Report.kind, Report.outcome)
    )
    for kind, outcome, count in rows:
        counts[f"reports.{kind}.made"] = (counts[f"reports.{kind}.made"] or 0) + count
        if outcome is not None:
            counts[f"reports.{kind}.{outcome}"] = count
    flags = select(func.count()).where(
        within(Report.created_at, month), Report.rule.is_not(None), Report.kind.in_(PEOPLES_KINDS)
    )
    counts["reports.flags"] = db.session.scalar(flags)
    return counts | _targets(month)


def _targets(month: Month) -> dict[str, float | None]:
    answer = aliased(ModerationAction)
    answered_at = (
        select(func.min(answer.created_at))
        .where(
            answer.case_id == Report.case_id,
            answer.kind.in_(ANSWERING),
            answer.created_at >= Report.created_at,
            answer.reverts_id.is_(None),
            ~is_undone(answer),
        )
        .scalar_subquery()
    )
    rows = (
        select(
            Report.kind,
            Report.outcome,
            Report.created_at,
            seconds_between(Report.created_at, answered_at).label("took"),
        )
        .where(within(Report.created_at, month), Report.kind.in_(TARGETS))
        .subquery("rows")
    )
    target = case({kind: span.total_seconds() for kind, span in TARGETS.items()}, value=rows.c.kind)
    is_late = or_(
        false(),
        *(
            and_(rows.c.kind == kind, rows.c.created_at <= now() - span)
            for kind, span in TARGETS.items()
        ),
    )
    found = db.session.execute(
        select(
            rows.c.kind,
            # What its author took back before anybody decided was not for us to decide.
            _sum(or_(rows.c.took.is_not(None), and_(rows.c.outcome.is_(None), is_late))),
            _sum(rows.c.took <= target),
        ).group_by(rows.c.kind)
    )
    counts: dict[str, float | None] = {}
    for kind, due, met in found:
        counts |= {f"targets.{kind}.due": int(due or 0), f"targets.{kind}.met": int(met or 0)}
    return counts


def _sum(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((condition, 1), else_=0))
