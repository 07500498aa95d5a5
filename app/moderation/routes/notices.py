"""Safety notices: the public list of what was removed as unsafe, and the safer notes."""

from __future__ import annotations

from flask import render_template, request

from app.forum import queries as forum
from app.moderation import queries
from app.moderation.routes import bp
from app.notifications import queries as notifications
from app.notifications.kinds import notice_view
from app.web.viewer import viewer


@bp.get("/safety-notices")
def safety_notices() -> str:
    """The list, newest first."""
    page = forum.safety_notices(viewer(), cursor=request.args.get("page"))
    return render_template("moderation/notices.html", page=page)


@bp.get("/safety-notices/<int:notice_id>")
def safety_notice(notice_id: int) -> str:
    """One notice: when, why, the safer note; above it what a member was told personally."""
    tombstone, kind = queries.get_safety_notice(viewer(), notice_id)
    told = notifications.recall_about(viewer(), notice_id)
    return render_template(
        "moderation/notice.html",
        tombstone=tombstone,
        kind=kind,
        notice=notice_view(told) if told is not None else None,
    )
