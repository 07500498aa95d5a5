"""forum: questions, answers, replies, tags, drafts, revisions."""

from __future__ import annotations

from flask import Flask


def init_app(app: Flask) -> None:
    """Set up the room on the application."""
    from app.forum import views
    from app.forum.routes import bp

    app.jinja_env.filters.update(
        author=views.author_view, facts=views.facts, topic=views.topic_words
    )
    app.register_blueprint(bp)
