"""Writing: answers and replies. Nobody has to sign in before posting, and no text is lost then."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlencode

from flask import flash, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.core.db import transaction
from app.core.errors import Conflict, DomainError, Invalid, NotFound, Refused
from app.core.ids import new_token
from app.core.text import Rendered, render_markdown
from app.forum import pages, queries
from app.forum import services as forum
from app.forum.forms import AnswerForm, ReplyForm, ScopedForm
from app.forum.models import Post
from app.forum.queries import Branch, Thread
from app.forum.routes import bp
from app.forum.routes.browser import new_secret, own_draft, remembering
from app.forum.services import quotes
from app.forum.services.openness import CLOSED, LOCKED
from app.forum.services.posting import GONE
from app.forum.views import author_view
from app.permissions import can
from app.web.addresses import see_other
from app.web.headers import is_fragment
from app.web.limits import CLICKS, POSTING, limiter
from app.web.personal import Personal, asks, look_for_personal
from app.web.viewer import viewer

PATHS = {"question": "/questions", "answer": "/answers", "reply": "/replies"}


def wants_preview() -> bool:
    """Whether the preview button was pressed."""
    return "preview" in request.form


def previewed(form: Any) -> Rendered | None:
    """What was typed, as readers will see it; None, with a sentence at the field, when too long."""
    return render_markdown(form.body.data or "") if form.body.validate(form) else None


def preview_fragment(form: Any) -> Any:
    """The preview alone, for the page's script."""
    preview = previewed(form)
    if preview is None:
        return render_template("errors/_fragment.html", sentence=form.body.errors[0]), 422
    return render_template("forum/_preview.html", preview=preview)


@bp.get("/questions/<int:post_id>/answers")
def write_answer(post_id: int) -> Any:
    """The form for an answer, on a page of its own."""
    question = _parent(post_id, "question")
    return _answer_page(question, AnswerForm(formdata=None, **_brought_back(question, "answer")))


@bp.post("/questions/<int:post_id>/answers")
@limiter.limit(POSTING, exempt_when=wants_preview)
@limiter.limit(CLICKS)
def post_answer(post_id: int) -> Any:
    """Post an answer, or show how it will look."""
    form = AnswerForm()
    question = _parent(post_id, "question")
    if wants_preview():
        if is_fragment():
            return preview_fragment(form)
        return _answer_page(question, form, preview=previewed(form))
    if not form.validate_on_submit():
        return _answer_page(question, form)
    if personal := look_for_personal(form, "body", kind="answer"):
        return _answer_page(question, form, personal=personal)
    if _has_to_wait():
        return _keep(form, "answer", question)
    member, key = viewer(), form.key.data
    try:
        with transaction():
            answer = forum.post_answer(member, question, key=key, **form.values)
            forum.discard_sent(member, key)
    except DomainError as error:
        status = _refused(form, error)
        return _answer_page(_parent(post_id, "question"), form, status=status)
    return see_other(answer.permalink)


@bp.get("/questions/<int:post_id>/replies", defaults={"kind": "question"})
@bp.get("/answers/<int:post_id>/replies", defaults={"kind": "answer"})
@bp.get("/replies/<int:post_id>/replies", defaults={"kind": "reply"})
def write_reply(post_id: int, kind: str) -> Any:
    """The form for a reply: below the post with the page's script, else on a page of its own."""
    parent = _parent(post_id, kind)
    return _reply_page(parent, ReplyForm(formdata=None, **_brought_back(parent, "reply")))


@bp.post("/questions/<int:post_id>/replies", defaults={"kind": "question"})
@bp.post("/answers/<int:post_id>/replies", defaults={"kind": "answer"})
@bp.post("/replies/<int:post_id>/replies", defaults={"kind": "reply"})
@limiter.limit(POSTING, exempt_when=wants_preview)
@limiter.limit(CLICKS)
def post_reply(post_id: int, kind: str) -> Any:
    """Post a reply, or show how it will look."""
    form = ReplyForm()
    parent = _parent(post_id, kind)
    if wants_preview():
        if is_fragment():
            return preview_fragment(form)
        return _reply_page(parent, form, preview=previewed(form))
    if not form.validate_on_submit():
        return _reply_page(parent, form)
    if personal := look_for_personal(form, "body", kind="reply"):
        return _reply_page(parent, form, personal=personal)
    if _has_to_wait():
        return _keep(form, "reply", parent)
    member, key = viewer(), form.key.data
    try:
        with transaction():
            reply = forum.post_reply(member, parent, key=key, **form.values)
            forum.discard_sent(member, key)
    except DomainError as error:
        status = _refused(form, error)
        return _reply_page(_parent(post_id, kind), form, status=status)
    return _posted_reply(reply, post_id) if is_fragment() else see_other(reply.permalink)


