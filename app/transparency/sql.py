"""Pieces of SQL that say the same on SQLite and PostgreSQL: spans of time, medians, what stands."""

from __future__ import annotations

from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Float, FromClause, and_, case, exists, func, or_, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import aliased
from sqlalchemy.sql.functions import FunctionElement

from app.core.clock import now
from app.core.db import db
from app.moderation.limits import UNDO_TIME
from app.moderation.models import ModerationAction
from app.moderation.publicity import CONFIDENTIAL, LOGGED


class seconds_between(FunctionElement[float]):  # noqa: N801 (reads as a function of SQL)
    """Seconds from the first moment to the second; negative when it lies before, NULL for NULL."""

    type = Float()
    inherit_cache = True
    name = "seconds_between"


@compiles(seconds_between)
def _by_epoch(element: seconds_between, compiler: Any, **kw: Any) -> str:
    start, end = (compiler.process(each, **kw) for each in element.clauses)
    return f"CAST(EXTRACT(EPOCH FROM ({end} - {start})) AS DOUBLE PRECISION)"


@compiles(seconds_between, "sqlite")
def _by_julian_day(element: seconds_between, compiler: Any, **kw: Any) -> str:
    start, end = (compiler.process(each, **kw) for each in element.clauses)
    # Days with a fraction; a double holds them to the tenth of a millisecond.
    return f"ROUND((julianday({end}) - julianday({start})) * 86400.0, 3)"


class Spread(NamedTuple):
    """How many there were, the one in the middle, and the worst."""

    number: int
    median: float | None
    worst: float | None


def spread(rows: FromClause, seconds: ColumnElement[float]) -> Spread:
    """Number, median and greatest of a span over these rows; NULLs are left out. One query.

    The database numbers the sorted rows and gives only the middle one or two, so nothing is read
    into memory. What comes out negative (hidden before anybody reported it) counts as zero.
    """
    length = case((seconds < 0, 0.0), else_=seconds)
    numbered = (
        select(
            length.label("length"),
            func.row_number().over(order_by=length).label("place"),
            func.count().over().label("total"),
        )
        .select_from(rows)
        .where(seconds.is_not(None))
        .subquery("numbered")
    )
    twice = numbered.c.place * 2
    is_middle = and_(twice >= numbered.c.total, twice <= numbered.c.total + 2)
    count, median, worst = db.session.execute(
        select(
            func.count(),
            func.avg(case((is_middle, numbered.c.length))),
            func.max(numbered.c.length),
        ).select_from(numbered)
    ).one()
    return Spread(count, median, worst)


def is_undone(act: Any = ModerationAction, *, early: bool | None = None) -> ColumnElement[bool]:
    """Whether an act was taken back by another one.

    early: only within the two minutes in which nobody is told (True), or only later (False).
    """
    undoing = aliased(ModerationAction)
    found = exists().where(undoing.reverts_id == act.id)
    if early is None:
        return found
    after = seconds_between(act.created_at, undoing.created_at)
    time = UNDO_TIME.total_seconds()
    return found.where(after < time if early else after >= time)


def has_happened(act: Any = ModerationAction) -> ColumnElement[bool]:
    """Whether an act counts: its two minutes are over, it was not undone in them, and it is not
    itself the undoing of another."""
    return and_(
        act.reverts_id.is_(None),
        act.created_at <= now() - UNDO_TIME,
        ~is_undone(act, early=True),
    )


def is_published(act: Any = ModerationAction) -> ColumnElement[bool]:
    """Whether an act stands in the log: by its row, its kind, its category, two minutes later."""
    return and_(
        act.is_public.is_(True),
        act.kind.in_(LOGGED),
        or_(act.category.is_(None), act.category.not_in(CONFIDENTIAL)),
        act.post_id.is_not(None),
        has_happened(act),
    )


def within(column: Any, period: Any) -> ColumnElement[bool]:
    """Whether a moment lies in a month or week."""
    return and_(column >= period.start, column < period.end)


def after_or_ever(column: Any, moment: Any) -> ColumnElement[bool]:
    """Whether a moment lies after another one, if there is such."""
    return or_(moment.is_(None), column > moment)
