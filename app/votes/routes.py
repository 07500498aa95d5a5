"""Doors of voting, and of the asker's mark on the answer that helped."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

from flask import Blueprint, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.accounts.access import member_required
from app.core.db import transaction
from app.core.errors import Invalid
from app.forum import pages, queries
from app.forum import services as forum
from app.forum.routes.reading import render_answers
from app.votes import services as votes
from app.votes.queries import my_votes
from app.web.addresses import next_path, see_other
from app.web.headers import is_fragment
from app.web.limits import CLICKS, limiter
from app.web.viewer import viewer

bp = Blueprint("votes", __name__)


@bp.post("/questions/<int:post_id>/vote", defaults={"kind": "question"})
@bp.post("/answers/<int:post_id>/vote", defaults={"kind": "answer"})
@bp.post("/replies/<int:post_id>/vote", defaults={"kind": "reply"})
@limiter.limit(CLICKS)
@member_required
def cast_vote(post_id: int, kind: str) -> str | Response:
    """Say that a post was helpful (`value=up`), was not (`down`), or take that back (`none`)."""
    value = votes.VALUES.get(request.form.get("value", ""))
    post = queries.get_post(viewer(), post_id, kind=kind)
    if value is None:
        raise Invalid("value", _("Choose “Helpful” or “Not helpful”."))
    with transaction():
        votes.cast_vote(viewer(), post, value)
    if is_fragment():
        post = queries.get_post(viewer(), post_id, kind=kind)
        view = pages.post_view(viewer(), post, my_votes(viewer(), [post_id]))
        return render_template("forum/_vote_fragment.html", view=view)
    return see_other(f"{next_path(post.permalink).partition('#')[0]}#{post.anchor}")


@bp.post("/answers/<int:answer_id>/accept")
@limiter.limit(CLICKS)
@member_required
def accept_answer(answer_id: int) -> str | Response:
    """Mark the answer that helped (`value=yes`), or unmark it (`no`); without a value, toggle."""
    answer = queries.get_post(viewer(), answer_id, kind="answer")
    with transaction():
        question = queries.get_question(viewer(), answer.thread_id)
        is_marked = question.accepted_answer_id == answer_id
        if request.form.get("value", "no" if is_marked else "yes") == "yes":
            forum.accept_answer(viewer(), answer)
        else:
            forum.take_back_acceptance(viewer(), answer)
    came_from = parse_qs(urlsplit(next_path()).query)
    if is_fragment() and "page" not in came_from:  # the marked answer moves to the first page
        return render_answers(answer.thread_id, sort=came_from.get("sort", ["votes"])[0])
    return see_other(queries.place_of(viewer(), answer_id, kind="answer").address)
