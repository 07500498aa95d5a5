"""Emergency numbers: one page that is the same for everybody and works without scripts."""

from __future__ import annotations

import re

from flask import current_app, render_template
from flask_babel import lazy_gettext as _l

from app.pages.routes import bp
from app.safety.countries import KINDS, countries, country

KIND_WORDS = {
    "emergency": _l("Emergency"),
    "urgent": _l("Urgent, but no emergency"),
    "crisis": _l("In despair, or thinking of suicide"),
    "poisons": _l("Poisoning, or too much of a medicine"),
}


@bp.get("/emergency")
def emergency() -> str:
    """Whom to call: the site's own country first, then all others, then what to do elsewhere."""
    own = country(current_app.config["COUNTRY"])
    others = [one for code, one in countries().items() if code != own.code]
    return render_template(
        "pages/emergency.html",
        hide_head_search=True,
        own=own,
        others=sorted(others, key=lambda one: one.name),
        kinds=[(kind, KIND_WORDS[kind]) for kind in KINDS],
        dial=dial,
    )


def dial(number: str) -> str:
    """A number as a phone dials it: "13 11 14" becomes "131114"."""
    return re.sub(r"[^0-9+]", "", number)
