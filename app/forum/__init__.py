"""forum: questions, answers, replies, tags, drafts, revisions."""

from __future__ import annotations

from flask import Flask


def init_app(app: Flask) -> None:
    """Set up the room on the application."""
    from app.forum.routes import bp

    app.register_blueprint(bp)
