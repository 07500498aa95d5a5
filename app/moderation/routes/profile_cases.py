"""Deciding a case about a member. The page is the desk's."""

from __future__ import annotations

from typing import Any

from flask import request
from werkzeug.wrappers import Response

from app.accounts.access import staff_required
from app.accounts.models import Member
from app.core.db import transaction
from app.core.errors import Conflict, Invalid, NotFound
from app.moderation import queries
from app.moderation import services as moderation
from app.moderation.forms import ProfileDecisionForm
from app.moderation.models import ModerationAction
from app.moderation.reasons import all_reasons
from app.moderation.routes import bp
from app.moderation.routes.desk import Answer, late_page, queue_path
from app.moderation.routes.desk_page import desk_page
from app.web.addresses import see_other
from app.web.limits import CLICKS, limiter
from app.web.viewer import viewer


@bp.post("/moderation/queue/<int:case_id>/profile-decision")
@staff_required
@limiter.limit(CLICKS)
def decide_profile(case_id: int) -> Answer:
    """Decide a case about a member; the next one opens by itself."""
    moderator, form = viewer(), ProfileDecisionForm()
    found = queries.get_case(moderator, case_id)
    member = found.member
    if member is None:
        raise NotFound
    if form.validate_on_submit():
        try:
            with transaction():
                _do(moderator, member, form)
        except Invalid as error:
            form.add_error(error)
        except Conflict as error:
            return late_page(case_id, error), 409
        else:
            return _next(moderator, found)
    return desk_page(queries.get_file(moderator, case_id), form=form), 422


def _do(moderator: Any, member: Member, form: ProfileDecisionForm) -> ModerationAction:
    act, version, reasons = form.act.data, form.version.data, all_reasons()
    own_words = form.reason.data or ""
    if act == "keep":
        kept = reasons.keep.get(form.choice.data or "")
        return moderation.keep_profile(
            moderator,
            member,
            reason=own_words or (kept.reason if kept else ""),
            reports=form.reports.data or None,
            version=version,
        )
    if act == "hide":
        return moderation.hide_profile(moderator, member, reason=own_words, version=version)
    if act == "clear":
        canned = reasons.profile.get(form.choice.data or "")
        return moderation.clear_profile(
            moderator,
            member,
            parts=form.parts,
            reason=own_words or (canned.reason if canned else ""),
            version=version,
        )
    raise Invalid("act", "Choose what to do.")


def _next(moderator: Any, found: Any) -> Response:
    show = request.form.get("show", "all")
    return see_other(queue_path(queries.next_case_id(moderator, found, show=show), show))
