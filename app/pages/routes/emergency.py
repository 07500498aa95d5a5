"""Emergency numbers: one page that is the same for everybody and works without scripts."""

from __future__ import annotations

from typing import Any

from flask import Response, current_app, make_response, render_template, request
from flask_babel import lazy_gettext as _l

from app.pages.forms import CountryForm
from app.pages.routes import bp
from app.safety.countries import KINDS, countries
from app.web.addresses import see_other
from app.web.country import COOKIE, country_of, dial, reader_country
from app.web.limits import CLICKS, limiter

KIND_WORDS = {
    "emergency": _l("Emergency"),
    "urgent": _l("Urgent, but no emergency"),
    "crisis": _l("In despair, or thinking of suicide"),
    "poisons": _l("Poisoning, or too much of a medicine"),
}
KINDS_AND_WORDS = [(kind, KIND_WORDS[kind]) for kind in KINDS]
YEAR = 31_536_000


@bp.get("/emergency")
def emergency() -> Response:
    """Whom to call: the reader's own country first, then all others, then what to do elsewhere.

    ?country=IE shows that country first, without remembering it.
    """
    asked = request.args.get("country", "")
    own = country_of(asked) if asked.upper() in countries() else reader_country()
    others = [one for code, one in countries().items() if code != own.code]
    page = render_template(
        "pages/emergency.html",
        hide_head_search=True,
        own=own,
        others=sorted(others, key=lambda one: one.name),
        kinds=KINDS_AND_WORDS,
        dial=dial,
    )
    response = make_response(page)
    response.headers["X-Country"] = own.code  # for /sw.js, which keeps this page without cookies
    return response


@bp.get("/emergency/country")
def choose_country() -> Any:
    """The form that chooses whose numbers to show."""
    return _form(CountryForm(formdata=None, country=reader_country().code))


@bp.post("/emergency/country")
@limiter.limit(CLICKS)
def post_country() -> Any:
    """Remember the country in this browser."""
    form = CountryForm()
    if not form.validate_on_submit():
        return _form(form)
    response = see_other("/emergency")
    response.set_cookie(
        COOKIE,
        form.country.data,
        max_age=YEAR,
        secure=current_app.config["BASE_URL"].startswith("https://"),
        httponly=True,
        samesite="Lax",
    )
    return response


def _form(form: CountryForm) -> Any:
    has_errors = bool(form.problems)
    html = render_template(
        "pages/country.html", hide_head_search=True, form=form, has_errors=has_errors
    )
    return html, (422 if has_errors else 200)
