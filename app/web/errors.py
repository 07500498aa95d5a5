"""Wrong turns: each error gets a page in the site's voice, and loses no text."""

from __future__ import annotations

import logging

from flask import Flask, Response, make_response, render_template, request
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import InterfaceError, OperationalError
from werkzeug.exceptions import HTTPException

from app.core.db import db
from app.core.errors import DomainError
from app.web.headers import is_fragment

log = logging.getLogger(__name__)

#: Fields of a form whose words are shown again when the form could not be taken.
TEXT_FIELDS = ("title", "details", "body", "reason", "text", "about", "safer_note", "summary")


def init_app(app: Flask) -> None:
    """Register the handlers."""
    app.register_error_handler(CSRFError, _form_expired)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(DomainError, _domain)
    app.register_error_handler(OperationalError, _database)
    app.register_error_handler(InterfaceError, _database)
    app.register_error_handler(Exception, _unexpected)


def error_page(status: int, sentence: str = "") -> Response:
    """The page for a status, with a sentence where there is one."""
    if is_fragment():
        body = render_template("errors/_fragment.html", sentence=sentence or _sentence(status))
    else:
        body = render_template(
            "errors/error.html",
            status=status,
            heading=_heading(status),
            sentence=sentence or _sentence(status),
            kept=_kept_text(),
        )
    response = make_response(body, status)
    response.headers["Cache-Control"] = "private, no-store"
    if status in (429, 503):
        response.headers["Retry-After"] = "60"
    return response


def _kept_text() -> list[str]:
    if request.method != "POST":
        return []
    try:
        return [request.form[name] for name in TEXT_FIELDS if request.form.get(name, "").strip()]
    except HTTPException:  # the form itself was too large to read
        return []


def _form_expired(error: CSRFError) -> Response:
    """A form without a valid token: nothing is done, everything typed is offered again."""
    fields = [
        (name, value)
        for name, values in request.form.lists()
        for value in values
        if name != "csrf_token" and "password" not in name
    ]
    if is_fragment():
        return error_page(400, _("You were signed out. Reload the page; copy your text first."))
    body = render_template(
        "errors/form_expired.html", fields=fields, text_fields=TEXT_FIELDS, action=request.path
    )
    return make_response(body, 400)


def _http(error: HTTPException) -> Response:
    if error.response is not None:
        return make_response(error.response)
    status = error.code or 500
    if status in (301, 302, 303, 307, 308):
        return make_response(error.get_response())
    response = error_page(status)
    if status == 405:
        response.headers["Allow"] = ", ".join(getattr(error, "valid_methods", None) or ())
    return response


def _domain(error: DomainError) -> Response:
    return error_page(error.status, error.sentence)


def _database(error: Exception) -> Response:
    """The database is busy or gone: a reader can try again, nothing was half done."""
    db.session.rollback()
    log.error("database unavailable: %s", type(error).__name__)
    return error_page(503)


def _unexpected(error: Exception) -> Response:
    db.session.rollback()
    log.exception("unexpected error on %s %s", request.method, request.endpoint)
    return error_page(500)


def _heading(status: int) -> str:
    words: dict[int, str] = {
        400: _("We could not read that"),
        403: _("You cannot do this"),
        404: _("We cannot find that page"),
        409: _("Somebody was faster"),
        410: _("This was removed"),
        413: _("That is too long"),
        429: _("One moment, please"),
        503: _("We will be back in a moment"),
    }
    other = _("Something broke on our side") if status >= 500 else _("That did not work")
    return str(words.get(status, other))


def _sentence(status: int) -> str:
    words: dict[int, str] = {
        400: _("The request was incomplete. Go back and try again."),
        403: _("This page is not open to you."),
        404: _("It may have moved, or it never existed."),
        405: _("That address cannot be used in this way."),
        409: _("It has changed since you opened it. Look again before you decide."),
        410: _("It is no longer here."),
        413: _("That is longer than 10,000 characters. Shorten it and try again."),
        429: _("You are going faster than we can follow. Wait a minute; your text is safe."),
        503: _("The forum is busy. Try again in a minute; what you wrote is kept below."),
    }
    other = _("Go back and try again.")
    if status >= 500:
        other = _("Your text was not lost: go back and send it again.")
    return str(words.get(status, other))
