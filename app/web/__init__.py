"""web: what every page shares.

Base templates, macros, static files, security headers, CSRF, rate limits, error pages, keyset
pages, times and other filters, fragments. It knows no members and no posts.
"""

from __future__ import annotations

from flask import Flask

from app.web import assets, errors, extensions, filters, headers, icons, language, limits, viewer


def init_app(app: Flask) -> None:
    """Set up the shared parts of the site on the application."""
    extensions.init_app(app)
    language.init_app(app)
    limits.init_app(app)
    assets.init_app(app)
    icons.init_app(app)
    filters.init_app(app)
    viewer.init_app(app)
    headers.init_app(app)
    errors.init_app(app)
