"""articles: reviewed reference articles."""

from __future__ import annotations

from flask import Flask


def init_app(app: Flask) -> None:
    """Set up the room on the application."""
    from app.articles import models  # noqa: F401 (the tables must be known to migrations)
