"""Keeping the figures of each month: the daily work, and counting a month again."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import func, select

from app.core.clock import now
from app.core.daily import every_day
from app.core.db import db, lock
from app.forum.models import Post
from app.recall.limits import KEPT_FOR
from app.transparency.counting import count_month
from app.transparency.limits import DEFINITIONS
from app.transparency.models import MonthlyFigures
from app.transparency.periods import Month

#: What cannot be counted again once it is forgotten who read what.
_FORGOTTEN = ("readers.total", "readers.most")


def store_month(month: Month) -> MonthlyFigures:
    """Count a month and keep its figures, in place of those counted before.

    Of a month that began more than 90 days ago the readers are no longer known; the numbers that
    were kept stay, and if there are none they stay unknown.
    """
    row: MonthlyFigures | None = lock(db.session, MonthlyFigures, month.name)
    figures = count_month(month)
    if month.start < now() - KEPT_FOR:
        for name in _FORGOTTEN:
            figures.pop(name)
            if row is not None and name in row.figures:
                figures[name] = row.figures[name]
    if row is None:
        row = MonthlyFigures(month=month.name)
        db.session.add(row)
    row.figures, row.definitions, row.computed_at = figures, DEFINITIONS, now()
    db.session.flush()
    return row


@every_day("transparency.figures")
def store_next_month() -> int:
    """Count the oldest month that was not counted today and is not final. Returns 0 when done.

    The running month is counted too, so that the page of it is at most a day old.
    """
    month = _next_month()
    if month is None:
        return 0
    store_month(month)
    return 1


def _next_month() -> Month | None:
    first = first_month()
    if first is None:
        return None
    rows = {row.month: row for row in db.session.scalars(select(MonthlyFigures))}
    # A little less than a day, since the work begins at another second each time.
    fresh = now() - timedelta(hours=12)
    month, current = first, Month.of(now())
    while month <= current:
        row = rows.get(month.name)
        if row is None or not (row.is_final or row.computed_at > fresh):
            return month
        month = month.next
    return None


def first_month() -> Month | None:
    """The month of the first post; None on an empty site."""
    begun = db.session.scalar(select(func.min(Post.created_at)))
    return Month.of(begun) if begun is not None else None
