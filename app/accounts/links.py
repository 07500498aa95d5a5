"""Links that accounts hand out: the administrator's, and the signed one that stops mails."""

from __future__ import annotations

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer

from app.core.errors import NotFound
from app.web.addresses import absolute


def setup_link() -> str | None:
    """The one-time link that makes the first administrator; None when there is one.

    Makes a new token each time, so it must be called inside `transaction()`.
    """
    from app.accounts.services.members import create_setup_token

    token = create_setup_token()
    return absolute(f"/setup/{token}") if token else None


def unsubscribe_link(member_id: int) -> str:
    """The address that stops mails to a member in one click, without signing in.

    It is signed for this purpose alone, and does not expire: an old mail must still work.
    """
    return absolute(f"/unsubscribe/{_signer().dumps(member_id)}")


def member_of_unsubscribe(token: str) -> int:
    """Whose mails the token stops. Raises NotFound for one that we did not sign."""
    try:
        return int(_signer().loads(token))
    except (BadSignature, TypeError, ValueError) as error:
        raise NotFound from error


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.secret_key or "", salt="accounts.unsubscribe")
