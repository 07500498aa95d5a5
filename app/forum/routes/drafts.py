"""From a draft to a post: the last step of asking, and waiting for a confirmed address."""

from __future__ import annotations

from typing import Any

from flask import Response, flash, render_template, request, session
from flask_babel import gettext as _

from app.accounts import services as accounts
from app.accounts.addresses import checked_email
from app.core.db import db, transaction
from app.core.errors import Invalid, NotFound, Refused
from app.core.text import render_markdown
from app.forum import queries
from app.forum import services as forum
from app.forum.care import CardAbove
from app.forum.checks import find_sign, missing_step
from app.forum.forms import AccountForm, AskForm, NotesForm
from app.forum.models import Draft
from app.forum.notes import Notes
from app.forum.queries.drafts import GONE
from app.forum.routes import bp
from app.forum.routes.asking import find_draft, first_step, step
from app.forum.routes.browser import browser_secret
from app.forum.services.tagging import parse_tags
from app.forum.words import note_cells
from app.safety import Finding
from app.web.addresses import see_other
from app.web.country import dial, reader_country
from app.web.forms import Form
from app.web.limits import CLICKS, MAILS, POSTING, SIGN_IN, limiter
from app.web.personal import Personal, blacked_out, personal_in, pieces_of, readable
from app.web.viewer import viewer

#: What the fields of step 1 are called where they differ from the columns of a post.
_FIELDS = {"body": "details"}
#: Where in a draft somebody may have written who they are: the step, and the form it is typed in.
_WRITTEN: dict[str, tuple[str, type[AskForm | NotesForm]]] = {
    "title": ("", AskForm),
    "body": ("", AskForm),
    "tags": ("", AskForm),
    "noticed": ("/notes", NotesForm),
    "duration": ("/notes", NotesForm),
    "places": ("/notes", NotesForm),
}


def _is_member() -> bool:
    return viewer() is not None


def _mail_was_asked(response: Response) -> bool:
    return response.status_code == 303


@bp.get("/questions/ask/<draft_id>/preview")
def check_and_post(draft_id: str) -> Any:
    """Step 4: the question as readers will see it, and the button."""
    draft = find_draft(draft_id)
    if missing := missing_step(draft):
        return _first(missing, draft)
    return _last_step(draft, None if _is_member() else AccountForm(formdata=None))


@bp.post("/questions/ask/<draft_id>/preview")
@limiter.limit(POSTING)
@limiter.limit(SIGN_IN, exempt_when=_is_member)
@limiter.limit(MAILS, exempt_when=_is_member, deduct_when=_mail_was_asked)
def post_question(draft_id: str) -> Any:
    """Post it; or, for somebody new, make the account and let the question wait."""
    member = viewer()
    try:
        draft = find_draft(draft_id)
    except NotFound:
        return _posted_before(draft_id)
    if missing := missing_step(draft):
        return _first(missing, draft)
    if "redact" in request.form:
        return _black_out(draft_id)
    if member is None:
        return _sign_up(draft)
    if not member.is_confirmed and not member.is_suspended:
        with transaction():
            forum.let_wait(find_draft(draft_id))
        return see_other(f"/drafts/{draft_id}/waiting")
    try:
        with transaction():
            forum.adopt_drafts(member, browser_secret())
            post = forum.post_draft(member, find_draft(draft_id))
    except Invalid as error:
        return _incomplete(draft_id, error)
    except NotFound:
        return _posted_before(draft_id)
    except Refused as error:
        html, _status = _last_step(find_draft(draft_id), sentence=error.sentence)
        return html, error.status
    return see_other(f"/questions/{post.id}?posted=1")


@bp.get("/drafts/<draft_id>/waiting")
def wait_for_confirmation(draft_id: str) -> Any:
    """Everything is done but the click in the mail."""
    try:
        draft = queries.get_draft(viewer(), draft_id, browser=browser_secret())
    except NotFound:
        return _posted_before(draft_id)
    member = viewer()
    return render_template(
        "forum/ask/waiting.html",
        section="questions",
        draft=draft,
        sent_to=member.email if member else session.get("sent_to"),
    )


