"""Roles, and the first administrator."""

from __future__ import annotations

from app.accounts.events import RoleChanged
from app.accounts.models import Member
from app.accounts.queries import has_administrator, open_token
from app.accounts.services.signing_up import add_member
from app.accounts.services.tokens import issue_token, spend_token
from app.core.db import db, lock
from app.core.errors import Invalid, NotFound
from app.core.events import record
from app.permissions import authorize
from app.permissions.roles import ADMINISTRATOR, ROLES


def change_role(actor: Member | None, member: Member, role: str) -> Member:
    """Give a member another role; it holds from their next request. Safe to repeat.

    actor: an administrator, or None for the command line, which the machine's owner holds.
    Records RoleChanged. Raises Refused, Invalid for an unknown role.
    """
    if actor is not None:
        authorize(actor, "member:change-role", member)
    if role not in ROLES:
        raise Invalid("role", "The roles are: {}.".format(", ".join(ROLES)))
    locked: Member = lock(db.session, Member, member.id)
    before = locked.role
    if before != role:
        locked.role = role
        db.session.flush()
        record(RoleChanged(locked.id, actor.id if actor else None, before, role))
    return locked


def create_setup_token() -> str | None:
    """The token with which the machine's owner becomes administrator; None if there is one.

    Each call makes a new one and closes those of before.
    """
    return None if has_administrator() else issue_token("setup")


def check_setup_token(token: str) -> None:
    """Raise NotFound unless the token opens and the site still has no administrator."""
    open_token("setup", token)
    if has_administrator():
        raise NotFound("This site has an administrator already.")


def use_setup_token(token: str, name: str, email: str, password_hash: str) -> Member:
    """Become the first administrator, without a mail: whoever reads the terminal owns the machine.

    Records RoleChanged. Raises NotFound when the link is used, or once there is an administrator.
    """
    check_setup_token(token)
    spend_token("setup", token)
    member = add_member(name, email, password_hash, is_confirmed=True)
    return change_role(None, member, ADMINISTRATOR)
