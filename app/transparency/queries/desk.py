"""Figures for moderators: the last weeks or months, counted anew each time. About 10 queries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, select

from app.accounts.models import Member
from app.core.clock import now
from app.core.db import db
from app.moderation.limits import UNDO_TIME
from app.moderation.member_models import Appeal
from app.moderation.models import DECISIONS, WAITING_STATES, Case, ModerationAction, Report
from app.moderation.rules.queries import count_wrong_holds
from app.permissions import authorize
from app.transparency.limits import MONTHS, WEEKS
from app.transparency.periods import Month, Week
from app.transparency.sql import has_happened, is_undone, seconds_between, spread

#: What a row of the decisions' table counts.
DECIDED = ("keep_post", "hide_post", "remove_unsafe", "remove_other", "restore_post", "edit_post")


@dataclass(frozen=True)
class Now:
    """What waits at this moment."""

    open_cases: int
    overdue: int
    oldest: datetime | None
    open_appeals: int
    overdue_appeals: int


@dataclass(frozen=True)
class DeskFigures:
    """The page of figures. Outer keys of tables are the place of the period, 0 for the newest.

    reports: by period, then kind, how many were made (people's and rules'). outcomes: by kind,
    then outcome ("" while it waits). rules: by rule, the same. decisions: by period, then what.
    appeals: by outcome ("" while it waits). took: number, median and worst seconds from a person's
    first report to the decision.
    """

    periods: Sequence[Month | Week]
    now: Now
    reports: Mapping[int, Mapping[str, int]]
    outcomes: Mapping[str, Mapping[str, int]]
    rules: Mapping[str, Mapping[str, int]]
    decisions: Mapping[int, Mapping[str, int]]
    undone: int
    appeals: Mapping[str, int]
    holds: tuple[int, int]
    took: tuple[int, float | None, float | None]


def desk_figures(viewer: Member | None, *, by: str = "week") -> DeskFigures:
    """The last weeks or months, for moderators. by: "week" or "month". Raises Refused.

    There is nothing by moderator here, on purpose: who is counted begins to count, and careful
    decisions are slower than careless ones.
    """
    authorize(viewer, "audit:see")
    periods = _periods(by)
    since = periods[-1].start
    return DeskFigures(
        periods=periods,
        now=_now(),
        reports=_reports(periods),
        outcomes=_table(Report.kind, since, Report.rule.is_(None)),
        rules=_table(Report.rule, since, Report.rule.is_not(None)),
        decisions=_decisions(periods),
        undone=_undone(since),
        appeals=_appeals(since),
        holds=count_wrong_holds((now() - since).days + 1),
        took=_took(since),
    )


def _periods(by: str) -> list[Month | Week]:
    period: Month | Week = Month.of(now()) if by == "month" else Week.of(now())
    found = [period]
    for _ in range((MONTHS if by == "month" else WEEKS) - 1):
        period = period.previous
        found.append(period)
    return found


def _place(column: Any, periods: Sequence[Month | Week]) -> ColumnElement[int]:
    """In which of the periods a moment lies: written out, since engines cut time differently."""
    return case(
        *((column >= period.start, place) for place, period in enumerate(periods)), else_=-1
    )


def _now() -> Now:
    waiting = Case.state.in_(WAITING_STATES)
    late = and_(Case.due_at.is_not(None), Case.due_at <= now())
    count, overdue, oldest = db.session.execute(
        select(func.count(), func.sum(case((late, 1), else_=0)), func.min(Case.opened_at)).where(
            waiting
        )
    ).one()
    appeals, overdue_appeals = db.session.execute(
        select(func.count(), func.sum(case((Appeal.due_at <= now(), 1), else_=0))).where(
            Appeal.outcome.is_(None)
        )
    ).one()
    return Now(count, int(overdue or 0), oldest, appeals, int(overdue_appeals or 0))


def _reports(periods: Sequence[Month | Week]) -> dict[int, dict[str, int]]:
    place = _place(Report.created_at, periods).label("place")
    rows = db.session.execute(
        select(place, Report.kind, func.count())
        .where(Report.created_at >= periods[-1].start)
        .group_by("place", Report.kind)
    )
    return _nested(rows)


def _table(column: Any, since: datetime, which: ColumnElement[bool]) -> dict[str, dict[str, int]]:
    rows = db.session.execute(
        select(column, func.coalesce(Report.outcome, ""), func.count())
        .where(Report.created_at >= since, which)
        .group_by(column, Report.outcome)
        .order_by(column)
    )
    return _nested(rows)


def _decisions(periods: Sequence[Month | Week]) -> dict[int, dict[str, int]]:
    place = _place(ModerationAction.created_at, periods).label("place")
    what = case(
        (ModerationAction.kind != "remove_post", ModerationAction.kind),
        (ModerationAction.category.is_(None), "remove_other"),
        else_="remove_unsafe",
    ).label("what")
    rows = db.session.execute(
        select(place, what, func.count())
        .where(
            ModerationAction.created_at >= periods[-1].start,
            ModerationAction.kind.in_(
                ("keep_post", "hide_post", "remove_post", "restore_post", "edit_post")
            ),
            has_happened(),
        )
        .group_by("place", "what")
    )
    return _nested(rows)


def _undone(since: datetime) -> int:
    return (
        db.session.scalar(
            select(func.count())
            .select_from(ModerationAction)
            .where(
                ModerationAction.created_at >= since,
                ModerationAction.kind.in_(DECISIONS),
                is_undone(early=False),
            )
        )
        or 0
    )


def _appeals(since: datetime) -> dict[str, int]:
    rows = db.session.execute(
        select(func.coalesce(Appeal.outcome, ""), func.count())
        .where(Appeal.created_at >= since)
        .group_by(Appeal.outcome)
    )
    return dict(rows.all())


def _took(since: datetime) -> tuple[int, float | None, float | None]:
    """From the opening of a case to its decision, by its current round."""
    rows = (
        select(Case.opened_at, Case.decided_at)
        .where(
            Case.decided_at >= since,
            Case.decided_at <= now() - UNDO_TIME,
            Case.due_at.is_not(None),
        )
        .subquery("decided")
    )
    return spread(rows, seconds_between(rows.c.opened_at, rows.c.decided_at))


def _nested(rows: Any) -> dict[Any, dict[str, int]]:
    found: dict[Any, dict[str, int]] = {}
    for outer, inner, count in rows:
        found.setdefault(outer, {})[inner] = count
    return found
