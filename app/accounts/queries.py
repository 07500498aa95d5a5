"""Reads of accounts."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from app.accounts.addresses import fold_email
from app.accounts.models import AccountToken, Member
from app.accounts.names import fold_name
from app.core.clock import now
from app.core.db import db
from app.core.errors import NotFound
from app.core.ids import hash_token
from app.permissions.roles import ADMINISTRATOR


def member_of_session(session_id: str) -> Member | None:
    """The member of a session cookie ("id.epoch"), None when it was taken back or erased."""
    number, _, epoch = session_id.partition(".")
    if not (number.isdecimal() and epoch.isdecimal() and len(number) < 19):
        return None
    member = db.session.get(Member, int(number))
    if member is None or not member.is_active or str(member.session_epoch) != epoch:
        return None
    return member


def credentials(name_or_email: str) -> tuple[int, str | None] | None:
    """(id, password hash) of the account with this name or address, None when there is none."""
    row = db.session.execute(
        select(Member.id, Member.password_hash).where(
            Member.email_key == fold_email(name_or_email)
            if "@" in name_or_email
            else Member.name_key == fold_name(name_or_email),
            Member.erased_at.is_(None),
        )
    ).first()
    return (row[0], row[1]) if row else None


def member_by_email(email: str) -> Member | None:
    """The account of this address, whatever its case."""
    return db.session.scalar(
        select(Member).where(Member.email_key == fold_email(email), Member.erased_at.is_(None))
    )


def get_member(member_id: int) -> Member:
    """A member by id. Raises NotFound, for erased ones too."""
    member = db.session.get(Member, member_id) if 0 < member_id < 2**31 else None
    if member is None or not member.is_active:
        raise NotFound
    return member


def member_by_name(name: str) -> Member:
    """A member by name. Raises NotFound with a sentence for the command line."""
    member = db.session.scalar(
        select(Member).where(Member.name_key == fold_name(name), Member.erased_at.is_(None))
    )
    if member is None:
        raise NotFound(f"There is no member named “{name}”.")
    return member


def list_members(role: str | None = None) -> Sequence[Member]:
    """Members of a role, or all of them, oldest first. For the command line."""
    statement = select(Member).where(Member.erased_at.is_(None)).order_by(Member.id)
    if role:
        statement = statement.where(Member.role == role)
    return db.session.scalars(statement).all()


def has_administrator() -> bool:
    """Whether the site has somebody who can give roles."""
    found = db.session.scalar(
        select(Member.id).where(Member.role == ADMINISTRATOR, Member.erased_at.is_(None)).limit(1)
    )
    return found is not None


def open_token(purpose: str, token: str) -> AccountToken:
    """The row of a one-time link that still opens.

    Raises NotFound for links that are used, replaced by a newer one, too old, or never were.
    """
    row = db.session.scalar(
        select(AccountToken).where(
            AccountToken.token_hash == hash_token(token), AccountToken.purpose == purpose
        )
    )
    if row is None or row.used_at is not None or row.expires_at <= now():
        raise NotFound("This link has been used already, or it is too old.")
    return row
