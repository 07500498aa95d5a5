"""The file of a post: its case, locked together with the post and the thread it stands in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import and_, select

from app.accounts.models import Member
from app.core.clock import now
from app.core.db import db, lock
from app.core.errors import NotFound
from app.forum.models import Post, Question
from app.moderation.errors import Earlier, TooLate
from app.moderation.limits import URGENT_CARE
from app.moderation.models import (
    DECISIONS,
    PROFILE_DECISIONS,
    REPORT_KINDS,
    Case,
    ModerationAction,
    Report,
)
from app.moderation.services.timing import set_due
from app.permissions import authorize

#: What a case is worth that no report opened: a moderator did, on their own.
UNREPORTED = REPORT_KINDS.index("other")


@dataclass(frozen=True)
class File:
    """A post and its case, both locked until the transaction ends."""

    post: Post
    case: Case


def open_file(post_id: int) -> File:
    """Lock a post and its case, making the case if there is none yet.

    The thread comes first, as it does when somebody writes in it: two writers that lock the same
    rows in the same order wait for each other, in different orders they would block each other.
    Raises NotFound when there is no such post.
    """
    post = db.session.get(Post, post_id)
    if post is None:
        raise NotFound
    lock(db.session, Question, post.thread_id)
    post = lock(db.session, Post, post_id)
    case = db.session.scalar(
        select(Case)
        .where(Case.post_id == post_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if case is None:
        case = Case(post_id=post_id, priority=UNREPORTED, opened_at=now())
        db.session.add(case)
        db.session.flush()
    return File(post, case)


def open_for_decision(actor: Member, action: str, post: Post, version: int | None) -> File:
    """The file of a post for a moderator who decides about it.

    version: of the case as the moderator saw it; None when there was nothing to see.
    Raises Refused for members and for one's own post, TooLate when the case has changed since.
    """
    authorize(actor, "case:see")
    authorize(actor, "case:decide", post)
    authorize(actor, action, post)
    file = open_file(post.id)
    if version is not None and file.case.version != version:
        raise too_late(actor, file.case, version)
    return file


def authorize_case(actor: Member, case: Case) -> None:
    """Raise Refused for members, and for a case about oneself or one's own post."""
    authorize(actor, "case:see")
    if case.member_id is not None:
        authorize(actor, "profile:decide", db.session.get(Member, case.member_id))
    else:
        authorize(actor, "case:decide", db.session.get(Post, case.post_id))


def too_late(actor: Member, case: Case, version: int) -> TooLate:
    """The refusal for somebody who saw an older version of the case."""
    last = last_decision(case)
    if last is None or last.after.get("version", 0) <= version:
        return TooLate("This case has changed since you opened it. Look again before you decide.")
    return outrun_by(actor, last)


def outrun_by(actor: Member, act: ModerationAction) -> TooLate:
    """The refusal for somebody who comes after this act."""
    doer = db.session.get(Member, act.actor_id) if act.actor_id else None
    name = "You" if act.actor_id == actor.id else doer.name if doer else "A rule"
    return TooLate(
        f"{name} decided about this in the meantime.",
        Earlier(
            act.id,
            act.case_id,
            act.kind,
            act.reverts_id is not None,
            act.actor_id,
            name,
            act.created_at,
        ),
    )


def last_decision(case: Case) -> ModerationAction | None:
    """The latest act that decided about a post or profile; the undoing of an act is one too."""
    is_about_it = (
        and_(ModerationAction.post_id == case.post_id, ModerationAction.kind.in_(DECISIONS))
        if case.post_id is not None
        else and_(
            ModerationAction.member_id == case.member_id,
            ModerationAction.kind.in_(PROFILE_DECISIONS),
        )
    )
    return db.session.scalar(
        select(ModerationAction).where(is_about_it).order_by(ModerationAction.id.desc()).limit(1)
    )


def reports_of(case: Case, *, only_waiting: bool = False) -> Sequence[Report]:
    """The reports of a case, oldest first."""
    statement = select(Report).where(Report.case_id == case.id).order_by(Report.id)
    if only_waiting:
        statement = statement.where(Report.outcome.is_(None))
    return db.session.scalars(statement).all()


def recount(case: Case) -> None:
    """Count the waiting reports again, and raise the version: the case is not as it was."""
    weigh(case)
    case.version += 1
    db.session.flush()


def weigh(case: Case) -> None:
    """Count and weigh the waiting reports, and take the most urgent."""
    db.session.flush()
    waiting = reports_of(case, only_waiting=True)
    case.report_count = len(waiting)
    case.weight = sum(report.weight for report in waiting)
    set_due(case, waiting)
    if waiting:
        case.priority = min(
            (REPORT_KINDS.index(report.kind) for report in waiting),
            key=lambda priority: (priority != URGENT_CARE, priority),
        )
    db.session.flush()
