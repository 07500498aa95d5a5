"""Who is on a case, so that two volunteers do not read the same one."""

from __future__ import annotations

from app.accounts.models import Member
from app.core.clock import now
from app.core.db import db, lock
from app.core.errors import Conflict, NotFound
from app.moderation.models import Case, ModerationAction
from app.moderation.services.files import authorize_case


def claim_case(actor: Member, case: Case) -> None:
    """Say that one is on a case. Safe to repeat; an old claim of another is taken over.

    Moderators only, never about themselves or their own post. Raises Refused, and Conflict when
    somebody else is on it or it is decided.
    """
    case = _locked(actor, case)
    if case.state == "decided":
        raise Conflict("This case is decided already.")
    if case.claimed_by_id == actor.id:
        case.claimed_at = now()
        return
    if case.is_claimed:
        other = db.session.get(Member, case.claimed_by_id)
        raise Conflict(f"{other.name if other else 'Somebody'} is on it.")
    case.state, case.claimed_by_id, case.claimed_at = "claimed", actor.id, now()
    _write("claim_case", actor, case)


def release_case(actor: Member, case: Case) -> None:
    """Leave a case to others. Safe to repeat; only whoever claimed it can release it."""
    case = _locked(actor, case)
    if case.state != "claimed" or case.claimed_by_id != actor.id:
        return
    case.state, case.claimed_by_id, case.claimed_at = "open", None, None
    _write("release_case", actor, case)


def _locked(actor: Member, case: Case) -> Case:
    authorize_case(actor, case)
    locked: Case | None = lock(db.session, Case, case.id)
    if locked is None:
        raise NotFound
    return locked


def _write(kind: str, actor: Member, case: Case) -> None:
    db.session.add(
        ModerationAction(
            kind=kind,
            actor_id=actor.id,
            post_id=case.post_id,
            member_id=case.member_id,
            case_id=case.id,
            after={"state": case.state},
            created_at=now(),
        )
    )
    db.session.flush()
