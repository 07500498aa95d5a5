"""The warning page: a warned member sees nothing else until they confirm that they read it."""

from __future__ import annotations

from typing import Any

from flask import render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.accounts.access import member_required
from app.core.db import transaction
from app.moderation import queries
from app.moderation import services as moderation
from app.moderation.member_forms import ReadForm
from app.moderation.routes import bp
from app.web.addresses import local_path, see_other
from app.web.errors import TEXT_FIELDS, error_page
from app.web.headers import is_fragment
from app.web.limits import CLICKS, limiter
from app.web.viewer import viewer

#: What stays open: help in an emergency, the rules that the warning speaks of, and leaving.
OPEN = frozenset(
    {
        "/warning",
        "/logout",
        "/emergency",
        "/help/rules",
        "/help/unsafe-advice",
        "/help/after-unsafe-advice",
        "/healthz",
        "/manifest.webmanifest",
        "/sw.js",
        "/offline",
        "/robots.txt",
    }
)


@bp.before_app_request
def show_warning_first() -> Any:
    """Send a warned member to the warning; what they were sending is shown to them again."""
    if request.endpoint == "static" or request.path in OPEN:
        return None
    member = viewer()
    if member is None or not member.unread_warning_count:
        return None
    if is_fragment():
        return error_page(403, _("There is a message from the moderators. Reload the page first."))
    if request.method in ("GET", "HEAD"):
        return see_other("/warning")
    kept = [request.form[name] for name in TEXT_FIELDS if request.form.get(name, "").strip()]
    return _page(ReadForm(formdata=None), kept=kept), 403


@bp.get("/warning")
@member_required
def warning() -> Response | str:
    """The oldest warning that waits; without one, the start page."""
    return _page(ReadForm()) if queries.get_warning(viewer()) else see_other("/")


@bp.post("/warning")
@limiter.limit(CLICKS)
@member_required
def acknowledge() -> Response | str | tuple[str, int]:
    """Confirm that one has read it; the tick is needed, so that it is no stray click."""
    found, form = queries.get_warning(viewer()), ReadForm()
    if found is None:
        return see_other("/")
    if not form.validate_on_submit() or not form.read.data or str(found.id) != _sent_id():
        form.read.errors = [_("Tick that you have read it. Then you can go on.")]
        return _page(form), 422
    with transaction():
        moderation.acknowledge_warning(viewer(), found)
    return see_other(local_path(request.form.get("next")))


def _sent_id() -> str:
    """Which warning the page showed; another one may have come meanwhile."""
    return request.form.get("warning", "")


def _page(form: ReadForm, kept: list[str] | None = None) -> str:
    found = queries.get_warning(viewer())
    assert found is not None, "the count says that one waits"
    return render_template(
        "moderation/warning.html",
        warning=found,
        form=form,
        kept=kept or [],
        has_errors=bool(form.read.errors),
    )