@bp.post("/drafts/<draft_id>/deletion")
@limiter.limit(CLICKS)
def delete_draft(draft_id: str) -> Any:
    """Delete a draft that nobody will go on with."""
    with transaction():
        forum.discard_draft(queries.get_draft(viewer(), draft_id, browser=browser_secret()))
    flash(_("Your draft is deleted."))
    return see_other("/questions/ask")


def _first(missing: str, draft: Draft) -> Any:
    """To the step that was passed over; the notes then say why they are shown."""
    asked = "?before=preview" if missing == "notes" else ""
    return see_other(f"/questions/ask/{draft.id}/{missing}{asked}")


def _last_step(draft: Draft, form: AccountForm | None = None, *, sentence: str = "") -> Any:
    return step(
        4,
        "preview",
        form,
        draft=draft,
        sentence=sentence,
        body=render_markdown(draft.body),
        cells=note_cells(Notes.of(draft)),
        tags=_tags(draft),
        personal=_personal(draft),
        care=_care(draft),
        dial=dial,
        article=None,
    )


def _care(draft: Draft) -> CardAbove | None:
    """The card that readers will see above the question, as far as the check can tell now."""
    found = find_sign(draft.title, draft.body, Notes.of(draft), draft.warning_signs)
    if found is None:
        return None
    return CardAbove(found, reader_country(), draft.happening == "past", for_asker=True)


def _personal(draft: Draft) -> Personal | None:
    """What identifies a person in the draft; posted all the same, the question is held."""
    pieces = [
        piece
        for name, (step_path, form) in _WRITTEN.items()
        for piece in pieces_of(
            getattr(draft, name) or "",
            _found(draft, name),
            _where(f"/questions/ask/{draft.id}{step_path}", form, _FIELDS.get(name, name)),
        )
    ]
    return Personal(pieces) if pieces else None


def _found(draft: Draft, name: str) -> list[Finding]:
    return personal_in(readable(name, getattr(draft, name) or ""), kind="question")


def _where(path: str, form: type[Form], field: str) -> tuple[str, str]:
    """A link to the field of a step, and what the field is called there."""
    return f"{path}#{field}", str(form(formdata=None)[field].label.text)


def _black_out(draft_id: str) -> Any:
    """Take what identifies a person out of the draft, and show it again."""
    with transaction():
        draft = find_draft(draft_id)
        for name in _WRITTEN:
            text = getattr(draft, name)
            if text:
                setattr(draft, name, blacked_out(text, _found(draft, name)))
        draft.tags = ", ".join(_tags(draft))  # a topic that was all black is none
    flash(_("It is blacked out. Look it over, then post it."))
    return see_other(f"/questions/ask/{draft_id}/preview")


def _tags(draft: Draft) -> list[str]:
    try:
        return parse_tags(draft.tags)
    except Invalid:  # kept while it was typed; posting says what is wrong with it
        return []


def _posted_before(draft_id: str) -> Any:
    """The form was sent twice, or the address is confirmed by now: show what came of the draft."""
    post = queries.posted_from(viewer(), draft_id)
    if post is None:
        raise NotFound(GONE)
    return see_other(
        f"/questions/{post.id}?posted=1" if post.kind == "question" else post.permalink
    )


def _incomplete(draft_id: str, error: Invalid) -> Any:
    """Back to step 1, with the sentence at its field."""
    draft = find_draft(draft_id)
    form = AskForm.of(draft)
    form.add_error(Invalid(_FIELDS.get(error.field, error.field), error.sentence))
    return first_step(form, draft)


def _sign_up(draft: Draft) -> Any:
    """Whether the address is known is not said: both ways lead to the same page."""
    form = AccountForm()
    draft_id = draft.id
    if form.validate_on_submit():
        try:
            email = checked_email(form.email.data)
            accounts.check_password(form.password.data, about=(None, email))
            db.session.rollback()  # hashing is slow on purpose: nothing is kept open meanwhile
            password_hash = accounts.hash_password(form.password.data)
            with transaction():
                accounts.sign_up(None, email, password_hash, browser=browser_secret())
                forum.let_wait(find_draft(draft_id))
        except Invalid as error:
            form.add_error(error)
        else:
            session["sent_to"] = email
            return see_other(f"/drafts/{draft_id}/waiting")
    return _last_step(find_draft(draft_id), form)