def _parent(post_id: int, kind: str) -> Post:
    """The post that is written about. When it has left view, the text is offered back.

    Its author and moderators may still see it; nobody writes below it.
    """
    try:
        parent = queries.get_post(viewer(), post_id, kind=kind)
    except NotFound:
        if request.method == "POST":
            raise NotFound(GONE) from None
        raise
    if parent.status != "visible":
        raise Refused(_("Readers do not see this post, so nobody can answer or reply to it now."))
    return parent


def _brought_back(parent: Post, kind: str) -> dict[str, Any]:
    """What the form starts with: the text written before signing in, or a quote."""
    draft = own_draft(request.args.get("draft", ""), kind)
    if draft is not None and draft.parent_id == parent.id:
        return {
            "key": draft.id,
            "body": draft.body,
            "answer_kind": draft.answer_kind,
            "source_url": draft.source_url,
        }
    match = re.fullmatch(r"(question|answer|reply)-(\d{1,9})", request.args.get("quote", ""))
    if match is None:
        return {}
    try:
        quoted = queries.get_post(viewer(), int(match[2]), kind=match[1])
    except NotFound:
        return {}
    return {"body": quotes.quote_of(quoted) if quoted.status == "visible" else ""}


def _has_to_wait() -> bool:
    """A visitor, or a member whose address is not confirmed yet."""
    member = viewer()
    return member is None or (not member.is_confirmed and not member.is_suspended)


def _keep(form: Any, kind: str, parent: Post) -> Response:
    """Keep the text as a draft and show the way on: sign in, or confirm the address."""
    secret, key, parent_id, path = new_secret(), form.key.data, parent.id, _form_path(kind, parent)
    with transaction():
        draft = own_draft(key, kind) or forum.start_draft(
            viewer(), kind=kind, browser=secret, parent_id=parent_id, key=key
        )
        forum.save_draft(draft, **form.values)
        forum.let_wait(draft)
    if viewer() is not None:
        return see_other(f"/drafts/{draft.id}/waiting")
    flash(_("Sign in and we will bring your text back."))
    query = urlencode({"next": f"{path}?draft={draft.id}"}, safe="/")
    return remembering(see_other(f"/login?{query}"), secret)


def _form_path(kind: str, parent: Post) -> str:
    return f"{PATHS[parent.kind]}/{parent.id}/{'answers' if kind == 'answer' else 'replies'}"


def _refused(form: ScopedForm, error: DomainError) -> int:
    """Put a refusal into the form. Returns the status of the page that shows it."""
    if isinstance(error, Invalid):
        form.add_error(error)
    else:
        form.form_errors.append(error.sentence)
    if isinstance(error, Conflict):
        form.key.data = new_token()  # a key that was used up must not be sent again
    return error.status


def _why_not(post: Post, *, for_answer: bool = False) -> str:
    """The sentence in place of a form that would be refused anyway; "" when it would not."""
    question = queries.get_question(viewer(), post.thread_id)
    if question.is_locked and not can(viewer(), "question:write-locked"):
        return LOCKED
    return CLOSED if for_answer and question.is_closed else ""


def _answer_page(
    question: Post,
    form: AnswerForm,
    *,
    preview: Rendered | None = None,
    personal: Personal | None = None,
    status: int = 422,
) -> Any:
    has_errors = bool(form.problems)
    if is_fragment() and has_errors:
        return render_template("errors/_fragment.html", sentence=form.problems[0][1]), status
    html = render_template(
        "forum/write/answer.html",
        section="questions",
        post=question,
        question=question.question,
        author=author_view(question),
        answer_form=form,
        has_errors=has_errors,
        preview=preview,
        personal=personal,
        why_not=_why_not(question, for_answer=True),
    )
    return html, (status if has_errors or asks(personal) else 200)


def _reply_page(
    parent: Post,
    form: ReplyForm,
    *,
    preview: Rendered | None = None,
    personal: Personal | None = None,
    status: int = 422,
) -> Any:
    form.scope(str(parent.id))
    has_errors = bool(form.problems)
    html = render_template(
        f"forum/write/{'_reply_part' if is_fragment() else 'reply'}.html",
        section="questions",
        parent=parent,
        title=queries.get_question(viewer(), parent.thread_id).title,
        author=author_view(parent),
        form=form,
        has_errors=has_errors,
        preview=preview,
        personal=personal,
        why_not=_why_not(parent),
    )
    return html, (status if has_errors or asks(personal) else 200)


def _posted_reply(reply: Post, parent_id: int) -> str:
    """The new reply, in the place where its form was."""
    fresh = queries.get_post(viewer(), reply.id, kind="reply")
    asked = queries.get_post(viewer(), fresh.thread_id, kind="question")
    root = queries.get_post(viewer(), fresh.root_id or 0)
    page = pages.question_page(viewer(), Thread.without_answers(asked), {})
    view = pages.branch_view(viewer(), root, Branch([fresh], total=1), asked, {})
    return render_template(
        "forum/write/_posted_reply.html", view=view, page=page, parent_id=parent_id
    )
