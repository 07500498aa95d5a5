"""The Flask extensions that doors use, made once and set up by `init_app`."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask
from flask_babel import Babel
from flask_login import LoginManager
from flask_wtf.csrf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from config import SESSION_DAYS

csrf = CSRFProtect()
babel = Babel()
login_manager = LoginManager()


def init_app(app: Flask) -> None:
    """Set up CSRF, languages and sign-in, and harden the session cookie."""
    secure = app.config["BASE_URL"].startswith("https://")
    app.config.update(
        # The `__Host-` prefix keeps sister hosts from planting a cookie; it needs https.
        SESSION_COOKIE_NAME="__Host-session" if secure else "session",
        SESSION_COOKIE_SECURE=secure,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_REFRESH_EACH_REQUEST=False,
        PERMANENT_SESSION_LIFETIME=timedelta(days=SESSION_DAYS),
        # A token lives as long as its session: a form left open overnight still posts.
        WTF_CSRF_TIME_LIMIT=None,
        # Browsers send no Referer when a page says so; SameSite and the token remain.
        WTF_CSRF_SSL_STRICT=False,
        MAX_CONTENT_LENGTH=1_000_000,
        MAX_FORM_MEMORY_SIZE=1_000_000,
        MAX_FORM_PARTS=100,
        BABEL_DEFAULT_LOCALE=app.config["LANGUAGE"],
    )
    csrf.init_app(app)
    babel.init_app(app)
    login_manager.init_app(app)
    login_manager.session_protection = None
    if app.config["TRUSTED_PROXIES"]:
        hops = app.config["TRUSTED_PROXIES"]
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops)  # type: ignore[method-assign]
