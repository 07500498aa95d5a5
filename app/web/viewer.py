"""Who is looking: the signed-in member of this request, or None for a visitor."""

from __future__ import annotations

from typing import Any

from flask import Flask, g, request
from flask_login import current_user

from app.permissions import can

THEMES = ("auto", "light", "dark")


def viewer() -> Any:
    """The member row of this request, or None for a visitor."""
    if "viewer" not in g:
        g.viewer = current_user._get_current_object() if current_user.is_authenticated else None
    return g.viewer


def forget_viewer() -> None:
    """Look again who it is: after signing in or out within the request."""
    g.pop("viewer", None)


def theme() -> str:
    """The colours the reader chose: auto, light or dark."""
    member = viewer()
    chosen = member.theme if member else request.cookies.get("theme", "auto")
    return chosen if chosen in THEMES else "auto"


def init_app(app: Flask) -> None:
    """Give templates `viewer`, `theme`, and `can('post:hide', post)`."""

    @app.context_processor
    def _context() -> dict[str, Any]:
        member = viewer()
        return {
            "viewer": member,
            "theme": theme(),
            "can": lambda action, subject=None: can(member, action, subject),
            "site_name": app.config["SITE_NAME"],
            "base_url": app.config["BASE_URL"],
        }
