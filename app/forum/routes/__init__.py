"""Doors of the forum: reading, asking, writing."""

from flask import Blueprint

bp = Blueprint("forum", __name__, template_folder="../templates")

from app.forum.routes import asking, drafts, editing, reading, writing  # noqa: E402

__all__ = ["asking", "bp", "drafts", "editing", "reading", "writing"]
