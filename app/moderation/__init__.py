"""moderation: reports, cases, the review queue, acts and their trail, public safety notices.

A report (of a person) or a flag (of a rule) opens the case of a post; a moderator decides it. Every
act is one row that is never changed, written together with what it does (services/acts.py). What
follows from an act for others, such as telling them, is up to the rooms that listen to our events.
The status of posts and their tombstones belong to the forum; we ask it to change them.
"""

from __future__ import annotations

from flask import Flask, current_app

from app.accounts.models import Member
from app.forum import newcomers


def init_app(app: Flask) -> None:
    """Set up the room on the application."""
    from app.moderation import listeners, mails, member_models, reason_models, rule_models
    from app.moderation.routes import bp
    from app.moderation.rules import check_text
    from app.web.review import use_review

    use_review(check_text)
    newcomers.use_newness(_is_new)
    app.register_blueprint(bp)
    app.extensions["moderation.listeners"] = listeners
    app.extensions["moderation.mails"] = mails  # the outbox must know them
    app.extensions["moderation.rule_models"] = rule_models
    app.extensions["moderation.reason_models"] = reason_models
    app.extensions["moderation.member_models"] = member_models


def _is_new(member: Member) -> bool:
    """Who is held to the limits of new members: nobody where limits are off."""
    from app.moderation.standing import is_new

    return bool(current_app.config["RATE_LIMITS"]) and is_new(member)
