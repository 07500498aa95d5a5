"""Mails of accounts: what the outbox does for `mail.…` work that this room enqueues.

The links are made here, when a mail is sent: so they are never kept anywhere, and a page takes
the same time whether an address is known or not.
"""

from __future__ import annotations

from typing import Any

from flask import current_app
from flask_babel import gettext as _

from app.accounts.models import Member
from app.accounts.queries import member_by_email
from app.accounts.services import tokens
from app.core.db import db, transaction
from app.core.outbox import Payload, handles
from app.web.addresses import absolute
from app.web.mailing import send_mail


@handles("mail.confirm")
def confirm(payload: Payload) -> None:
    """The link that confirms a new account's address."""
    member = _member(payload)
    if member is None or member.email is None or member.is_confirmed:
        return
    _send_link("confirm", member, member.email, "email/confirm", _("Confirm your e-mail address"))


@handles("mail.known")
def known(payload: Payload) -> None:
    """To the owner of an address that somebody signed up with again."""
    member = _member(payload)
    if member is None or member.email is None:
        return
    email = member.email
    if not tokens.may_mail(email):
        return
    _send(email, _("You already have an account"), "known", name=member.name)
    with transaction():
        tokens.note_mail(member, email)


@handles("mail.reset")
def reset(payload: Payload) -> None:
    """The link that sets a new password, if the address has an account."""
    member = member_by_email(payload.get("email") or "")
    if member is not None and member.email is not None:
        _send_link("reset", member, member.email, "password/reset", _("Set a new password"))


@handles("mail.new_email")
def new_email(payload: Payload) -> None:
    """The link that confirms a changed address, to the new one."""
    member, email = _member(payload), payload.get("email")
    if member is not None and email:
        _send_link("email", member, email, "email/confirm", _("Confirm your new e-mail address"))


@handles("mail.email_changed")
def email_changed(payload: Payload) -> None:
    """To the address of before, in case it was not the owner who changed it."""
    if payload:
        _send(
            payload["email"], _("Your e-mail address was changed"), "email_changed",
            name=payload["name"],
        )  # fmt: skip


@handles("mail.password_changed")
def password_changed(payload: Payload) -> None:
    """To the owner, in case it was somebody else."""
    member = _member(payload)
    if member is not None and member.email is not None:
        _send(member.email, _("Your password was changed"), "password_changed", name=member.name)


def _member(payload: Payload) -> Member | None:
    number = payload.get("member_id")
    member = db.session.get(Member, number) if number else None
    return member if member is not None and member.is_active else None


def _send_link(purpose: str, member: Member, email: str, path: str, subject: str) -> None:
    """Make the one-time link and send it, unless the address has had enough mails this hour."""
    name = member.name
    with transaction():
        if not tokens.may_mail(email):
            return
        token = tokens.issue_token(purpose, member=member, email=email)
    try:
        _send(email, subject, purpose, name=name, link=absolute(f"/{path}/{token}"))
    except Exception:
        with transaction():
            tokens.uncount_mail(token)
        raise


def _send(email: str, subject: str, template: str, **values: Any) -> None:
    send_mail(
        email,
        f"{subject} – {current_app.config['SITE_NAME']}",
        f"accounts/mail/{template}.txt",
        **values,
    )
