"""The review desk: the queue, one case on one screen, decisions, undo. For moderators."""

from __future__ import annotations

from typing import Any

from flask import flash, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.accounts.access import staff_required
from app.core.db import transaction
from app.core.errors import Conflict, DomainError, Invalid
from app.forum import queries as forum
from app.forum.models import Post
from app.moderation import queries
from app.moderation import services as moderation
from app.moderation.errors import TooLate
from app.moderation.forms import DecisionForm, RedactForm, RevealForm
from app.moderation.models import ModerationAction
from app.moderation.presets import prepared_warning
from app.moderation.reasons import all_reasons
from app.moderation.routes import bp
from app.moderation.routes.desk_page import desk_page
from app.moderation.words import too_late_words
from app.web.addresses import see_other
from app.web.filters import ago
from app.web.limits import CLICKS, limiter
from app.web.viewer import viewer

Answer = Response | str | tuple[str, int]


@bp.get("/moderation")
@staff_required
def moderation_home() -> Response:
    """To the queue."""
    return see_other("/moderation/queue")


@bp.get("/moderation/queue")
@staff_required
def queue() -> str:
    """What waits; on a wide screen the first case stands beside the list."""
    return desk_page(None)


@bp.get("/moderation/queue/<int:case_id>")
@staff_required
def case(case_id: int) -> str:
    """One case. `act` opens the form of a decision."""
    return desk_page(queries.get_file(viewer(), case_id))


@bp.post("/moderation/queue/<int:case_id>/decision")
@staff_required
@limiter.limit(CLICKS)
def decide(case_id: int) -> Answer:
    """Decide a case; the next one opens by itself."""
    member, form = viewer(), DecisionForm()
    found, post = queries.get_case_of_post(member, case_id)
    if form.validate_on_submit():
        try:
            with transaction():
                _do(member, post, form)
        except Invalid as error:
            form.add_error(error)
        except Conflict as error:
            return late_page(case_id, error), 409
        else:
            show = request.form.get("show", "all")
            return see_other(queue_path(queries.next_case_id(member, found, show=show), show))
    return desk_page(queries.get_file(member, case_id), form=form), 422


def _do(member: Any, post: Post, form: DecisionForm) -> ModerationAction:
    act, version, reasons = form.act.data, form.version.data, all_reasons()
    own_words = form.reason.data or ""
    if act == "keep":
        kept = reasons.keep.get(form.choice.data or "")
        reason = own_words or (kept.reason if kept else "")
        return moderation.keep_post(
            member, post, reason=reason, reports=form.reports.data or None, version=version
        )
    if act == "hide":
        return moderation.hide_post(member, post, reason=own_words, version=version)
    if act == "restore":
        return moderation.restore_post(member, post, reason=own_words, version=version)
    if act == "unsafe":
        chosen = reasons.unsafe.get(form.category.data or "")
        if chosen is None:
            raise Invalid("category", "Choose what made it unsafe.")
        return _remove(
            member,
            post,
            form,
            category=chosen.code,
            reason=own_words or chosen.reason,
            safer_note=form.safer_note.data or chosen.note,
            tell=form.tells,
        )
    if act == "other":
        canned = reasons.other.get(form.choice.data or "")
        reason = own_words or (canned.reason if canned else "")
        return _remove(member, post, form, reason=reason)
    raise Invalid("act", "Choose what to do.")


def _remove(member: Any, post: Post, form: DecisionForm, **removal: Any) -> ModerationAction:
    """Remove, and warn the author too when the second box is ticked."""
    removal["version"] = form.version.data
    if not form.warn.data:
        return moderation.remove_post(member, post, **removal)
    warning = form.warning.data or prepared_warning(form.choice.data or form.category.data)
    return moderation.remove_and_warn(
        member, post, warning=warning, earlier=form.earlier.data, **removal
    )


