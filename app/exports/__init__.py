"""exports: everything we keep about a member, in one file that they take with them.

`chapters.py` says what that is, room by room; `file.py` makes the archive: JSON for machines, and
the same as a page for people. Also for suspended members: their words stay theirs.
"""

from __future__ import annotations

from flask import Flask


def init_app(app: Flask) -> None:
    """Set up the room on the application."""
    from app.exports.routes import bp

    app.register_blueprint(bp)
