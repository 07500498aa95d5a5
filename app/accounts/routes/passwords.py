"""Forgotten passwords."""

from __future__ import annotations

from typing import Any

from flask import request

from app.accounts import queries
from app.accounts import services as accounts
from app.accounts.forms import EmailForm, NewPasswordForm
from app.accounts.routes import bp
from app.accounts.routes.doors import begin_session, hashed, mail_was_asked, page
from app.core.db import transaction
from app.web.addresses import see_other
from app.web.limits import MAILS, SIGN_IN, limiter


@bp.get("/password/forgot")
def forgot_password() -> Any:
    """The form; with `?sent=1` the sentence that is the same for every address."""
    return page("forgot.html", EmailForm(), is_sent=bool(request.args.get("sent")))


@bp.post("/password/forgot")
@limiter.limit(SIGN_IN)
@limiter.limit(MAILS, deduct_when=mail_was_asked)
def post_forgot_password() -> Any:
    """Send a link, if the address has an account."""
    form = EmailForm()
    if not form.validate_on_submit():
        return page("forgot.html", form, is_sent=False)
    with transaction():
        accounts.request_reset(form.email.data)
    return see_other("/password/forgot?sent=1")


@bp.get("/password/reset/<token>")
def reset_password(token: str) -> Any:
    """The form behind the link."""
    queries.open_token("reset", token)
    return page("reset.html", NewPasswordForm(), token=token)


@bp.post("/password/reset/<token>")
@limiter.limit(SIGN_IN)
def post_reset_password(token: str) -> Any:
    """Set the password, end all other sessions, sign in."""
    queries.open_token("reset", token)
    form = NewPasswordForm()
    if form.validate_on_submit():
        password_hash = hashed(form.password.data)
        with transaction():
            member = accounts.reset_password(token, password_hash)
        begin_session(member)
        return see_other("/")
    return page("reset.html", form, token=token)
