"""pages: pages made of many rooms.

The home page, search, members' pages, help and the other texts of the site, emergency numbers,
feeds, and what machines ask for. It has no tables and writes nothing.
"""

from __future__ import annotations

from flask import Flask


def init_app(app: Flask) -> None:
    """Set up the room on the application."""
    from app.pages.routes import bp

    app.register_blueprint(bp)
