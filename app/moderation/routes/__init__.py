"""Doors of moderation: reporting and safety notices for everybody, the desk for moderators."""

from flask import Blueprint

bp = Blueprint("moderation", __name__, template_folder="../templates")

from app.moderation.routes import (  # noqa: E402
    appeals,
    audit,
    bulk,
    desk,
    member_posts,
    members,
    notices,
    own_reports,
    profile_cases,
    reasons,
    reporting,
    rules,
    signs,
    standing,
    threads,
    warning,
)

__all__ = [
    "appeals",
    "audit",
    "bp",
    "bulk",
    "desk",
    "member_posts",
    "members",
    "notices",
    "own_reports",
    "profile_cases",
    "reasons",
    "reporting",
    "rules",
    "signs",
    "standing",
    "threads",
    "warning",
]
