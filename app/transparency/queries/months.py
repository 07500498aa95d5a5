"""The stored figures of months. Public."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from app.accounts.models import Member
from app.core.clock import now
from app.core.db import db
from app.core.errors import NotFound
from app.transparency.limits import MONTHS_LISTED
from app.transparency.models import MonthlyFigures
from app.transparency.periods import Month


def get_month(viewer: Member | None, name: str) -> tuple[Month, MonthlyFigures | None]:
    """A month and its figures; None for the running month as long as nothing was counted.

    One query. Raises NotFound for what is no month, lies in the future or before the first post.
    """
    month = Month.named(name)
    if month is None:
        raise NotFound
    row = db.session.get(MonthlyFigures, month.name)
    if row is None and month != Month.of(now()):
        raise NotFound
    return month, row


def list_months(viewer: Member | None) -> Sequence[MonthlyFigures]:
    """The figures of the newest months, newest first. One query."""
    return db.session.scalars(
        select(MonthlyFigures).order_by(MonthlyFigures.month.desc()).limit(MONTHS_LISTED)
    ).all()
