"""Taking in a report, whatever it is about: once a person, so many a day, with its weight."""

from __future__ import annotations

from collections.abc import Collection

from email_validator import EmailNotValidError, validate_email
from sqlalchemy import func, select

from app.accounts.models import Member
from app.core.clock import now
from app.core.db import db
from app.core.errors import Invalid
from app.core.text import clean_text
from app.moderation.errors import AlreadyReported, TooManyReports
from app.moderation.limits import (
    HELPFUL_WINDOW,
    MOST_REPORTS_A_DAY,
    MOSTLY_WRONG_REPORTS_A_DAY,
    REPORTS_A_DAY,
    TEXT_LENGTH,
)
from app.moderation.models import Case, Report
from app.moderation.services.files import recount, reports_of
from app.moderation.services.timing import start_again
from app.moderation.weights import Accuracy, accuracy_of, weight_of_report_by


def check(kind: str, text: str, kinds: Collection[str]) -> None:
    """Raise Invalid unless the kind is one of these and the text is short enough."""
    if kind not in kinds:
        raise Invalid("kind", "Choose what is wrong with it.")
    if len(text) > TEXT_LENGTH:
        raise Invalid("text", f"Use at most {TEXT_LENGTH} characters.")


def address_of(email: str | None) -> str:
    """A visitor's address as it is kept. Raises Invalid."""
    try:
        return validate_email(email or "", check_deliverability=False).normalized.casefold()
    except EmailNotValidError as error:
        raise Invalid(
            "email", "Give an e-mail address, so that we can tell you what we decided."
        ) from error


def take_in(
    case: Case, text_then: str, *, actor: Member | None, address: str | None, kind: str, text: str
) -> tuple[Report, bool]:
    """Add a person's report to a case, which is locked; the answer says whether it is a new one.

    Raises AlreadyReported and TooManyReports.
    """
    earlier = _waiting_report(case, actor, address)
    if earlier is not None and actor is not None:
        raise AlreadyReported(earlier.created_at)
    if earlier is not None:
        return earlier, False  # said alike, or a stranger could ask who else has reported
    accuracy = accuracy_of(actor) if actor is not None else Accuracy()
    _check_limit(actor, address, accuracy)
    report = add(
        case,
        text_then,
        kind=kind,
        text=clean_text(text).strip(),
        reporter_id=actor.id if actor else None,
        reporter_email=address,
        weight=weight_of_report_by(actor, accuracy),
    )
    return report, True


def add(case: Case, text_then: str, **values: object) -> Report:
    """Add a report or a flag to a case; a decided one is open again."""
    if case.state == "decided":
        case.state, case.outcome = "open", None
        case.decided_by_id, case.decided_at = None, None
        start_again(case)
    report = Report(case_id=case.id, text_then=text_then, created_at=now(), **values)
    db.session.add(report)
    recount(case)
    return report


def _waiting_report(case: Case, actor: Member | None, address: str | None) -> Report | None:
    for report in reports_of(case, only_waiting=True):
        is_mine = actor is not None and report.reporter_id == actor.id
        if is_mine or (address is not None and report.reporter_email == address):
            return report
    return None


def _check_limit(actor: Member | None, address: str | None, accuracy: Accuracy) -> None:
    whose = Report.reporter_id == actor.id if actor else Report.reporter_email == address
    today = db.session.scalar(
        select(func.count()).where(whose, Report.created_at > now().replace(hour=0, minute=0))
    )
    helpful = db.session.scalar(
        select(func.count()).where(
            whose, Report.outcome == "agreed", Report.created_at > now() - HELPFUL_WINDOW
        )
    )
    most = min(REPORTS_A_DAY + (helpful or 0), MOST_REPORTS_A_DAY)
    if accuracy.is_mostly_wrong:
        most = MOSTLY_WRONG_REPORTS_A_DAY
    if (today or 0) >= most:
        raise TooManyReports
