"""Doors of the pages room, one file for each kind of page."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("pages", __name__, template_folder="../templates")

from app.pages.routes import (  # noqa: E402, F401 (routes)
    emergency,
    feeds,
    home,
    machines,
    members,
    offline,
    sitemaps,
    texts,
)
