"""forum: questions, answers, replies, tags, drafts, revisions."""

from __future__ import annotations

from flask import Flask


def init_app(app: Flask) -> None:
    """Set up the room on the application."""
    from app.forum import models  # noqa: F401, PLC0415 (the tables must be known to migrations)
