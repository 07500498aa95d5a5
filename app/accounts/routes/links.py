"""Doors behind links in mails.

Opening one changes nothing, since mail programs open links by themselves; its button does.
"""

from __future__ import annotations

from typing import Any

from app.accounts import queries
from app.accounts import services as accounts
from app.accounts.links import member_of_unsubscribe
from app.accounts.models import AccountToken
from app.accounts.routes import bp
from app.accounts.routes.doors import begin_session, page
from app.core.db import transaction
from app.core.errors import NotFound
from app.web.addresses import see_other
from app.web.extensions import csrf
from app.web.limits import CLICKS, limiter
from app.web.viewer import viewer


@bp.get("/email/confirm/<token>")
def confirm_email(token: str) -> Any:
    """One button."""
    row = _open(token)
    if row is None:
        return page("link_expired.html", status=404)
    from app.forum import queries as forum

    # Whoever typed this address into the forum proved nothing: its owner sees what would be posted.
    waiting = forum.waiting_drafts(row.member_id) if row.purpose == "confirm" else []
    return page("confirm.html", token=token, email=row.email, waiting=waiting)


@bp.post("/email/confirm/<token>")
@limiter.limit(CLICKS)
def post_confirm_email(token: str) -> Any:
    """Confirm, sign in, and show the question that waited for this, if there was one."""
    row = _open(token)
    if row is None:
        return page("link_expired.html", status=404)
    confirm = accounts.confirm_email if row.purpose == "confirm" else accounts.confirm_new_email
    with transaction():
        member = confirm(token)
    if viewer() is None or viewer().id != member.id:
        begin_session(member)
    if row.purpose == "email":
        return see_other("/settings/account?changed=1")
    from app.forum import queries as forum

    path = forum.latest_question_of(member)
    if path is not None:
        return see_other(f"{path}?posted=1")
    # Changed since "Post" was pressed, and not ready: its last step says what is missing.
    return see_other(forum.kept_draft_of(member) or "/")


@bp.get("/unsubscribe/<token>")
def unsubscribe(token: str) -> Any:
    """One button."""
    member_of_unsubscribe(token)
    return page("unsubscribe.html", token=token, is_done=False)


@bp.post("/unsubscribe/<token>")
@csrf.exempt  # mail programs send this by themselves (RFC 8058); the signed token is the proof
@limiter.limit(CLICKS)
def post_unsubscribe(token: str) -> Any:
    """Stop the mails. No sign-in, no questions."""
    member_id = member_of_unsubscribe(token)
    with transaction():
        accounts.stop_mails(member_id)
    return page("unsubscribe.html", token=token, is_done=True)


def _open(token: str) -> AccountToken | None:
    for purpose in ("confirm", "email"):
        try:
            return queries.open_token(purpose, token)
        except NotFound:
            continue
    return None
