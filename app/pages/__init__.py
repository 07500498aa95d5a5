"""pages: pages made of many rooms: home, search, profiles, help."""

from __future__ import annotations

from flask import Flask


def init_app(app: Flask) -> None:
    """Set up the room on the application."""
