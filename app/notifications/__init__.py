"""notifications: who is told what, on the site and by mail."""

from __future__ import annotations

from flask import Flask


def init_app(app: Flask) -> None:
    """Set up the room on the application."""
    from app.notifications import models  # noqa: F401 (the tables must be known to migrations)
