"""Becoming a member, and the first administrator."""

from __future__ import annotations

from time import monotonic, sleep
from typing import Any

from flask import request, session

from app.accounts import services as accounts
from app.accounts.forms import EmailForm, SetupForm, SignUpForm
from app.accounts.routes import bp
from app.accounts.routes.doors import begin_session, browser_secret, hashed, mail_was_asked, page
from app.accounts.services.members import check_setup_token
from app.core.db import transaction
from app.core.errors import Invalid
from app.web.addresses import next_path, see_other
from app.web.limits import MAILS, SIGN_IN, limiter
from app.web.viewer import viewer

#: Every sign-up that is taken is answered after so many seconds, well above what any needs.
SIGN_UP_TAKES = 0.15


@bp.get("/signup")
def sign_up() -> Any:
    """The form; with `?sent=1` the page that says what comes next."""
    if viewer() is not None:
        return see_other(next_path())
    if request.args.get("sent"):
        return page("signup_sent.html", EmailForm(formdata=None), sent_to=session.get("sent_to"))
    return page("signup.html", SignUpForm(), next_path=next_path(""))


@bp.post("/signup")
@limiter.limit(SIGN_IN)
@limiter.limit(MAILS, deduct_when=mail_was_asked)
def post_sign_up() -> Any:
    """Known and unknown addresses take the same way, the slow hashing too."""
    if viewer() is not None:
        return see_other(next_path())
    started = monotonic()
    form = SignUpForm()
    if form.validate_on_submit():
        password_hash = hashed(form.password.data)
        try:
            with transaction():
                accounts.sign_up(
                    form.name.data, form.email.data, password_hash, browser=browser_secret()
                )
        except Invalid as error:
            form.add_error(error)
        else:
            session["sent_to"] = form.email.data
            # A new account takes a millisecond more to write than a known address: even that
            # would tell, to who asks often enough.
            sleep(max(0.0, started + SIGN_UP_TAKES - monotonic()))
            return see_other("/signup?sent=1")
    return page("signup.html", form, next_path=next_path(""))


@bp.post("/email/resend")
@limiter.limit(SIGN_IN)
@limiter.limit(MAILS, deduct_when=mail_was_asked)
def resend() -> Any:
    """Send the confirmation mail again: to the member's own address, or a visitor's word for it."""
    member = viewer()
    if member is not None:
        if not member.is_confirmed and member.email:
            with transaction():
                accounts.request_confirmation(member.email)
        return see_other("/settings/account?sent=1")
    form = EmailForm()
    if form.validate_on_submit():
        with transaction():
            accounts.request_confirmation(form.email.data)
        session["sent_to"] = form.email.data
        return see_other("/signup?sent=1")
    return page("signup_sent.html", form, sent_to=None)


@bp.get("/setup/<token>")
def set_up(token: str) -> Any:
    """The one-time page of the machine's owner."""
    check_setup_token(token)
    return page("setup.html", SetupForm(), token=token)


@bp.post("/setup/<token>")
@limiter.limit(SIGN_IN)
@limiter.limit(MAILS, deduct_when=mail_was_asked)
def post_set_up(token: str) -> Any:
    """Make the first administrator and sign them in."""
    check_setup_token(token)
    form = SetupForm()
    if form.validate_on_submit():
        password_hash = hashed(form.password.data)
        try:
            with transaction():
                member = accounts.use_setup_token(
                    token, form.name.data, form.email.data, password_hash
                )
        except Invalid as error:
            form.add_error(error)
        else:
            begin_session(member)
            return see_other("/")
    return page("setup.html", form, token=token)
