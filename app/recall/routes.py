"""Doors of the recall room: what a member allows, and the list of recalls for moderators."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, current_app, flash, render_template, request
from flask_babel import gettext as _

from app.accounts.access import member_required, staff_required
from app.core.db import transaction
from app.recall import queries, words
from app.recall import services as recall
from app.recall.forms import PrivacyForm
from app.recall.limits import KEPT_FOR
from app.safety.categories import categories
from app.web.addresses import see_other
from app.web.limits import CLICKS, limiter
from app.web.viewer import viewer

bp = Blueprint("recall", __name__, template_folder="templates")


@bp.get("/settings/privacy")
@member_required
def privacy() -> str:
    return render_template(
        "recall/privacy.html",
        form=PrivacyForm(obj=viewer()),
        is_recorded=current_app.config["EXPOSURE_RECORD"],
        days=KEPT_FOR.days,
    )


@bp.post("/settings/privacy")
@limiter.limit(CLICKS)
@member_required
def post_privacy() -> Any:
    """Allow it or not; switching it off also forgets what was noted."""
    form, member = PrivacyForm(), viewer()
    if form.validate_on_submit():
        with transaction():
            recall.allow_exposure(member, form.allows_exposure.data)
        if not form.allows_exposure.data:
            current_app.extensions["recall.recorder"].forget(member.id)
        flash(_("Saved."))
    return see_other("/settings/privacy")


@bp.get("/moderation/recalls")
@staff_required
def list_recalls() -> str:
    """What people were warned of, and how many have read it."""
    return render_template(
        "recall/recalls.html",
        page=queries.list_recalls(viewer(), cursor=request.args.get("page")),
        categories=categories(),
        words=words,
        section="moderation",
        wide=True,
    )
