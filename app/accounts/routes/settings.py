"""Settings: what members change about themselves, each page one form or two."""

from __future__ import annotations

from typing import Any

from flask import flash, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.accounts import services as accounts
from app.accounts.access import member_required
from app.accounts.forms import (
    ChangeEmailForm,
    ChangePasswordForm,
    DisplayForm,
    NoticesForm,
    ProfileForm,
)
from app.accounts.routes import bp
from app.accounts.routes.doors import hashed, is_right, mail_was_asked, page, renew_session
from app.core.db import transaction
from app.core.errors import Invalid
from app.safety.categories import categories
from app.web.addresses import next_path, see_other
from app.web.limits import CLICKS, MAILS, SIGN_IN, limiter
from app.web.personal import asks, look_for_personal
from app.web.viewer import THEMES, theme, viewer

#: A visitor's colours are kept for a year.
THEME_DAYS = 365


@bp.get("/settings")
@member_required
def settings() -> Any:
    return see_other("/settings/profile")


@bp.get("/settings/profile")
@member_required
def profile() -> Any:
    return _profile_page(ProfileForm(obj=viewer()))


@bp.post("/settings/profile")
@limiter.limit(CLICKS)
@member_required
def post_profile() -> Any:
    form = ProfileForm()
    personal = None
    if form.validate_on_submit():
        if personal := look_for_personal(form, "about", kind="profile"):
            html, status = _profile_page(form, personal=personal)
            return html, 422 if asks(personal) else status
        try:
            with transaction():
                member = accounts.update_profile(
                    viewer(), name=form.name.data, about=form.about.data
                )
        except Invalid as error:
            form.add_error(error)
        else:
            if member.profile_status == "held":  # the page itself says what was saved, and how
                return see_other("/settings/profile#held")
            return _saved("/settings/profile")
    return _profile_page(form)


def _profile_page(form: ProfileForm, **values: Any) -> Any:
    """The form; above it, if nobody else reads the lines now, why and what to do."""
    line = categories().get(viewer().profile_line or "")
    return page("settings/profile.html", form, held_for=line and line.author, **values)


@bp.get("/settings/account")
@member_required
def account() -> Any:
    return page("settings/account.html", ChangeEmailForm(), **_account_news())


@bp.post("/settings/account")
@limiter.limit(SIGN_IN)
@limiter.limit(MAILS, deduct_when=mail_was_asked)
@member_required
def post_account() -> Any:
    """Change the address: the new one gets a link, and nothing changes before it is opened."""
    form = ChangeEmailForm()
    if form.validate_on_submit():
        member = viewer()
        try:
            _ask_password(member.password_hash, form.password.data, "password")
            with transaction():
                accounts.change_email(member, form.email.data)
        except Invalid as error:
            form.add_error(error)
        else:
            return see_other("/settings/account?sent=1")
    return page("settings/account.html", form, **_account_news())


@bp.get("/settings/security")
@member_required
def security() -> Any:
    return page("settings/security.html", ChangePasswordForm())


@bp.post("/settings/security")
@limiter.limit(SIGN_IN)
@member_required
def post_security() -> Any:
    """Change the password. Other sessions end, this one goes on."""
    form = ChangePasswordForm()
    form.about = (viewer().name, viewer().email)
    if form.validate_on_submit():
        member = viewer()
        try:
            _ask_password(member.password_hash, form.current.data, "current")
            password_hash = hashed(form.password.data)
            with transaction():
                member = accounts.change_password(member, password_hash)
        except Invalid as error:
            form.add_error(error)
        else:
            renew_session(member)
            flash(_("Your password is changed. Other devices are signed out."))
            return see_other("/settings/security")
    return page("settings/security.html", form)


@bp.post("/settings/security/sessions")
@limiter.limit(CLICKS)
@member_required
def end_sessions() -> Any:
    """Sign out everywhere else."""
    with transaction():
        member = accounts.sign_out_everywhere(viewer())
    renew_session(member)
    flash(_("All other devices are signed out."))
    return see_other("/settings/security")


@bp.get("/settings/notifications")
@member_required
def notices() -> Any:
    return page("settings/notifications.html", NoticesForm(obj=viewer()))


@bp.post("/settings/notifications")
@limiter.limit(CLICKS)
@member_required
def post_notices() -> Any:
    form = NoticesForm()
    if form.validate_on_submit():
        with transaction():
            accounts.update_settings(viewer(), wants_mail=form.wants_mail.data)
        return _saved("/settings/notifications")
    return page("settings/notifications.html", form)


@bp.get("/settings/display")
def display() -> Any:
    """Open to visitors too: their colours are kept in a cookie."""
    member = viewer()
    form = DisplayForm(theme=theme(), has_single_keys=member is not None and member.has_single_keys)
    return page("settings/display.html", form)


@bp.post("/settings/display")
@limiter.limit(CLICKS)
def post_display() -> Any:
    form = DisplayForm()
    if not form.validate_on_submit():
        return page("settings/display.html", form)
    if viewer() is not None:
        with transaction():
            accounts.update_settings(
                viewer(), theme=form.theme.data, has_single_keys=form.has_single_keys.data
            )
    return _with_theme(_saved("/settings/display"), form.theme.data)


@bp.post("/theme")
@limiter.limit(CLICKS)
def post_theme() -> Any:
    """Change the colours and go back to the page of before (`next`)."""
    form = DisplayForm()
    if not form.validate_on_submit():
        return page("settings/display.html", form)
    if viewer() is not None:
        with transaction():
            accounts.update_settings(viewer(), theme=form.theme.data)
    return _with_theme(see_other(next_path("/settings/display")), form.theme.data)


def _with_theme(response: Response, chosen: str) -> Response:
    """Keep the colours in a cookie, so that they hold after signing out too."""
    assert chosen in THEMES
    response.set_cookie(
        "theme",
        chosen,
        max_age=THEME_DAYS * 86_400,
        secure=request.is_secure,
        httponly=True,
        samesite="Lax",
    )
    return response


def _saved(path: str) -> Response:
    flash(_("Saved."))
    return see_other(path)


def _ask_password(stored: str | None, password: str, field: str) -> None:
    if not is_right(stored, password):
        raise Invalid(field, _("This is not your current password."))


def _account_news() -> dict[str, bool]:
    return {
        "is_sent": bool(request.args.get("sent")),
        "is_changed": bool(request.args.get("changed")),
    }
