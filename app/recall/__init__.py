"""recall: who saw which post, and telling them when it turns out to be unsafe.

While a signed-in member reads, the page notes which answers, replies and questions it showed
(`recorder.py`), so that we can warn them later; they can switch that off, and so can the site. When
a post is removed as unsafe, a recall is planned (`services`). Two minutes later, or at the next
full hour when it is less urgent, the worker tells everyone it concerns, once (`sending.py`). When
the post is put back, the same people hear that. What a notice says is in the notifications room.
"""

from __future__ import annotations

from flask import Flask


def init_app(app: Flask) -> None:
    """Set up the room on the application."""
    from app.recall import listeners, sending
    from app.recall.recorder import Recorder
    from app.recall.routes import bp

    app.register_blueprint(bp)
    app.extensions["recall.recorder"] = Recorder(app)
    app.extensions["recall.listeners"] = (listeners, sending)
