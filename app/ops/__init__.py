"""ops: running the site. The server and its worker, seeding, demonstration and bulk content."""

from __future__ import annotations

from flask import Flask


def init_app(app: Flask) -> None:
    """Add the commands."""
    from app.ops import commands, safety_commands

    commands.init_app(app)
    safety_commands.init_app(app)
