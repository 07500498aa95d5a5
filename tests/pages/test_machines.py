"""What machines ask for."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy.exc import OperationalError

from app.core.clock import now
from app.core.db import db


def test_health_says_that_the_database_answers(app, browse):
    answer = browse().get("/healthz")
    assert answer.json == {"status": "ok", "database": "ok"}
    assert answer.headers["Cache-Control"] == "no-store"


def test_health_fails_when_the_database_is_gone(sqlite_app, browse, monkeypatch):
    def gone(*_, **__):
        raise OperationalError("SELECT 1", {}, Exception("gone"))

    monkeypatch.setattr(db.session, "execute", gone)
    answer = browse().get("/healthz")
    assert answer.status_code == 503
    assert answer.json == {"status": "failing", "database": "unavailable"}


def test_robots_keeps_crawlers_out_of_a_few_places_only(sqlite_app, browse):
    lines = browse().get("/robots.txt").text.splitlines()
    closed = [line.split(": ")[1] for line in lines if line.startswith("Disallow")]
    assert closed == ["/moderation", "/settings", "/api", "/questions/ask"]


def test_security_contact_is_named_and_not_yet_expired(sqlite_app, browse, monkeypatch):
    monkeypatch.setitem(sqlite_app.config, "CONTACT_EMAIL", "safe@example.org")
    text = browse().get("/.well-known/security.txt").text
    assert "Contact: mailto:safe@example.org" in text
    expires = text.split("Expires: ")[1].split("T")[0]
    assert expires > (now() + timedelta(days=30)).date().isoformat()


def test_manifest_names_the_site_and_its_icon(sqlite_app, browse):
    values = browse().get("/manifest.webmanifest").json
    assert values["name"] == sqlite_app.config["SITE_NAME"]
    assert browse().get(values["icons"][0]["src"]).status_code == 200


def test_password_managers_and_old_browsers_are_led_on(sqlite_app, browse):
    assert browse().get("/.well-known/change-password").location == "/settings/security"
    assert browse().get(browse().get("/favicon.ico").location).mimetype == "image/svg+xml"