@bp.post("/moderation/actions/<int:action_id>/undo")
@staff_required
@limiter.limit(CLICKS)
def undo(action_id: int) -> Answer:
    """Take back one's last act; its case is open again."""
    member = viewer()
    try:
        with transaction():
            reverted = moderation.undo_act(member, action_id)
    except TooLate as error:
        if error.earlier is None or error.earlier.case_id is None:
            raise
        return late_page(error.earlier.case_id, error), 409
    is_bulk = reverted.batch_id is not None and not request.form.keys().isdisjoint(("all", "undo"))
    return see_other(queue_path(None if is_bulk else reverted.case_id, "all"))


@bp.post("/moderation/queue/<int:case_id>/claim")
@staff_required
@limiter.limit(CLICKS)
def claim(case_id: int) -> Answer:
    """Say that one is on the case, or, with `value=release`, leave it to others."""
    member = viewer()
    found = queries.get_case(member, case_id)
    change = (
        moderation.release_case if request.form.get("value") == "release" else moderation.claim_case
    )
    try:
        with transaction():
            change(member, found)
    except Conflict as error:
        return late_page(case_id, error), 409
    return see_other(f"/moderation/queue/{case_id}")


@bp.post("/moderation/queue/<int:case_id>/redaction")
@staff_required
@limiter.limit(CLICKS)
def redact(case_id: int) -> Answer:
    """Black words out of the post and all its versions."""
    member, form = viewer(), RedactForm()
    _case, post = queries.get_case_of_post(member, case_id)
    words = [*request.form.getlist("found"), *(form.words.data or "").split("\n")]
    try:
        with transaction():
            moderation.redact_post(member, post, words=words, version=form.version.data)
    except Invalid as error:
        form.add_error(error)
        return desk_page(queries.get_file(member, case_id), redact_form=form), 422
    except Conflict as error:
        return late_page(case_id, error), 409
    return see_other(f"/moderation/queue/{case_id}")


@bp.post("/moderation/queue/<int:case_id>/redaction/<int:post_id>")
@staff_required
@limiter.limit(CLICKS)
def redact_copy(case_id: int, post_id: int) -> Answer:
    """Black the same words out of another post of the thread."""
    member = viewer()
    _case, post = queries.get_case_of_post(member, case_id)
    copy = forum.get_post(member, post_id)
    try:
        with transaction():
            moderation.redact_copy(member, post, copy)
    except (Invalid, Conflict) as error:
        return late_page(case_id, Conflict(error.sentence)), 409
    flash(_("It is blacked out there, too."))
    return see_other(f"/moderation/queue/{case_id}")


@bp.post("/moderation/queue/<int:case_id>/reveal")
@staff_required
@limiter.limit(CLICKS)
def reveal(case_id: int) -> Answer:
    """Look who wrote an anonymous post; the reason is kept in the trail."""
    member, form = viewer(), RevealForm()
    _case, post = queries.get_case_of_post(member, case_id)
    try:
        with transaction():
            moderation.reveal_author(member, post, reason=form.reason.data or "")
    except Invalid as error:
        form.add_error(error)
        return desk_page(queries.get_file(member, case_id), reveal_form=form), 422
    return see_other(f"/moderation/queue/{case_id}")


def late_page(case_id: int, error: Conflict) -> str:
    """The case as it is now, with a line on who was faster; nothing was done."""
    return desk_page(queries.get_file(viewer(), case_id), late=late_words(error))


def late_words(error: DomainError) -> str:
    """Why an act was not done: who decided and when, if somebody did."""
    if isinstance(error, TooLate) and error.earlier is not None:
        return too_late_words(error.earlier, str(ago(error.earlier.at, only_words=True)))
    return error.sentence


def queue_path(case_id: int | None, show: str) -> str:
    """The address of a case, or of the list, with the filter that was chosen."""
    path = f"/moderation/queue/{case_id}" if case_id else "/moderation/queue"
    return path if show == "all" or show not in queries.SHOWS else f"{path}?show={show}"
