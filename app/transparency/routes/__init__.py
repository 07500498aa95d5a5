"""Doors of the transparency room: log and months for everybody, figures for moderators."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("transparency", __name__, template_folder="../templates")

from app.transparency.routes import desk, log, months  # noqa: E402, F401 (routes)
