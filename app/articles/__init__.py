"""articles: reference articles, written by editors from public sources.

An article comes from a file (`flask articles import`, or with the software) and may be edited on
the site by moderators; every version is kept, and what was edited here is never overwritten by a
file. It says when it was written, when its next review is due, and whether a qualified person has
checked it. This room does not know questions; its page lists those that an article led to.
"""

from __future__ import annotations

from flask import Flask


def init_app(app: Flask) -> None:
    """Set up the room on the application."""
    from app.articles.commands import articles
    from app.articles.routes import bp

    app.register_blueprint(bp)
    app.cli.add_command(articles)
