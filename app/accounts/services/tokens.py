"""One-time links: random, short-lived, kept hashed; only the newest of a purpose opens."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import delete, func, or_, select, update

from app.accounts.addresses import fold_email
from app.accounts.models import AccountToken, Member
from app.accounts.queries import open_token
from app.core.clock import now
from app.core.daily import every_day
from app.core.db import db, lock
from app.core.errors import NotFound
from app.core.ids import hash_token, new_token

#: How long a link opens, by purpose.
LIFETIMES = {
    "confirm": timedelta(days=3),
    "email": timedelta(days=3),
    "reset": timedelta(hours=1),
    "setup": timedelta(days=7),
}
#: Nobody can have more than this sent to somebody's address (threat model 5.2, case 24).
MAILS_AN_HOUR = 3
#: Links that no longer open are kept a little: "I never got a mail" can be looked up.
KEPT_FOR = timedelta(days=30)


def issue_token(
    purpose: str,
    *,
    member: Member | None = None,
    email: str | None = None,
    lifetime: timedelta | None = None,
) -> str:
    """Make a one-time link's token; earlier ones of the same purpose and member stop opening.

    email: the address it goes to. Returns the token, which is not kept.
    """
    db.session.execute(
        update(AccountToken)
        .where(
            AccountToken.purpose == purpose,
            AccountToken.member_id == member.id if member else AccountToken.member_id.is_(None),
            AccountToken.used_at.is_(None),
        )
        .values(used_at=now())
    )
    token = new_token()
    _add(purpose, member, email, lifetime or LIFETIMES[purpose], token)
    return token


def note_mail(member: Member, email: str) -> None:
    """Count a mail that carries no link of ours towards the address's limit."""
    _add("confirm", member, email, timedelta(0), new_token()).used_at = now()
    db.session.flush()


def uncount_mail(token: str) -> None:
    """Delete a token whose mail could not be sent: the next try must not count as a second mail."""
    row = db.session.scalar(
        select(AccountToken).where(AccountToken.token_hash == hash_token(token))
    )
    if row is not None:
        db.session.delete(row)
        db.session.flush()


def may_mail(email: str) -> bool:
    """Whether the address has had fewer than MAILS_AN_HOUR of our mails within the hour."""
    sent = db.session.scalar(
        select(func.count()).where(
            func.lower(AccountToken.email) == fold_email(email),
            AccountToken.created_at > now() - timedelta(hours=1),
        )
    )
    return (sent or 0) < MAILS_AN_HOUR


def spend_token(purpose: str, token: str) -> AccountToken:
    """Use a one-time link up. Of two who use it at once, the second is refused.

    Raises NotFound when it no longer opens.
    """
    row: AccountToken | None = lock(db.session, AccountToken, open_token(purpose, token).id)
    if row is None or row.used_at is not None:
        raise NotFound("This link has been used already, or it is too old.")
    row.used_at = now()
    db.session.flush()
    return row


@every_day("accounts.tokens")
def purge_tokens() -> int:
    """Delete links that were used, or stopped opening, KEPT_FOR ago. Returns how many."""
    old = now() - KEPT_FOR
    result = db.session.execute(
        delete(AccountToken).where(or_(AccountToken.used_at < old, AccountToken.expires_at < old))
    )
    return int(result.rowcount)  # type: ignore[attr-defined]


def _add(
    purpose: str, member: Member | None, email: str | None, lifetime: timedelta, token: str
) -> AccountToken:
    moment = now()
    row = AccountToken(
        purpose=purpose,
        member_id=member.id if member else None,
        token_hash=hash_token(token),
        email=email,
        created_at=moment,
        expires_at=moment + lifetime,
    )
    db.session.add(row)
    db.session.flush()
    return row
