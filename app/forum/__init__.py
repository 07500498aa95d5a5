"""forum: questions, answers, replies, tags, drafts, revisions.

A question is asked in steps and kept as a draft until it is posted; answers and replies are written
on one form. Posts are never deleted: they change their status. Votes, reports and notices belong
to rooms above, which listen to what happens here (`events.py`).
"""

from __future__ import annotations

from flask import Flask


def init_app(app: Flask) -> None:
    """Set up the room on the application."""
    from app.forum import listeners, views
    from app.forum.routes import bp

    app.jinja_env.filters.update(
        author=views.author_view, facts=views.facts, topic=views.topic_words
    )
    app.register_blueprint(bp)
    app.extensions["forum.listeners"] = listeners
