"""The file of a member's profile: the case about it, locked together with the member."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from app.accounts.models import Member
from app.core.clock import now
from app.core.db import db, lock
from app.core.errors import NotFound
from app.moderation.models import Case
from app.moderation.services.files import UNREPORTED, too_late
from app.permissions import authorize


@dataclass(frozen=True)
class ProfileFile:
    """A member and the case about them, both locked until the transaction ends."""

    member: Member
    case: Case


def open_profile(member_id: int) -> ProfileFile:
    """Lock a member and the case about them, making the case if there is none yet.

    Raises NotFound when there is no such member, or not any more.
    """
    member: Member | None = lock(db.session, Member, member_id)
    if member is None or not member.is_active:
        raise NotFound
    case = db.session.scalar(
        select(Case)
        .where(Case.member_id == member_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if case is None:
        case = Case(member_id=member_id, priority=UNREPORTED, opened_at=now())
        db.session.add(case)
        db.session.flush()
    return ProfileFile(member, case)


def open_profile_for_decision(actor: Member, member: Member, version: int | None) -> ProfileFile:
    """The file of a member for a moderator who decides about it.

    version: of the case as the moderator saw it; None when there was nothing to see.
    Raises Refused for members and about oneself, TooLate when the case has changed since.
    """
    authorize(actor, "case:see")
    authorize(actor, "profile:decide", member)
    file = open_profile(member.id)
    if version is not None and file.case.version != version:
        raise too_late(actor, file.case, version)
    return file


def profile_text(member: Member) -> str:
    """The words as a report keeps them."""
    return f"{member.name}\n{member.about}"
