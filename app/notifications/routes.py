"""Doors of notifications. Opening the list changes nothing; buttons mark as read."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template, request

from app.accounts.access import member_required
from app.core.db import transaction
from app.notifications import queries
from app.notifications import services as notifications
from app.notifications.kinds import notice_view
from app.web.addresses import see_other
from app.web.headers import is_fragment
from app.web.limits import CLICKS, limiter
from app.web.viewer import viewer

bp = Blueprint("notifications", __name__, template_folder="templates")


@bp.get("/notifications")
@member_required
def list_notices() -> Any:
    return _list()


@bp.post("/notifications/read")
@limiter.limit(CLICKS)
@member_required
def read_all() -> Any:
    """Mark as read what the page showed; what came meanwhile stays new."""
    up_to = request.form.get("up_to", 0, type=int)
    with transaction():
        notifications.mark_all_read(viewer(), up_to=max(0, min(up_to, 2**31 - 1)))
    return _list() if is_fragment() else see_other("/notifications")


@bp.post("/notifications/<int:notice_id>/read")
@limiter.limit(CLICKS)
@member_required
def read_one(notice_id: int) -> Any:
    """Mark one as read and go to what it is about."""
    with transaction():
        row = queries.get_notice(viewer(), notice_id)
        notifications.mark_read(viewer(), row.notice)
    return see_other(row.path or "/notifications")


def _list() -> Any:
    is_first = not request.args.get("page")
    recalls = queries.unread_recalls(viewer()) if is_first else []
    page = queries.list_notices(viewer(), cursor=request.args.get("page"))
    shown = [*recalls, *page.items]
    return render_template(
        "notifications/_list.html" if is_fragment() else "notifications/list.html",
        notices=[notice_view(row) for row in shown],
        newest_id=max((row.notice.id for row in shown), default=0),
        next_cursor=page.next_cursor,
        is_first=is_first,
    )
