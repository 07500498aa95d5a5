"""A member's own reports, with what was decided."""

from __future__ import annotations

from flask import render_template, request

from app.accounts.access import member_required
from app.moderation import queries
from app.moderation.routes import bp
from app.moderation.words import REPORT_CHOICES, reported_words
from app.web.viewer import viewer


@bp.get("/settings/reports")
@member_required
def own_reports() -> str:
    """Shown to the member alone, newest first."""
    page = queries.list_own_reports(viewer(), cursor=request.args.get("page"))
    return render_template(
        "moderation/own_reports.html", page=page, choices=REPORT_CHOICES, words=reported_words
    )
