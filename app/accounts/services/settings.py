"""What members set about themselves."""

from __future__ import annotations

from app.accounts.addresses import checked_email, fold_email
from app.accounts.events import EmailConfirmed
from app.accounts.models import Member
from app.accounts.queries import member_by_email
from app.accounts.services.tokens import may_mail, spend_token
from app.accounts.services.writing import flush_or
from app.core.clock import now
from app.core.db import db, lock
from app.core.errors import Invalid, NotFound
from app.core.events import record
from app.core.outbox import enqueue
from app.permissions import authorize

THEMES = ("auto", "light", "dark")


def update_settings(
    actor: Member,
    *,
    theme: str | None = None,
    has_single_keys: bool | None = None,
    wants_mail: bool | None = None,
) -> Member:
    """Change colours, single-key shortcuts, mails; None leaves a setting as it is."""
    authorize(actor, "member:edit-self", actor)
    if theme is not None and theme not in THEMES:
        raise Invalid("theme", "Choose one of the three.")
    member: Member = lock(db.session, Member, actor.id)
    given = {"theme": theme, "has_single_keys": has_single_keys, "wants_mail": wants_mail}
    for field, value in given.items():
        if value is not None:
            setattr(member, field, value)
    return member


def stop_mails(member_id: int) -> None:
    """Stop all mails of news to a member, by the signed link in one of them. Safe to repeat."""
    member: Member | None = lock(db.session, Member, member_id)
    if member is not None:
        member.wants_mail = False


def change_email(actor: Member, email: str) -> None:
    """Ask to change one's address; it changes when a link sent to the new one is opened.

    The door has asked for the password. Whether the new address has an account already is not
    said here; its owner gets a mail. Raises Invalid for what is no address.
    """
    authorize(actor, "member:edit-self", actor)
    email = checked_email(email)
    if fold_email(email) == actor.email_key:
        raise Invalid("email", "This is your address already.")
    if not may_mail(email):
        return
    owner = member_by_email(email)
    if owner is not None:
        enqueue("mail.known", {"member_id": owner.id})
    else:
        enqueue("mail.new_email", {"member_id": actor.id, "email": email})


def confirm_new_email(token: str) -> Member:
    """Take over the new address; the old one is told.

    Records EmailConfirmed if no address was confirmed before. Raises NotFound for a link that no
    longer opens, or when the address has an account by now.
    """
    row = spend_token("email", token)
    member: Member | None = lock(db.session, Member, row.member_id)
    if member is None or not member.is_active or not row.email:
        raise NotFound("This link has been used already, or it is too old.")
    refusal = NotFound("This address has an account already.")
    if member_by_email(row.email) is not None:
        raise refusal
    before = member.email if member.is_confirmed else None
    member.email, member.email_key = row.email, fold_email(row.email)
    flush_or(refusal)
    if before:
        enqueue("mail.email_changed", {"email": before, "name": member.name})
    else:
        member.email_confirmed_at = now()
        record(EmailConfirmed(member.id))
    return member
