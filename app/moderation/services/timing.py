"""Target times: when a case should have been decided, and the one mail when it was not."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from sqlalchemy import select

from app.accounts.models import Member
from app.core.clock import now
from app.core.db import db
from app.core.outbox import enqueue
from app.moderation.limits import TARGETS
from app.moderation.models import WAITING_STATES, Case, Report
from app.permissions.roles import STAFF

#: Outbox work; app/moderation/mails.py does it.
LOOK = "moderation.overdue"
MAIL = "mail.overdue"
#: A case that somebody is deciding this second is looked at again a little later.
LOOK_AGAIN = timedelta(minutes=1)


def set_due(case: Case, waiting: Iterable[Report]) -> None:
    """Give a case the earliest target of its waiting reports, and plan the look at it.

    Never later than it was: a further report does not buy time.
    """
    dues = [
        report.created_at + TARGETS[report.kind] for report in waiting if report.kind in TARGETS
    ]
    earliest = min(dues, default=None)
    if earliest is None or (case.due_at is not None and case.due_at <= earliest):
        return
    case.due_at = earliest
    enqueue(LOOK, {"case_id": case.id}, after=max(earliest - now(), timedelta(0)))


def set_due_unreported(case: Case) -> None:
    """The same for a case that a moderator left open without any report, such as by hiding."""
    if case.state in WAITING_STATES and case.due_at is None:
        case.due_at = now() + TARGETS["other"]
        enqueue(LOOK, {"case_id": case.id}, after=TARGETS["other"])


def start_again(case: Case) -> None:
    """A decided case is open anew: a new time runs, and being late is news again."""
    case.opened_at = now()
    case.due_at = case.overdue_told_at = None


def tell_of_overdue(case_id: int) -> None:
    """Let the moderators be mailed once for all cases that are late by now.

    Called when one case's target has passed. Safe to repeat: a case is told of once each time it
    was opened.
    """
    late = db.session.scalars(
        select(Case)
        .where(Case.state.in_(WAITING_STATES), Case.due_at <= now(), Case.overdue_told_at.is_(None))
        .order_by(Case.id)
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    ).all()
    for case in late:
        case.overdue_told_at = now()
    if late:
        for member_id in _moderators():
            enqueue(MAIL, {"member_id": member_id})
    if case_id not in {case.id for case in late} and _is_untold(case_id):
        enqueue(LOOK, {"case_id": case_id}, after=LOOK_AGAIN)


def _is_untold(case_id: int) -> bool:
    case = db.session.get(Case, case_id)
    return (
        case is not None
        and case.state in WAITING_STATES
        and case.due_at is not None
        and case.due_at <= now()
        and case.overdue_told_at is None
    )


def _moderators() -> Iterable[int]:
    return db.session.scalars(
        select(Member.id)
        .where(Member.role.in_(STAFF), Member.erased_at.is_(None), Member.wants_mail.is_(True))
        .order_by(Member.id)
    ).all()
