"""Private notes of the staff about a member or a case. The trail says that there is one, not what
it says.
"""

from __future__ import annotations

from sqlalchemy import select

from app.accounts.models import Member
from app.core.clock import now
from app.core.db import db, lock
from app.core.errors import Conflict, Invalid, NotFound
from app.moderation.limits import NOTE_TO_STAFF_LENGTH
from app.moderation.member_models import PrivateNote
from app.moderation.models import Case, ModerationAction
from app.moderation.services.files import authorize_case
from app.permissions import authorize


def note_member(actor: Member, member: Member, *, text: str) -> PrivateNote:
    """Write something about a member for other moderators. Nobody writes in their own file.

    Raises Refused, Invalid.
    """
    authorize(actor, "member:note", member)
    act = ModerationAction(
        kind="add_note", actor_id=actor.id, member_id=member.id, created_at=now()
    )
    return _keep(actor, act, text, member_id=member.id)


def note_case(actor: Member, case: Case, *, text: str) -> PrivateNote:
    """Write something about a case for other moderators; never about one's own post, or oneself.

    Raises Refused, Invalid.
    """
    authorize_case(actor, case)
    act = ModerationAction(
        kind="add_note",
        actor_id=actor.id,
        post_id=case.post_id,
        member_id=case.member_id,
        case_id=case.id,
        created_at=now(),
    )
    return _keep(actor, act, text, case_id=case.id)


def remove_note(actor: Member, act: ModerationAction, *, reason: str = "") -> ModerationAction:
    """Take a note away; its words are gone, the trail keeps that there was one.

    Staff only, never about oneself. Raises Refused, NotFound, Conflict.
    """
    note = db.session.scalar(select(PrivateNote).where(PrivateNote.act_id == act.id))
    if note is None:
        raise NotFound
    if note.member_id is not None:
        authorize(actor, "member:note", db.session.get(Member, note.member_id))
    else:
        case = db.session.get(Case, note.case_id)
        assert case is not None, "cases are never deleted"
        authorize_case(actor, case)
    note = lock(db.session, PrivateNote, note.id)
    if note.removed_at is not None:
        raise Conflict("This note was taken away already.")
    note.removed_at, note.text = now(), ""
    taken = ModerationAction(
        kind="remove_note",
        actor_id=actor.id,
        member_id=act.member_id,
        post_id=act.post_id,
        case_id=act.case_id,
        reason=reason.strip(),
        reverts_id=act.id,
        created_at=now(),
    )
    db.session.add(taken)
    db.session.flush()
    return taken


def _keep(actor: Member, act: ModerationAction, text: str, **about: int) -> PrivateNote:
    text = text.strip()
    low, high = NOTE_TO_STAFF_LENGTH
    if not low <= len(text) <= high:
        raise Invalid("text", f"Write a note of {low} to {high} characters.")
    db.session.add(act)
    db.session.flush()
    note = PrivateNote(act_id=act.id, author_id=actor.id, text=text, created_at=now(), **about)
    db.session.add(note)
    db.session.flush()
    return note
