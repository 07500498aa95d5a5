"""transparency: moderation in the open.

The public log shows what was done, never by whom or to whom (app/moderation/publicity.py says
what). Each month gets figures: how fast unsafe advice went, who was told, how often we were wrong.
They are counted from the rows by the daily work and kept (`services`), so that a page costs the
same at any size, and because some rows are forgotten after 90 days. Moderators have a page of
their own, counted anew each time. It reads other rooms and writes nothing of theirs.
"""

from __future__ import annotations

from flask import Flask


def init_app(app: Flask) -> None:
    """Set up the room on the application."""
    from app.transparency import commands, services
    from app.transparency.routes import bp

    app.register_blueprint(bp)
    app.extensions["transparency.services"] = services  # the daily work must know them
    commands.init_app(app)
