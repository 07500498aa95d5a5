"""votes: one vote per member and post, and the asker's mark on the answer that helped."""

from __future__ import annotations

from flask import Flask


def init_app(app: Flask) -> None:
    """Set up the room on the application."""
    from app.votes.commands import forum_commands
    from app.votes.routes import bp

    app.register_blueprint(bp)
    app.cli.add_command(forum_commands)
