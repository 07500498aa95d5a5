"""Doors of moderation: reporting and safety notices for everybody, the desk for moderators."""

from flask import Blueprint

bp = Blueprint("moderation", __name__, template_folder="../templates")

from app.moderation.routes import audit, desk, notices, reporting, rules  # noqa: E402

__all__ = ["audit", "bp", "desk", "notices", "reporting", "rules"]
