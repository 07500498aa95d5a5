"""The file of a member and the acts about a member: warn, suspend, note, take back. For staff."""

from __future__ import annotations

from typing import Any

from flask import flash, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.accounts.access import staff_required
from app.core.db import transaction
from app.core.errors import Conflict, Invalid
from app.forum.models import Post
from app.moderation import member_views, queries
from app.moderation import services as moderation
from app.moderation.member_forms import NoteForm, SuspensionForm, WarningForm
from app.moderation.presets import all_presets
from app.moderation.routes import bp
from app.web.addresses import see_other
from app.web.forms import Form
from app.web.limits import CLICKS, limiter
from app.web.viewer import viewer

Answer = Response | str | tuple[str, int]
FORMS = {"warn": WarningForm, "suspend": SuspensionForm, "note": NoteForm}


@bp.get("/moderation/users/<int:member_id>")
@staff_required
def member_file(member_id: int) -> str:
    """What the staff knows of a member. `act` opens a form: warn, suspend or note."""
    return _page(member_id, request.args.get("act", ""))


@bp.post("/moderation/users/<int:member_id>/warnings")
@staff_required
@limiter.limit(CLICKS)
def warn(member_id: int) -> Answer:
    """Send a warning."""
    actor, form = viewer(), WarningForm()
    member, post = queries.get_member_for_act(actor, member_id), _post_of_case(form)
    name, preset = member.name, all_presets().get(form.preset.data or "")
    if not form.validate_on_submit():
        return _page(member_id, "warn", form), 422
    try:
        with transaction():
            act = moderation.warn_member(
                actor,
                member,
                text=form.text.data or (preset.text if preset else ""),
                post=post,
                earlier=form.earlier.data,
            )
    except (Invalid, Conflict) as error:
        return _again(member_id, "warn", form, error)
    return _done(_("%(name)s is warned.", name=name), act.id, form, member_id)


@bp.post("/moderation/users/<int:member_id>/suspensions")
@staff_required
@limiter.limit(CLICKS)
def suspend(member_id: int) -> Answer:
    """Suspend, or take a single right."""
    actor, form = viewer(), SuspensionForm()
    member = queries.get_member_for_act(actor, member_id)
    name = member.name
    if not form.validate_on_submit():
        return _page(member_id, "suspend", form), 422
    try:
        with transaction():
            act = moderation.suspend_member(
                actor,
                member,
                reason=form.reason.data or "",
                days=None if form.length.data == "lifted" else form.days.data or 0,
                right=form.right.data,
            )
    except (Invalid, Conflict) as error:
        return _again(member_id, "suspend", form, error)
    return _done(_("%(name)s is suspended.", name=name), act.id, form, member_id)


@bp.post("/moderation/users/<int:member_id>/notes")
@staff_required
@limiter.limit(CLICKS)
def add_member_note(member_id: int) -> Answer:
    """Write a private note about the member."""
    actor, form = viewer(), NoteForm()
    member = queries.get_member_for_act(actor, member_id)
    if not form.validate_on_submit():
        return _page(member_id, "note", form), 422
    try:
        with transaction():
            note = moderation.note_member(actor, member, text=form.text.data or "")
    except Invalid as error:
        return _again(member_id, "note", form, error)
    return _done(_("The note is kept."), note.act_id, form, member_id)


@bp.post("/moderation/queue/<int:case_id>/notes")
@staff_required
@limiter.limit(CLICKS)
def add_case_note(case_id: int) -> Answer:
    """Write a private note about a case."""
    from app.moderation.routes.desk_page import desk_page

    actor, form = viewer(), NoteForm()
    found = queries.get_case(actor, case_id)
    try:
        with transaction():
            note = moderation.note_case(actor, found, text=form.text.data or "")
    except Invalid as error:
        form.add_error(error)
        return desk_page(queries.get_file(actor, case_id), note_form=form), 422
    flash(_("The note is kept."), f"/moderation/actions/{note.act_id}/reversal")
    return see_other(f"/moderation/queue/{case_id}")


@bp.post("/moderation/actions/<int:action_id>/reversal")
@staff_required
@limiter.limit(CLICKS)
def reverse(action_id: int) -> Answer:
    """Take back a warning, a suspension or a note; also what Undo in the status line does."""
    actor = viewer()
    act = queries.get_act(actor, action_id)
    with transaction():
        moderation.reverse_act(actor, act, reason=request.form.get("reason", "")[:500])
    flash(_("Taken back."))
    if act.case_id:
        return see_other(f"/moderation/queue/{act.case_id}")
    return see_other(f"/moderation/users/{act.member_id}")


def _post_of_case(form: WarningForm) -> Post | None:
    """What the warning is about, when it is given at a case."""
    number = form.case.data or ""
    return queries.get_case(viewer(), int(number)).post if number.isdecimal() else None


def _again(member_id: int, act: str, form: Form, error: Invalid | Conflict) -> tuple[str, int]:
    if isinstance(error, Invalid):
        form.add_error(error)
    else:
        form.form_errors.append(error.sentence)
    return _page(member_id, act, form), error.status


def _done(sentence: str, act_id: int, form: Any, member_id: int) -> Response:
    flash(sentence, f"/moderation/actions/{act_id}/reversal")
    case = form.case.data or ""
    back_to_desk = case.isdecimal() and len(case) < 19
    return see_other(
        f"/moderation/queue/{case}" if back_to_desk else f"/moderation/users/{member_id}"
    )


def _page(member_id: int, act: str, form: Form | None = None) -> str:
    actor = viewer()
    file = queries.get_member_file(actor, member_id)
    chosen = FORMS.get(act)
    shown = form or (chosen(formdata=None) if chosen else None)
    return render_template(
        "moderation/member.html",
        file=file,
        member=file.member,
        act=act if chosen else "",
        form=shown,
        case=form.case.data if form else request.args.get("case", ""),
        has_errors=bool(form and (form.errors or form.form_errors)),
        section="moderation",
        **member_views.file_context(file, actor),
    )
