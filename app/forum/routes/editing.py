"""Editing a post with a reason, taking it back, and putting it back."""

from __future__ import annotations

from typing import Any

from flask import flash, render_template, request
from flask_babel import gettext as _

from app.accounts.access import member_required
from app.core.db import transaction
from app.core.errors import Conflict, DomainError, Invalid, NotFound, Refused
from app.core.text import Rendered
from app.forum import limits, queries
from app.forum import services as forum
from app.forum.forms import EditAnswerForm, EditForm, EditQuestionForm, EditReplyForm
from app.forum.models import Post
from app.forum.rewriting import checked_fields, held_for
from app.forum.routes import bp
from app.forum.routes.writing import PATHS, preview_fragment, previewed, wants_preview
from app.forum.services import quotes
from app.forum.services.openness import check_not_locked
from app.permissions import authorize
from app.web.addresses import next_path, see_other
from app.web.errors import TEXT_FIELDS
from app.web.headers import is_fragment
from app.web.limits import CLICKS, POSTING, limiter
from app.web.personal import Personal, asks, look_for_personal
from app.web.viewer import viewer

FORMS: dict[str, type[EditForm]] = {
    "question": EditQuestionForm,
    "answer": EditAnswerForm,
    "reply": EditReplyForm,
}


@bp.get("/questions/<int:post_id>/edit", defaults={"kind": "question"})
@bp.get("/answers/<int:post_id>/edit", defaults={"kind": "answer"})
@bp.get("/replies/<int:post_id>/edit", defaults={"kind": "reply"})
@member_required
def edit(post_id: int, kind: str) -> Any:
    """The form, with the text as it stands."""
    post = _editable(post_id, kind)
    check_not_locked(viewer(), queries.get_question(viewer(), post.thread_id))
    if post.question is None:
        return _page(post, FORMS[kind].of(post), is_begun=True)
    tags = queries.tags_of([post.id]).get(post.id, [])
    return _page(post, EditQuestionForm.of_question(post, post.question, tags), is_begun=True)


@bp.post("/questions/<int:post_id>/edit", defaults={"kind": "question"})
@bp.post("/answers/<int:post_id>/edit", defaults={"kind": "answer"})
@bp.post("/replies/<int:post_id>/edit", defaults={"kind": "reply"})
@limiter.limit(POSTING, exempt_when=wants_preview)
@limiter.limit(CLICKS)
def post_edit(post_id: int, kind: str) -> Any:
    """Keep a new version, or show how it will look."""
    if viewer() is None:
        return _signed_out()
    post = _editable(post_id, kind)
    form = FORMS[kind]()
    if wants_preview():
        return preview_fragment(form) if is_fragment() else _page(post, form, previewed(form))
    if not form.validate_on_submit():
        return _page(post, form)
    if personal := look_for_personal(form, *checked_fields(kind), kind=kind):
        return _page(post, form, personal=personal)
    try:
        values = form.values
        if post.author_id != viewer().id:
            values.pop("is_anonymous", None)  # the mask is the asker's
        with transaction():
            edited = forum.edit_post(viewer(), post, **values)
    except Invalid as error:
        form.add_error(error)
        return _page(_editable(post_id, kind), form)
    except Refused as error:
        form.form_errors.append(error.sentence)
        return _page(_editable(post_id, kind), form, status=error.status)
    except Conflict as error:
        return _both_versions(_editable(post_id, kind), form, error)
    return see_other(edited.permalink)


@bp.post("/questions/<int:post_id>/withdrawal", defaults={"kind": "question"})
@bp.post("/answers/<int:post_id>/withdrawal", defaults={"kind": "answer"})
@bp.post("/replies/<int:post_id>/withdrawal", defaults={"kind": "reply"})
@limiter.limit(CLICKS)
@member_required
def withdraw(post_id: int, kind: str) -> Any:
    """Delete one's own post at once; the status line offers to put it back."""
    if "undo" in request.form:
        post = queries.withdrawn_post(viewer(), post_id, kind=kind)
        with transaction():
            post = forum.put_back_post(viewer(), post)
        flash(_("It is back."))
        return see_other(post.permalink)
    post = queries.get_post(viewer(), post_id, kind=kind)
    with transaction():
        forum.withdraw_post(viewer(), post)
    words = {
        "question": _("Your question is deleted."),
        "answer": _("Your answer is deleted."),
        "reply": _("Your reply is deleted."),
    }
    flash(words[kind], f"{PATHS[kind]}/{post_id}/withdrawal")
    return see_other(_place_left(post))


def _editable(post_id: int, kind: str) -> Post:
    post = queries.get_post(viewer(), post_id, kind=kind)
    authorize(viewer(), "post:edit", post)
    return post


def _place_left(post: Post) -> str:
    """Where the reader was; for a question that left nothing behind, the list."""
    if post.kind != "question":
        return next_path(f"/questions/{post.question_id}")
    try:
        return queries.place_of(viewer(), post.id, kind="question").path
    except NotFound:
        return "/questions"


def _signed_out() -> Any:
    """The session ended while somebody edited: everything typed is offered again."""
    fields = [
        (name, value)
        for name, values in request.form.lists()
        for value in values
        if name not in ("csrf_token", "preview")
    ]
    flash(_("You were signed out. Sign in in another window, then send it again here."))
    html = render_template(
        "errors/form_expired.html", fields=fields, text_fields=TEXT_FIELDS, action=request.path
    )
    return html, 400


def _both_versions(post: Post, form: EditForm, error: DomainError) -> Any:
    """Yours stays in the field, theirs is shown below; sending again replaces theirs."""
    form.form_errors.append(error.sentence)
    form.revision.data = post.revision_count
    return _page(post, form, theirs=quotes.readable(post.body), status=409)


def _page(
    post: Post,
    form: EditForm,
    preview: Rendered | None = None,
    *,
    theirs: str | None = None,
    personal: Personal | None = None,
    is_begun: bool = False,
    status: int = 422,
) -> Any:
    has_errors = bool(form.problems)
    is_mine = post.author_id == viewer().id
    asked = queries.get_question(viewer(), post.thread_id)
    html = render_template(
        "forum/write/edit.html",
        section="questions",
        post=post,
        title=asked.title,
        form=form,
        path=PATHS[post.kind],
        is_mine=is_mine,
        held_for=held_for(form, post.kind)
        if is_begun and is_mine and post.status == "held"
        else [],
        has_errors=has_errors,
        preview=preview,
        theirs=theirs,
        personal=personal,
        reason_length=limits.REASON_LENGTH,
    )
    return html, (status if has_errors or asks(personal) else 200)
