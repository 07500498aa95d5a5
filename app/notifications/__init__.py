"""notifications: who is told what, on the site and by mail.

Listens to the forum and to moderation. A notice holds ids and words of ours, never the words of a
post: what it says about a post is looked up when it is shown, for the eyes of its member, so that
a post that left view, or a name that was masked, is gone from here at once. Mails say one general
line and lead to the page.
"""

from __future__ import annotations

from flask import Flask


def init_app(app: Flask) -> None:
    """Set up the room on the application."""
    from app.notifications import listeners, thread_listeners  # noqa: F401 (they register)
    from app.notifications.routes import bp

    app.register_blueprint(bp)
