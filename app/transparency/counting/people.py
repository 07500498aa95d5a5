"""Figures that could point at somebody: who was told, who appealed, whose post was held."""

from __future__ import annotations

from sqlalchemy import func, select

from app.core.db import db
from app.moderation.member_models import Appeal
from app.moderation.rules.queries import count_wrong_holds
from app.recall.models import Recall, RecallNotice
from app.transparency.periods import Month
from app.transparency.sql import within


def count_recalls(month: Month) -> dict[str, float | None]:
    """Recalls that were sent in the month, the warnings in them, and how many were read by now."""
    sent, told, read = db.session.execute(
        select(
            func.count(Recall.id.distinct()),
            func.count(RecallNotice.member_id),
            func.count(RecallNotice.read_at),
        )
        .outerjoin(RecallNotice, RecallNotice.recall_id == Recall.id)
        .where(within(Recall.sent_at, month))
    ).one()
    return {"recalls.sent": sent, "recalls.told": told, "recalls.read": read}


def count_appeals(month: Month) -> dict[str, float | None]:
    """Appeals made in the month, and appeals decided in it, about posts and about members."""
    made = db.session.scalar(select(func.count()).where(within(Appeal.created_at, month)))
    rows = db.session.execute(
        select(Appeal.outcome, func.count())
        .where(within(Appeal.decided_at, month))
        .group_by(Appeal.outcome)
    )
    decided = dict(rows.all())
    return {
        "appeals.made": made,
        "appeals.upheld": decided.get("upheld", 0),
        "appeals.overturned": decided.get("overturned", 0),
    }


def count_holds(month: Month) -> dict[str, float | None]:
    """Posts that the safety check held in the month, and those that moderators then kept."""
    held, wrong = count_wrong_holds((month.end - month.start).days, until=month.end)
    return {"holds.made": held, "holds.wrong": wrong}
