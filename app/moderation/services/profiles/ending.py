"""What ends by itself: cases about erased accounts, and what was taken from profiles long ago."""

from __future__ import annotations

from sqlalchemy import exists, select

from app.accounts.models import Member
from app.core.clock import now
from app.core.daily import every_day
from app.core.db import db
from app.moderation.member_models import Appeal, ProfileRemoval
from app.moderation.models import WAITING_STATES, Case, ModerationAction, Report
from app.moderation.services.acts import Verdict, settle, state_of, tell_reporters
from app.moderation.services.files import reports_of

#: How many rows one run of the daily work changes.
BATCH = 500
#: What such a case is closed by, in the trail.
ERASED_RULE = "erased-account"


def close_case_of_erased(member_id: int) -> None:
    """Close the case about an account that is gone: nobody is punished, nobody was wrong.

    The words that reports kept go with it. Safe to repeat.
    """
    case = db.session.scalar(
        select(Case)
        .where(Case.member_id == member_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if case is None:
        return
    reports = reports_of(case)
    for report in reports:
        report.text_then = ""
    waiting: dict[int, str | None] = {one.id: "ignored" for one in reports if one.outcome is None}
    if case.state in WAITING_STATES:
        before = state_of(case, waiting)
        settle(case, Verdict("decided", "kept", decided_at=now()), waiting)
        act = ModerationAction(
            kind="keep_profile",
            rule=ERASED_RULE,
            member_id=member_id,
            case_id=case.id,
            reason="the account was closed",
            before=before,
            after=state_of(case, waiting),
            created_at=now(),
        )
        db.session.add(act)
        db.session.flush()
        tell_reporters(case, act)
    for removal in db.session.scalars(
        select(ProfileRemoval).where(
            ProfileRemoval.member_id == member_id, ProfileRemoval.purged_at.is_(None)
        )
    ):
        removal.original, removal.purged_at = "", now()
    db.session.flush()


@every_day("moderation.erased-members")
def close_cases_of_erased() -> int:
    """Close the cases about accounts that were erased without a word to us."""
    gone = db.session.scalars(
        select(Case.member_id)
        .join(Member, Member.id == Case.member_id)
        .where(Case.state.in_(WAITING_STATES), Member.erased_at.is_not(None))
        .limit(BATCH)
    ).all()
    for member_id in gone:
        assert member_id is not None, "joined by it"
        close_case_of_erased(member_id)
    return len(gone)


@every_day("moderation.profiles")
def purge_profiles() -> int:
    """Empty what was taken from profiles and can no longer be appealed against.

    The words that the reports of the same case had kept go with it.
    """
    appealed = exists().where(Appeal.act_id == ProfileRemoval.act_id, Appeal.outcome.is_(None))
    due = db.session.scalars(
        select(ProfileRemoval)
        .where(ProfileRemoval.purge_at <= now(), ProfileRemoval.purged_at.is_(None), ~appealed)
        .order_by(ProfileRemoval.id)
        .limit(BATCH)
    ).all()
    for removal in due:
        removal.original, removal.purged_at = "", now()
        for report in db.session.scalars(
            select(Report)
            .join(Case, Case.id == Report.case_id)
            .where(
                Case.member_id == removal.member_id,
                Report.outcome.is_not(None),
                Report.created_at <= removal.created_at,
            )
        ):
            report.text_then = ""
    db.session.flush()
    return len(due)
