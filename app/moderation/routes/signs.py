"""The warning sign of a question, set by a moderator: lower a false card, raise a missing one."""

from __future__ import annotations

from typing import Any

from flask import flash, render_template, request
from flask_babel import gettext as _

from app.accounts.access import staff_required
from app.core.db import transaction
from app.core.errors import Conflict, Invalid
from app.forum import queries as forum
from app.forum.models import Post
from app.moderation import services as moderation
from app.moderation.forms import SignForm
from app.moderation.routes import bp
from app.moderation.rules import check_text
from app.moderation.sign_words import sign_choices, sign_words
from app.moderation.views import marked
from app.permissions import authorize
from app.safety.model import RED_FLAGS
from app.web.addresses import next_path, see_other
from app.web.limits import CLICKS, limiter
from app.web.viewer import viewer


@bp.get("/moderation/questions/<int:question_id>/sign")
@staff_required
def sign(question_id: int) -> Any:
    """The card that stands above a question, the words that brought it, and the others."""
    return _page(_question(question_id), SignForm(formdata=None))


@bp.post("/moderation/questions/<int:question_id>/sign")
@staff_required
@limiter.limit(CLICKS)
def set_sign(question_id: int) -> Any:
    """Change the card; the status line offers to take the change back."""
    post, form, member = _question(question_id), SignForm(), viewer()
    if "undo" in request.form:
        with transaction():
            moderation.undo_sign(member, post)
        flash(_("The card is as it was."))
        return see_other(f"/q/{question_id}")
    if form.validate_on_submit():
        try:
            if form.sign.data is None:
                raise Invalid("sign", _("Choose a card from the list, or none."))
            with transaction():
                moderation.set_sign(
                    member,
                    post,
                    code=form.sign.data or None,
                    reason=form.reason.data or "",
                    was=form.was.data,
                )
        except Invalid as error:
            form.add_error(error)
        except Conflict as error:
            form.form_errors.append(error.sentence)
            return _page(_question(question_id), form, status=409)
        else:
            flash(
                _("The card is changed. The person who asked is not told."),
                f"/moderation/questions/{question_id}/sign",
            )
            return see_other(next_path(f"/q/{question_id}"))
    return _page(_question(question_id), form)


def _question(question_id: int) -> Post:
    post = forum.get_post(viewer(), question_id, kind="question")
    authorize(viewer(), "question:set-sign", post)
    return post


def _page(post: Post, form: SignForm, *, status: int = 422) -> Any:
    question = post.question
    assert question is not None, "a question's post has its row in questions"
    found = check_text(post.body, title=question.title, kind="question").findings
    title, body = marked(post, question.title, [one for one in found if one.severity in RED_FLAGS])
    has_errors = bool(form.problems)
    html = render_template(
        "moderation/sign.html",
        section="moderation",
        post=post,
        question=question,
        form=form,
        title=title,
        body_html=body,
        now=sign_words(question.red_flag_category),
        ticked=[sign_words(code) for code in question.warning_signs or ()],
        choices=sign_choices(),
        chosen=form.sign.data if has_errors else question.red_flag_category or "",
        next=next_path(""),
        has_errors=has_errors,
    )
    return html, (status if has_errors else 200)
