"""Changing and resetting passwords.

Each ends all sessions of the account; the door renews its own.
"""

from __future__ import annotations

from app.accounts.addresses import fold_email
from app.accounts.events import EmailConfirmed
from app.accounts.models import Member
from app.accounts.services.tokens import spend_token
from app.core.clock import now
from app.core.db import db, lock
from app.core.errors import NotFound
from app.core.events import record
from app.core.outbox import enqueue
from app.permissions import authorize


def change_password(actor: Member, password_hash: str) -> Member:
    """Set a new password; the owner is told by mail. The door has asked for the old one."""
    authorize(actor, "member:edit-self", actor)
    return _set_password(actor.id, password_hash)


def request_reset(email: str) -> None:
    """Ask for a link to set a new password.

    Whether the address has an account is looked up only when the mail is sent, so that neither
    the page nor its time tells.
    """
    enqueue("mail.reset", {"email": email.strip()[:254]})


def reset_password(token: str, password_hash: str) -> Member:
    """Set a new password with a link from a mail, which also proves the address.

    Records EmailConfirmed if it was not confirmed yet. Raises NotFound for a link that no longer
    opens, or whose account has another address by now.
    """
    row = spend_token("reset", token)
    member: Member | None = lock(db.session, Member, row.member_id)
    if member is None or not member.is_active or member.email_key != fold_email(row.email or ""):
        raise NotFound("This link has been used already, or it is too old.")
    if not member.is_confirmed:
        member.email_confirmed_at = now()
        record(EmailConfirmed(member.id))
    return _set_password(member.id, password_hash)


def sign_out_everywhere(actor: Member) -> Member:
    """End every session of the account at its next request."""
    authorize(actor, "member:edit-self", actor)
    member: Member = lock(db.session, Member, actor.id)
    member.session_epoch += 1
    return member


def _set_password(member_id: int, password_hash: str) -> Member:
    member: Member = lock(db.session, Member, member_id)
    member.password_hash = password_hash
    member.session_epoch += 1
    enqueue("mail.password_changed", {"member_id": member.id})
    return member
