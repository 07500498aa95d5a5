"""Doors of accounts: signing up and in, links from mails, settings."""

from flask import Blueprint, Response, request

bp = Blueprint("accounts", __name__, template_folder="../templates")

from app.accounts.routes import links, passwords, settings, signing_in, signing_up  # noqa: E402


@bp.after_request
def _keep_private(response: Response) -> Response:
    """Nothing of an account stays in a cache; an address that holds a token is told to nobody."""
    response.headers["Cache-Control"] = "private, no-store"
    if "token" in (request.view_args or {}):
        response.headers["Referrer-Policy"] = "no-referrer"
    return response


__all__ = ["bp", "links", "passwords", "settings", "signing_in", "signing_up"]
