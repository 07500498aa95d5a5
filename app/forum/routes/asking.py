"""Asking: a question in four steps, each with its own address. The draft on the server carries it.

Nobody has to sign in before the last step, and then the draft goes with them.
"""

from __future__ import annotations

from typing import Any

from flask import render_template, request
from flask_babel import lazy_gettext as _l

from app.articles import queries as articles
from app.core.db import transaction
from app.core.errors import Invalid, NotFound
from app.core.text import clean_line
from app.forum import limits, queries
from app.forum import services as forum
from app.forum.care import Card
from app.forum.checks import interruption, missing_step
from app.forum.forms import AskForm, NotesForm, SafetyForm
from app.forum.models import Draft
from app.forum.routes import bp
from app.forum.routes.browser import browser_secret, new_secret, own_draft, remembering
from app.forum.services.tagging import parse_tags
from app.forum.words import note_cells
from app.web.addresses import see_other
from app.web.country import dial, reader_country
from app.web.forms import Form
from app.web.headers import is_fragment
from app.web.limits import CLICKS, POSTING, limiter
from app.web.viewer import viewer

STEPS = [_l("Your question"), _l("Notes"), _l("Safety check"), _l("Check and post")]
#: Topics offered while typing.
OFFERED_TAGS = 40


def step(number: int, name: str, form: Form | None = None, **values: Any) -> Any:
    """The page of a step; one with errors says so in its title and its status (422)."""
    has_errors = form is not None and bool(form.problems)
    html = render_template(
        f"forum/ask/{name}.html",
        section="questions",
        steps=STEPS,
        step=number,
        form=form,
        has_errors=has_errors,
        **values,
    )
    return html, (422 if has_errors else 200)


def find_draft(draft_id: str) -> Draft:
    """The question being written, for whoever writes it."""
    return queries.get_draft(viewer(), draft_id, browser=browser_secret(), kind="question")


@bp.get("/questions/ask")
def ask() -> Any:
    """Step 1, empty, or with the words that somebody searched for."""
    words = clean_line(request.args.get("title") or request.args.get("q") or "")
    return first_step(AskForm(title=words[: limits.TITLE[1]]))


@bp.post("/questions/ask")
@limiter.limit(POSTING)
def post_ask() -> Any:
    """Begin a draft."""
    form = AskForm()
    if not _is_complete(form):
        return first_step(form)
    article = _article()
    secret = new_secret()
    with transaction():
        draft = own_draft(form.key.data, "question") or forum.start_draft(
            viewer(), kind="question", browser=secret, key=form.key.data
        )
        forum.save_draft(
            draft,
            **form.values,
            article_id=article.id if article else None,
            article_section=_section() if article else None,
        )
    return remembering(see_other(f"/questions/ask/{draft.id}/notes"), secret)


@bp.get("/questions/ask/<draft_id>")
def edit_ask(draft_id: str) -> Any:
    """Step 1 again."""
    draft = find_draft(draft_id)
    return first_step(AskForm.of(draft), draft)


@bp.post("/questions/ask/<draft_id>")
@limiter.limit(CLICKS)
def post_edit_ask(draft_id: str) -> Any:
    """Keep step 1 and go on."""
    form = AskForm()
    if not _is_complete(form):
        return first_step(form, find_draft(draft_id))
    with transaction():
        draft = forum.save_draft(find_draft(draft_id), **form.values)
    return see_other(f"/questions/ask/{draft.id}/{_next_of_first(draft)}")


@bp.get("/questions/ask/<draft_id>/notes")
def ask_notes(draft_id: str) -> Any:
    """Step 2: what a doctor would ask first, and what was asked already."""
    draft = find_draft(draft_id)
    return _second_step(NotesForm.of(draft), draft)


@bp.post("/questions/ask/<draft_id>/notes")
@limiter.limit(CLICKS)
def post_ask_notes(draft_id: str) -> Any:
    """Keep the notes and go on: past the safety check unless it has something to say.

    Back keeps them too, and asks for nothing.
    """
    form = NotesForm()
    is_back = "back" in request.form
    if not is_back and not form.validate_on_submit():
        return _second_step(form, find_draft(draft_id))
    with transaction():
        draft = find_draft(draft_id)
        forum.save_draft(draft, notes=form.notes, warning_signs=form.warning_signs)
    base = f"/questions/ask/{draft.id}"
    return see_other(base if is_back else f"{base}/{missing_step(draft) or 'preview'}")


