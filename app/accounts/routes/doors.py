"""What the doors of accounts share: sessions, and slow work with nothing kept open."""

from __future__ import annotations

from typing import Any

from flask import Response, render_template, request, session
from flask_limiter.util import get_remote_address
from flask_login import login_user

from app.accounts import hashing
from app.accounts.addresses import fold_email
from app.accounts.models import Member
from app.accounts.names import fold_name
from app.core.db import db
from app.core.ids import hash_token
from app.web.forms import Form
from app.web.viewer import forget_viewer

#: The cookie that owns a visitor's drafts (set by the forum).
DRAFTS_COOKIE = "drafts"


def begin_session(member: Member, *, stay: bool = False) -> None:
    """Sign the member in with a fresh session; what the old one held is gone.

    stay: the cookie outlives the browser window.
    """
    session.clear()
    login_user(member)
    session.permanent = stay
    forget_viewer()


def renew_session(member: Member) -> None:
    """Keep this browser signed in after the member's epoch was raised."""
    begin_session(member, stay=session.permanent)


def browser_secret() -> str | None:
    """The secret that owns the drafts of this browser, if it has any."""
    return request.cookies.get(DRAFTS_COOKIE)


def hashed(password: str) -> str:
    """The hash of a password, made while no database transaction is open."""
    db.session.rollback()
    return hashing.hash_password(password)


def is_right(stored: str | None, password: str) -> bool:
    """Whether the password is right, checked while no database transaction is open."""
    db.session.rollback()
    return hashing.matches(stored, password)


def account_and_place() -> str:
    """What sign-in tries are counted by: the account that is tried and where from.

    By both, so that nobody is locked out by what others try elsewhere.
    """
    typed = request.form.get("login", "")[:300]
    account = fold_email(typed) if "@" in typed else fold_name(typed)
    return hash_token(f"{account}|{get_remote_address()}")


def mail_was_asked(response: Response) -> bool:
    """Whether a form was accepted: one sent back for a correction counts towards no mail limit."""
    return response.status_code == 303


def page(template: str, form: Form | None = None, *, status: int = 200, **values: Any) -> Any:
    """A page of the room; one with errors says so in its title and its status (422)."""
    has_errors = form is not None and bool(form.problems)
    html = render_template(f"accounts/{template}", form=form, has_errors=has_errors, **values)
    return html, (422 if has_errors else status)
