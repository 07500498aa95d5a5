"""The cookie that owns what a visitor writes before there is an account."""

from __future__ import annotations

from typing import Any

from flask import current_app, make_response, request
from werkzeug.wrappers import Response

from app.core.errors import NotFound
from app.core.ids import new_token
from app.forum import queries
from app.forum.models import Draft
from app.forum.services.drafts import KEPT_FOR
from app.web.viewer import viewer

COOKIE = "drafts"


def browser_secret() -> str | None:
    """The secret that this browser holds, if any."""
    return request.cookies.get(COOKIE) or None


def new_secret() -> str:
    """The secret of this browser, or a fresh one for it."""
    return browser_secret() or new_token()


def remembering(response: Any, secret: str | None) -> Response:
    """The response, with the secret in a cookie for as long as drafts are kept.

    Members need none: their drafts are theirs.
    """
    answer: Response = make_response(response)
    if secret is not None and viewer() is None:
        answer.set_cookie(
            COOKIE,
            secret,
            max_age=KEPT_FOR,
            secure=current_app.config["BASE_URL"].startswith("https://"),
            httponly=True,
            samesite="Lax",
        )
    return answer


def own_draft(draft_id: str, kind: str) -> Draft | None:
    """The draft of this person with this id, if there is one."""
    try:
        return queries.get_draft(viewer(), draft_id, browser=browser_secret(), kind=kind)
    except NotFound:
        return None
