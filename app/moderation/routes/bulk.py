"""Deciding the ticked cases of the list with one click."""

from __future__ import annotations

import re

from flask import flash, request
from werkzeug.wrappers import Response

from app.accounts.access import staff_required
from app.core.db import transaction
from app.core.errors import Invalid
from app.moderation import services as moderation
from app.moderation.bulk_words import bulk_words, left_words
from app.moderation.reasons import all_reasons
from app.moderation.routes import bp
from app.moderation.routes.desk import late_words, queue_path
from app.moderation.routes.desk_page import desk_page
from app.web.addresses import see_other
from app.web.limits import CLICKS, limiter
from app.web.viewer import viewer

_CASE = re.compile(r"(\d{1,9}):(\d{1,9})")


@bp.post("/moderation/queue/bulk")
@staff_required
@limiter.limit(CLICKS)
def decide_many() -> Response | tuple[str, int]:
    """Keep, hide or remove as spam what is ticked; what cannot be decided is named and left."""
    act, reasons = request.form.get("act", ""), all_reasons()
    reason = {"spam": reasons.other["spam"].reason, "keep": reasons.keep["within_rules"].reason}
    try:
        with transaction():
            done = moderation.decide_many(viewer(), act, _ticked(), reason=reason.get(act, ""))
    except Invalid as error:
        return desk_page(None, late=error.sentence), 422
    left = left_words([late_words(error) for error in done.left]) if done.left else ""
    if not done.acts:
        return desk_page(None, late=left), 409
    if left:
        flash(f"{bulk_words(done.acts[-1], len(done.acts))}. {left}")
    return see_other(queue_path(None, request.form.get("show", "all")))


def _ticked() -> dict[int, int]:
    """The version of each ticked case, as the list showed it."""
    found = [_CASE.fullmatch(value) for value in request.form.getlist("cases")]
    if None in found:
        raise Invalid("cases", "Tick the cases in the list.")
    return {int(one[1]): int(one[2]) for one in found if one}
