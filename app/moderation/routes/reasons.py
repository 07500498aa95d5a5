"""The prepared words: moderators read them, administrators change them."""

from __future__ import annotations

from flask import render_template, request
from werkzeug.wrappers import Response

from app.accounts.access import staff_required
from app.core.db import transaction
from app.core.errors import Invalid, NotFound
from app.moderation.forms import ReasonForm
from app.moderation.reasons import shipped_reasons
from app.moderation.routes import bp
from app.moderation.wording import queries
from app.moderation.wording import services as wording
from app.moderation.wording.queries import ReasonRow
from app.moderation.wording.services import Words
from app.permissions import authorize
from app.web.addresses import see_other
from app.web.limits import CLICKS, limiter
from app.web.viewer import viewer

Answer = Response | str | tuple[str, int]
PAGE = "/moderation/reasons"


@bp.get("/moderation/reasons")
@staff_required
def reasons() -> str:
    """All prepared words, and who changed them last."""
    member = viewer()
    return render_template(
        "moderation/reasons.html",
        reasons=queries.list_reasons(member),
        changes=queries.list_changes(member),
        reviewed_by=shipped_reasons().reviewed_by,
        section="moderation",
        wide=True,
    )


@bp.route("/moderation/reasons/<kind>/new", methods=["GET", "POST"])
@staff_required
@limiter.limit(CLICKS, methods=["POST"])
def new_reason(kind: str) -> Answer:
    """Add a reason to remove or to keep."""
    member = viewer()
    authorize(member, "reason:change")
    if kind not in ("other", "keep"):
        raise NotFound
    form = ReasonForm()
    if request.method == "GET":
        return _page(form, kind, None)
    try:
        with transaction():
            code = wording.add_reason(member, kind, _words(form))
    except Invalid as error:
        form.add_error(error)
        return _page(form, kind, None), 422
    return see_other(f"{PAGE}#{code}")


@bp.route("/moderation/reasons/<kind>/<code>", methods=["GET", "POST"])
@staff_required
@limiter.limit(CLICKS, methods=["POST"])
def edit_reason(kind: str, code: str) -> Answer:
    """Change prepared words."""
    member = viewer()
    row = queries.get_reason(member, kind, code)
    if request.method == "GET":
        return _page(ReasonForm(formdata=None, obj=row), kind, row)
    form = ReasonForm()
    try:
        with transaction():
            wording.reword_reason(member, kind, code, _words(form))
    except Invalid as error:
        form.add_error(error)
        return _page(form, kind, row), 422
    return see_other(f"{PAGE}#{code}")


@bp.post("/moderation/reasons/<kind>/<code>/switch")
@staff_required
@limiter.limit(CLICKS)
def switch_reason(kind: str, code: str) -> Response:
    """Offer a reason no more, or again."""
    member = viewer()
    authorize(member, "reason:change")
    value = request.form.get("value")
    if value not in ("on", "off"):
        raise Invalid("value", "Choose on or off.")
    with transaction():
        wording.switch_reason(member, kind, code, off=value == "off")
    return see_other(f"{PAGE}#{code}")


@bp.post("/moderation/reasons/<kind>/<code>/shipped")
@staff_required
@limiter.limit(CLICKS)
def use_shipped_words(kind: str, code: str) -> Response:
    """Go back to the words that came with Askwell."""
    member = viewer()
    authorize(member, "reason:change")
    with transaction():
        wording.use_shipped_words(member, kind, code)
    return see_other(f"{PAGE}#{code}")


def _words(form: ReasonForm) -> Words:
    return Words(form.name.data or "", form.reason.data or "", form.note.data or "")


def _page(form: ReasonForm, kind: str, row: ReasonRow | None) -> str:
    return render_template(
        "moderation/reason.html",
        form=form,
        kind=kind,
        row=row,
        has_errors=bool(form.errors or form.form_errors),
        section="moderation",
        wide=True,
    )
