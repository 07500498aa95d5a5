"""Becoming a member: an address and a password, then a click in a mail."""

from __future__ import annotations

import secrets
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from app.accounts.addresses import checked_email, fold_email
from app.accounts.events import EmailConfirmed, SignedIn
from app.accounts.models import Member
from app.accounts.names import checked_name, fold_name
from app.accounts.queries import member_by_email
from app.accounts.services.tokens import may_mail, spend_token
from app.core.clock import now
from app.core.db import db, lock
from app.core.errors import Invalid, NotFound
from app.core.events import record
from app.core.outbox import enqueue
from app.permissions.roles import MEMBER
from app.safety import Finding, learned
from app.safety.categories import categories
from app.safety.review import verdict
from app.web.review import review

TAKEN = "This name, or one that looks like it, is taken. Choose another."


def sign_up(
    name: str | None, email: str, password_hash: str, *, browser: str | None = None
) -> None:
    """Become a member, or be told by mail that one is already.

    What comes back, and what the page says, is the same whether the address is known or not.
    name: None gives a name such as "member-4071", which can be changed later.
    browser: the secret that owns the drafts of before; they move to the new account.
    Records SignedIn for a new account. Raises Invalid for a name or address that cannot be used.
    """
    email = checked_email(email)
    known = member_by_email(email)
    if name and not (known and not known.is_confirmed and known.name_key == fold_name(name)):
        name = checked_name(name)
        check_wording(name)
        if _name_is_taken(name):
            raise Invalid("name", TAKEN)
    if known is None:
        known = add_member(name, email, password_hash)
        record(SignedIn(known.id, browser))
        enqueue("mail.confirm", {"member_id": known.id})
    elif known.is_confirmed:
        enqueue("mail.known", {"member_id": known.id})
    elif may_mail(email):
        # Nobody has proved yet that the address is theirs: the newest sign-up counts, so that a
        # stranger who was first does not end up knowing the password of the owner's account.
        known = lock(db.session, Member, known.id)
        known.password_hash = password_hash
        known.session_epoch += 1
        record(SignedIn(known.id, browser))
        enqueue("mail.confirm", {"member_id": known.id})


def add_member(
    name: str | None,
    email: str,
    password_hash: str | None,
    *,
    role: str = MEMBER,
    is_confirmed: bool = False,
) -> Member:
    """Make an account. Raises Invalid when the name or the address is taken."""
    wanted = checked_name(name) if name else None
    email = checked_email(email)
    while True:
        if member_by_email(email) is not None:
            raise Invalid("email", "This address has an account already.")
        chosen = wanted or free_name()
        if _name_is_taken(chosen):
            raise Invalid("name", TAKEN)
        member = Member(
            name=chosen,
            name_key=fold_name(chosen),
            email=email,
            email_key=fold_email(email),
            password_hash=password_hash,
            role=role,
            email_confirmed_at=now() if is_confirmed else None,
        )
        try:
            with db.session.begin_nested():
                db.session.add(member)
        except IntegrityError:
            continue  # somebody took the name or the address this moment: look again, and say so
        return member


def request_confirmation(email: str) -> None:
    """Send the confirmation mail again. Says nothing about whether the address is known."""
    member = member_by_email(email)
    payload = {"member_id": member.id} if member else {"member_id": None}
    enqueue("mail.confirm", payload)


def confirm_email(token: str) -> Member:
    """Prove that the address is one's own; from now on the member may post.

    Records EmailConfirmed. Raises NotFound for a link that no longer opens, or whose account has
    another address by now.
    """
    row = spend_token("confirm", token)
    member: Member | None = lock(db.session, Member, row.member_id)
    if member is None or not member.is_active or member.email_key != fold_email(row.email or ""):
        raise NotFound("This link has been used already, or it is too old.")
    if not member.is_confirmed:
        member.email_confirmed_at = now()
        record(EmailConfirmed(member.id))
    return member


def _name_is_taken(name: str) -> bool:
    return (
        db.session.scalar(select(Member.id).where(Member.name_key == fold_name(name))) is not None
    )


def check_wording(name: str) -> None:
    """Raise Invalid for a name for which a post would be held, such as a telephone number."""
    read = verdict(lines_of(review("", title=name, kind="profile").findings))
    if read.severity == "hold":
        kind = categories().get(read.category)
        raise Invalid("name", f"Choose another name. {kind.author if kind else ''}".strip())


def lines_of(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """The findings that count in a profile. The learned part knows questions and answers: three
    words about oneself look strange to it, whatever they say."""
    return tuple(one for one in findings if one.rule != learned.RULE)


def free_name() -> str:
    """A neutral name that nobody has, such as "member-4071"."""
    digits = 4
    while True:
        low = 10 ** (digits - 1)
        name = f"member-{low + secrets.randbelow(9 * low)}"
        if not _name_is_taken(name):
            return name
        digits += 1
