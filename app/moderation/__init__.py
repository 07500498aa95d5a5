"""moderation: reports, cases, the review queue, acts and their trail."""

from __future__ import annotations

from flask import Flask


def init_app(app: Flask) -> None:
    """Set up the room on the application."""
    from app.moderation import models  # noqa: F401 (the tables must be known to migrations)
