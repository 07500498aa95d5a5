"""accounts: members, sign-in, roles, one-time links."""

from __future__ import annotations

from flask import Flask


def init_app(app: Flask) -> None:
    """Set up the room on the application."""
    from app.accounts import models  # noqa: F401 (the tables must be known to migrations)
