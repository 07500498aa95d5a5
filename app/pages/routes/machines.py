"""What machines ask for: crawlers, browsers, monitors."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import Response, current_app, redirect, url_for
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.wrappers import Response as Answer

from app.core.clock import now
from app.core.db import db
from app.pages.routes import bp
from app.web.addresses import absolute

#: Crawlers stay out of what is nobody's to find (design 6). Everything else says noindex itself.
NOT_CRAWLED = ("/moderation", "/settings", "/api", "/questions/ask")
#: RFC 9116 asks for less than a year.
CONTACT_VALID_FOR = timedelta(days=180)


@bp.get("/robots.txt")
def robots() -> Response:
    """What crawlers may read."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in NOT_CRAWLED)]
    return _text([*lines, "", f"Sitemap: {absolute('/sitemap.xml')}"])


@bp.get("/.well-known/security.txt")
def security_txt() -> Response:
    """Whom to tell about a weakness (RFC 9116)."""
    email = current_app.config["CONTACT_EMAIL"]
    expires = (now() + CONTACT_VALID_FOR).replace(hour=0, minute=0, second=0, microsecond=0)
    return _text(
        [
            f"Contact: {'mailto:' + email if email else absolute('/contact')}",
            f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}",
            f"Preferred-Languages: {current_app.config['LANGUAGE']}",
            f"Canonical: {absolute('/.well-known/security.txt')}",
        ]
    )


@bp.get("/.well-known/change-password")
def change_password() -> Answer:
    """Where password managers send people."""
    return redirect("/settings/security", code=302)


@bp.get("/favicon.ico")
def favicon() -> Answer:
    """For browsers that ask without reading the page."""
    return redirect(url_for("static", filename="icon.svg"), code=302)


@bp.get("/manifest.webmanifest")
def manifest() -> Response:
    """How the site looks when kept on a phone's first screen."""
    name = current_app.config["SITE_NAME"]
    values: dict[str, Any] = {
        "id": "/",
        "name": name,
        "short_name": name[:12],
        "start_url": "/",
        "scope": "/",
        "display": "minimal-ui",
        "lang": current_app.config["LANGUAGE"],
        "dir": "ltr",
        "background_color": "#F4F8F6",
        "theme_color": "#F4F8F6",
        "icons": [{"src": "/static/icon.svg", "sizes": "any", "type": "image/svg+xml"}],
    }
    response = Response(current_app.json.dumps(values), mimetype="application/manifest+json")
    response.headers["Cache-Control"] = "public, max-age=86400"
    return response


@bp.get("/healthz")
def health() -> tuple[dict[str, str], int, dict[str, str]]:
    """Whether the site can serve: 200 and the database answers, else 503."""
    try:
        db.session.execute(select(1))
    except SQLAlchemyError:
        db.session.rollback()
        return {"status": "failing", "database": "unavailable"}, 503, {"Cache-Control": "no-store"}
    return {"status": "ok", "database": "ok"}, 200, {"Cache-Control": "no-store"}


def _text(lines: list[str]) -> Response:
    response = Response("\n".join(lines) + "\n", mimetype="text/plain")
    response.headers["Cache-Control"] = "public, max-age=3600"
    return response
