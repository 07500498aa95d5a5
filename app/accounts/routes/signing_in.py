"""Signing in and out."""

from __future__ import annotations

from typing import Any

from flask import session
from flask_babel import gettext as _

from app.accounts import hashing, queries
from app.accounts import services as accounts
from app.accounts.forms import LoginForm
from app.accounts.routes import bp
from app.accounts.routes.doors import (
    account_and_place,
    begin_session,
    browser_secret,
    hashed,
    is_right,
    page,
)
from app.core.db import transaction
from app.web.addresses import next_path, see_other
from app.web.limits import SIGN_IN, limiter
from app.web.viewer import forget_viewer, viewer

#: Failed tries on one account from one place. The right password is never counted.
TRIES = "10 per 15 minutes"


@bp.get("/login")
def log_in() -> Any:
    """The form."""
    if viewer() is not None:
        return see_other(next_path())
    return page("login.html", LoginForm(), next_path=next_path(""))


@bp.post("/login")
@limiter.limit(SIGN_IN)
@limiter.limit(
    TRIES, key_func=account_and_place, deduct_when=lambda response: response.status_code == 422
)
def post_log_in() -> Any:
    """Sign in by name or address. Which of the two was wrong is never said."""
    form = LoginForm()
    if not form.validate_on_submit():
        return page("login.html", form, next_path=next_path(""))
    found = queries.credentials(form.login.data)
    member_id, stored = found or (0, None)
    if not is_right(stored, form.password.data):
        form.form_errors.append(_("E-mail or password does not match."))
        return page("login.html", form, next_path=next_path(""))
    assert stored is not None
    fresh = hashed(form.password.data) if hashing.is_outdated(stored) else None
    with transaction():
        member = accounts.sign_in(member_id, browser=browser_secret(), password_hash=fresh)
    begin_session(member, stay=form.stay.data)
    return see_other(next_path())


@bp.post("/logout")
def log_out() -> Any:
    """End this session. Drafts that the browser kept go too: others may use it next."""
    session.clear()
    forget_viewer()
    response = see_other("/")
    response.headers["Clear-Site-Data"] = '"storage"'
    return response
