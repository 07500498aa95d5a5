"""What a device keeps for when there is no network: the emergency numbers, and nothing of members.

The script /sw.js asks for these pages without cookies, so what it keeps is what every visitor gets.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from flask import Response, current_app, render_template

from app.pages.routes import bp
from app.pages.routes.emergency import KINDS_AND_WORDS
from app.web.country import dial, reader_country

#: What the two pages are made of.
FILES = ("app.css", "app.js", "icon.svg")


@bp.get("/offline")
def offline() -> str:
    """What a reader without a network gets in place of any page but /emergency."""
    return render_template(
        "pages/offline.html",
        hide_head_search=True,
        country=reader_country(),
        kinds=KINDS_AND_WORDS,
        dial=dial,
    )


@bp.get("/sw.js")
def service_worker() -> Response:
    """The service worker. Its cache has a new name whenever a kept file or the script changes."""
    asset = current_app.jinja_env.globals["asset"]
    kept = ["/emergency", "/offline", *(asset(name) for name in FILES)]  # type: ignore[operator]
    script = (Path(__file__).parents[1] / "sw.js").read_text(encoding="utf-8")
    digest = hashlib.sha256((script + "".join(kept)).encode()).hexdigest()[:12]
    script = script.replace('"{{ name }}"', json.dumps(f"emergency-{digest}"))
    script = script.replace("{{ kept }}", json.dumps(kept))
    response = Response(script, mimetype="text/javascript")
    response.headers["Cache-Control"] = "no-cache"
    return response
