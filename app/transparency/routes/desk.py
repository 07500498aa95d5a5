"""Figures for moderators."""

from __future__ import annotations

from flask import render_template, request

from app.accounts.access import staff_required
from app.moderation.models import REPORT_KINDS, REPORT_OUTCOMES
from app.moderation.words import KIND_PILLS, REPORT_OUTCOME_WORDS, RULES
from app.transparency import queries, words
from app.transparency.queries.desk import DECIDED
from app.transparency.routes import bp
from app.web.viewer import viewer


@bp.get("/moderation/stats")
@staff_required
def stats() -> str:
    """The last weeks, or months with `?by=month`."""
    by = "month" if request.args.get("by") == "month" else "week"
    return render_template(
        "transparency/desk.html",
        by=by,
        figures=queries.desk_figures(viewer(), by=by),
        kinds=REPORT_KINDS,
        pills=KIND_PILLS,
        outcomes=REPORT_OUTCOMES,
        outcome_words=REPORT_OUTCOME_WORDS,
        rules=RULES,
        decided=DECIDED,
        words=words,
        section="moderation",
        wide=True,
    )