@bp.get("/questions/ask/<draft_id>/safety")
def ask_safety(draft_id: str) -> Any:
    """Step 3, only for a question that sounds like an emergency."""
    draft = find_draft(draft_id)
    card = interruption(draft)
    if card is None:
        return see_other(f"/questions/ask/{draft.id}/preview")
    return _safety_step("safety", SafetyForm(formdata=None), draft, card)


@bp.post("/questions/ask/<draft_id>/safety")
@limiter.limit(CLICKS)
def post_ask_safety(draft_id: str) -> Any:
    """Is it happening now? No goes on; anything else shows whom to call, and a way on.

    The choice is kept in the draft, and with the question.
    """
    draft = find_draft(draft_id)
    card = interruption(draft)
    if card is None:
        return see_other(f"/questions/ask/{draft.id}/preview")
    form = SafetyForm()
    if not form.validate_on_submit():
        return _safety_step("safety", form, draft, card)
    if form.now.data == "yes":
        return _safety_step("call", None, draft, card)
    with transaction():
        forum.save_draft(
            find_draft(draft_id),
            red_flag=card.level,
            red_flag_category=card.code,
            happening="past" if form.now.data == "past" else "now",
        )
    return see_other(f"/questions/ask/{draft_id}/preview")


@bp.post("/questions/ask/<draft_id>/save")
@limiter.limit(CLICKS)
def save_ask(draft_id: str) -> Any:
    """Keep what is typed, a moment after it was typed. Nothing is checked, only kept."""
    with transaction():
        draft = find_draft(draft_id)
        if "title" in request.form:
            forum.save_draft(draft, **AskForm().values)
        else:
            form = NotesForm()
            forum.save_draft(draft, notes=form.notes, warning_signs=form.warning_signs)
    return render_template("forum/ask/_saved.html", draft=draft)


@bp.get("/questions/similar")
def similar_questions() -> str:
    """Questions like the title being typed: a list for the page's script, or a page of its own."""
    title = clean_line(request.args.get("title", ""))[: limits.TITLE[1]]
    found = queries.similar_questions(viewer(), title) if title else []
    template = "_similar" if is_fragment() else "similar"
    return render_template(
        f"forum/ask/{template}.html", section="questions", found=found, title=title
    )


def first_step(form: AskForm, draft: Draft | None = None) -> Any:
    article = _article(draft)
    drafts = [] if draft else queries.open_drafts(viewer(), browser=browser_secret())
    return step(
        1,
        "question",
        form,
        draft=draft,
        drafts=drafts,
        tags=queries.popular_tags(viewer(), OFFERED_TAGS),
        article=article,
        article_section=_section() if article and not draft else None,
    )


def _second_step(form: NotesForm, draft: Draft) -> Any:
    return step(
        2,
        "notes",
        form,
        draft=draft,
        cells=note_cells(form.notes, with_gaps=True),
        has_notes=bool(form.notes.as_dict()),
        found=queries.similar_questions(viewer(), draft.title),
    )


def _safety_step(name: str, form: SafetyForm | None, draft: Draft, card: Card) -> Any:
    return step(3, name, form, draft=draft, card=card, country=reader_country(), dial=dial)


def _next_of_first(draft: Draft) -> str:
    """From "Change" on the last step back to it; from Back on the notes on to the notes."""
    if request.form.get("to") != "preview":
        return "notes"
    return missing_step(draft) or "preview"


def _is_complete(form: AskForm) -> bool:
    if not form.validate_on_submit():
        return False
    try:
        form.tags.data = ", ".join(parse_tags(form.tags.data or ""))
    except Invalid as error:
        form.add_error(error)
        return False
    return True


def _article(draft: Draft | None = None) -> Any:
    """The article that led here, by the address or by what the draft remembers."""
    if draft is not None:
        return articles.article_by_id(viewer(), draft.article_id) if draft.article_id else None
    try:
        slug = clean_line(request.values.get("from", ""))
        return articles.get_article(viewer(), slug) if slug else None
    except NotFound:
        return None


def _section() -> str | None:
    return clean_line(request.values.get("section", ""))[:100] or None
