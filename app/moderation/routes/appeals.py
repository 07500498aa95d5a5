"""Decisions about oneself with the appeal, and the appeals as moderators decide them."""

from __future__ import annotations

from flask import flash, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.accounts.access import member_required, staff_required
from app.core.db import transaction
from app.core.errors import Conflict, Invalid
from app.moderation import member_views, queries
from app.moderation import services as moderation
from app.moderation.member_forms import OUTCOMES, AppealDecisionForm, AppealForm
from app.moderation.routes import bp
from app.web.addresses import see_other
from app.web.limits import CLICKS, POSTING, limiter
from app.web.viewer import viewer

Answer = Response | str | tuple[str, int]


@bp.get("/appeals")
@member_required
def decisions() -> str:
    """What was decided about the viewer and the viewer's posts, with a way to appeal."""
    found = queries.list_decisions(viewer())
    return render_template(
        "moderation/decisions.html",
        rows=[member_views.decision_view(one) for one in found],
        standing=member_views.standing(viewer()),
    )


@bp.get("/actions/<int:action_id>")
@member_required
def decision(action_id: int) -> str:
    """One decision, for the person concerned: which rule, their own words, what to do, appeal."""
    return _decision_page(action_id, AppealForm(formdata=None))


@bp.post("/actions/<int:action_id>/appeals")
@member_required
@limiter.limit(POSTING)
def appeal(action_id: int) -> Answer:
    """Ask that another moderator looks again."""
    form = AppealForm()
    queries.get_decision(viewer(), action_id)
    try:
        with transaction():
            moderation.file_appeal(viewer(), action_id, reason=form.reason.data or "")
    except Invalid as error:
        form.add_error(error)
        return _decision_page(action_id, form), 422
    except Conflict as error:
        form.form_errors.append(error.sentence)
        return _decision_page(action_id, form), 409
    flash(_("Your appeal is with the moderators. We will tell you what they decide."))
    return see_other(f"/actions/{action_id}")


@bp.get("/moderation/appeals")
@staff_required
def appeals() -> str:
    """Appeals, those that are due first."""
    is_open = request.args.get("show") != "decided"
    return render_template(
        "moderation/appeals.html",
        rows=[
            member_views.appeal_row(one, viewer())
            for one in queries.list_appeals(viewer(), is_open=is_open)
        ],
        is_open=is_open,
        section="moderation",
    )


@bp.get("/moderation/appeals/<int:appeal_id>")
@staff_required
def appeal_file(appeal_id: int) -> str:
    """One appeal: what was done, the words it was about, what the author says."""
    return _appeal_page(appeal_id, AppealDecisionForm(formdata=None))


@bp.post("/moderation/appeals/<int:appeal_id>/decision")
@staff_required
@limiter.limit(CLICKS)
def decide_appeal(appeal_id: int) -> Answer:
    """Decide an appeal; both sides hear of it."""
    form = AppealDecisionForm()
    found = queries.get_appeal(viewer(), appeal_id).appeal
    try:
        with transaction():
            decided = moderation.decide_appeal(
                viewer(), found, outcome=form.outcome.data or "", answer=form.answer.data or ""
            )
    except Invalid as error:
        form.add_error(error)
        return _appeal_page(appeal_id, form), 422
    except Conflict as error:
        form.form_errors.append(error.sentence)
        return _appeal_page(appeal_id, form), 409
    flash(
        _("The account is gone, so the appeal is closed. Nobody is told.")
        if decided.outcome == "void"
        else _("Decided. The author and the moderator are told.")
    )
    return see_other("/moderation/appeals")


def _decision_page(action_id: int, form: AppealForm) -> str:
    found = queries.get_decision(viewer(), action_id)
    return render_template(
        "moderation/decision.html",
        decision=found,
        removed=queries.removed_words(viewer(), found.act),
        view=member_views.decision_view(found),
        form=form,
        has_errors=bool(form.errors or form.form_errors),
    )


def _appeal_page(appeal_id: int, form: AppealDecisionForm) -> str:
    found = queries.get_appeal(viewer(), appeal_id)
    return render_template(
        "moderation/appeal.html",
        file=found,
        appeal=found.appeal,
        decision=found.decision,
        removed=queries.removed_words(viewer(), found.decision.act),
        view=member_views.decision_view(found.decision),
        row=member_views.appeal_row(found, viewer()),
        outcomes=OUTCOMES,
        form=form,
        has_errors=bool(form.errors or form.form_errors),
        section="moderation",
    )
