"""Signing in, once the password was found right."""

from __future__ import annotations

from app.accounts.events import SignedIn
from app.accounts.models import Member
from app.core.db import db, lock
from app.core.errors import NotFound
from app.core.events import record


def sign_in(
    member_id: int, *, browser: str | None = None, password_hash: str | None = None
) -> Member:
    """Note that a member signed in; drafts of this browser become theirs.

    password_hash: a fresh hash of the same password, when the kept one was made with old costs.
    Records SignedIn. Raises NotFound when the account was erased this moment.
    """
    member: Member | None = lock(db.session, Member, member_id)
    if member is None or not member.is_active:
        raise NotFound
    if password_hash is not None:
        member.password_hash = password_hash
    record(SignedIn(member.id, browser))
    return member
