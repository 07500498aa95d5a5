"""Forgetting who reported: a visitor's address is kept no longer than the answer needs it."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from app.core.clock import now
from app.core.daily import every_day
from app.core.db import db, lock
from app.moderation.limits import UNDO_TIME
from app.moderation.models import Report

#: How many addresses one run of the daily work clears.
BATCH = 500
#: Until then the address counts towards the reports of a day.
A_DAY = timedelta(days=1)


def note_answered(report_id: int) -> None:
    """The answer to a visitor's report was mailed. Safe to repeat."""
    report = lock(db.session, Report, report_id)
    if report is not None and report.answered_at is None:
        report.answered_at = now()


@every_day("moderation.addresses")
def forget_addresses() -> int:
    """Clear the addresses of visitors whose reports are answered for good.

    The answer was sent, nobody can take the decision back unnoticed any more, and the report is
    older than the daily limit looks. That there was a visitor stays: an empty address.
    """
    rows = db.session.scalars(
        select(Report)
        .where(
            Report.reporter_email.is_not(None),
            Report.reporter_email != "",
            Report.outcome.is_not(None),
            Report.answered_at <= now() - UNDO_TIME,
            Report.created_at <= now() - A_DAY,
        )
        .order_by(Report.id)
        .limit(BATCH)
    ).all()
    for report in rows:
        report.reporter_email = ""
    db.session.flush()
    return len(rows)
