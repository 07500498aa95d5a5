"""accounts: members, sign-in, roles, one-time links.

A member signs up with an address and a password, confirms the address by mail, and signs in by
name or address. Nobody outside learns from these pages who has an account: known and unknown
addresses get the same answers (docs/decisions, threat model 5.2, case 23). Suspending belongs to
moderation; what a member wrote belongs to the forum.
"""

from __future__ import annotations

from typing import Any

from flask import Flask

from app.web.extensions import login_manager


def init_app(app: Flask) -> None:
    """Set up the room on the application."""
    from app.accounts import hashing, mails, names, queries  # mails: the outbox must know them
    from app.accounts.access import sign_in_first
    from app.accounts.commands import users
    from app.accounts.routes import bp

    hashing.configure(**app.config.get("ARGON2", {}))
    names.reserve(app.config["SITE_NAME"])
    app.register_blueprint(bp)
    app.cli.add_command(users)

    @login_manager.user_loader  # type: ignore[untyped-decorator]
    def _load(session_id: str) -> Any:
        return queries.member_of_session(session_id)

    login_manager.unauthorized_handler(sign_in_first)
    app.extensions["accounts.mails"] = mails
