"""A member's own standing, with what is missing for the next step."""

from __future__ import annotations

from flask import render_template

from app.accounts.access import member_required
from app.forum import limits as forum_limits
from app.moderation import queries
from app.moderation.limits import MOSTLY_WRONG_REPORTS_A_DAY
from app.moderation.routes import bp
from app.moderation.words import LEVELS, missing_words
from app.web.viewer import viewer


@bp.get("/settings/standing")
@member_required
def standing() -> str:
    """Shown to the member alone, computed now."""
    own = queries.own_standing(viewer())
    return render_template(
        "moderation/standing.html",
        own=own,
        level=LEVELS[own.standing.level],
        missing=missing_words(own.standing.next_step),
        next_level=own.standing.next_step and LEVELS[own.standing.next_step.level],
        limits=forum_limits,
        few_reports=MOSTLY_WRONG_REPORTS_A_DAY,
    )
