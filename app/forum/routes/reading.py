"""Reading: lists, topics, question pages, permalinks."""

from __future__ import annotations

from typing import Any

from flask import make_response, redirect, render_template, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from slugify import slugify
from werkzeug.wrappers import Response

from app.articles.queries import care_card_for
from app.core.errors import NotFound
from app.forum import history, pages, queries
from app.forum.care import CardAbove, card
from app.forum.forms import AnswerForm
from app.forum.queries import Thread
from app.forum.queries.lists import FILTERS, SORTS
from app.forum.queries.threads import SORTS as ANSWER_SORTS
from app.forum.routes import bp
from app.forum.structured import question_data
from app.forum.words import ANSWER_KIND_WORDS
from app.recall.recorder import note_shown
from app.votes.queries import my_votes
from app.web.addresses import absolute
from app.web.country import dial, reader_country
from app.web.headers import is_fragment
from app.web.viewer import viewer

#: Topics offered beside the list of questions.
RAIL_TAGS = 12
#: Fewer questions than this, and a topic is not worth a search engine's time (design 2).
FEW_QUESTIONS = 3
#: A question with no answer and fewer words than this is not worth it either (design 6).
FEW_WORDS = 40

ANSWER_SORT_WORDS = [
    ("votes", _l("Most helpful")),
    ("newest", _l("Newest")),
    ("oldest", _l("Oldest")),
]
HISTORY_HEADINGS = {
    "question": _l("History of a question"),
    "answer": _l("History of an answer"),
    "reply": _l("History of a reply"),
}
BACK_WORDS = {"question": _l("Question"), "answer": _l("Answer"), "reply": _l("Reply")}


@bp.get("/questions")
def list_questions() -> str:
    """All questions, in the chosen order, or only those that wait for an answer."""
    sort = _choice("sort", SORTS)
    only_waiting = request.args.get("filter") in FILTERS
    cursor = request.args.get("page")
    questions = queries.list_questions(
        viewer(), sort=sort, only_waiting=only_waiting, cursor=cursor
    )
    return render_template(
        "forum/list.html",
        section="questions",
        questions=questions,
        sort=sort,
        only_waiting=only_waiting,
        cursor=cursor,
        tags=queries.popular_tags(viewer(), RAIL_TAGS),
        is_copy=bool(cursor or only_waiting or sort != "newest"),
    )


@bp.get("/tags")
def list_tags() -> str:
    """All topics, the most used first."""
    tags = queries.list_tags(viewer(), cursor=request.args.get("page"))
    return render_template(
        "forum/tags.html", section="tags", tags=tags, is_copy="page" in request.args
    )


@bp.get("/tags/<name>")
def show_tag(name: str) -> str | Response:
    """The questions of one topic, newest first."""
    slug = slugify(name)
    if slug and slug != name:
        return redirect(f"/tags/{slug}", 301)
    tag = queries.get_tag(viewer(), name)
    cursor = request.args.get("page")
    return render_template(
        "forum/tag.html",
        section="tags",
        tag=tag,
        questions=queries.list_questions(viewer(), tag_id=tag.id, cursor=cursor),
        cursor=cursor,
        is_noindex=bool(cursor) or tag.question_count < FEW_QUESTIONS,
    )


@bp.get("/questions/<int:question_id>")
@bp.get("/questions/<int:question_id>/<slug>")
def show_question(question_id: int, slug: str = "") -> str | Response:
    """A question with its answers and replies; the one page that people come for."""
    if is_fragment() and "replies" in request.args:
        return _thread_fragment(question_id)
    sort = _choice("sort", ANSWER_SORTS)
    cursor = request.args.get("page")
    thread = queries.get_thread(
        viewer(),
        question_id,
        sort=sort,
        cursor=cursor,
        open_thread=_number("replies"),
        open_from=_number("from"),
    )
    page = _page(thread, sort, cursor)
    if thread.post.status == "removed":
        return make_response(render_template("forum/removed.html", view=page.top, page=page), 410)
    if request.path != page.path:
        query = request.query_string.decode()
        return redirect(f"{page.path}{'?' if query else ''}{query}", 301)
    note_shown(viewer(), thread.shown)
    if is_fragment():
        return render_template("forum/_answers.html", **_words(page))
    return render_template("forum/question.html", **_words(page), **_beside(page))


def render_answers(question_id: int, *, sort: str) -> str:
    """The answers of a question alone, after one of them was marked."""
    sort = sort if sort in ANSWER_SORTS else ANSWER_SORTS[0]
    thread = queries.get_thread(viewer(), question_id, sort=sort)
    note_shown(viewer(), thread.shown)
    return render_template("forum/_answers.html", **_words(_page(thread, sort, None)))


def _page(thread: Thread, sort: str, cursor: str | None) -> pages.QuestionPage:
    votes = my_votes(viewer(), thread.shown_ids)
    return pages.question_page(viewer(), thread, votes, sort=sort, cursor=cursor)


def _words(page: pages.QuestionPage) -> dict[str, Any]:
    return {"page": page, "kinds": ANSWER_KIND_WORDS, "sorts": ANSWER_SORT_WORDS}


def _beside(page: pages.QuestionPage) -> dict[str, Any]:
    """What stands around the question and its answers."""
    post, question = page.post, page.question
    is_short = question.answer_count == 0 and len(post.body_text.split()) < FEW_WORDS
    canonical = absolute(page.path)
    if page.cursor and page.sort == "votes":
        canonical += f"?page={page.cursor}"
    return {
        "section": "questions",
        "canonical": canonical,
        "is_noindex": is_short
        or post.status != "visible"
        or question.is_unlisted
        or question.is_closed,
        "duplicate_of": queries.link_to_question(viewer(), question.duplicate_of_id),
        "care_card": care_card_for(f"{question.title} {post.body_text}", question.article_id),
        "similar": queries.related_questions(viewer(), question, page.tags),
        "just_posted": "posted" in request.args and page.is_asker,
        "answer_form": _answer_form(page),
        # For machines, which never sign in; members are spared the bytes.
        "structured": question_data(page) if viewer() is None else None,
        "care": _care(page),
        "dial": dial,
    }


def _care(page: pages.QuestionPage) -> CardAbove | None:
    """The card of the warning sign that the question shows, if it shows one."""
    found = card(page.question.red_flag_category)
    if found is None or not page.top.is_readable:
        return None
    is_past = page.question.happening == "past"
    return CardAbove(found, reader_country(), is_past, page.is_asker)


def _answer_form(page: pages.QuestionPage) -> Any:
    if viewer() is None or not page.may_answer:
        return None
    return AnswerForm(formdata=None)


def _thread_fragment(question_id: int) -> str:
    """One thread opened in full, to be put in the place of its beginning."""
    root = queries.get_post(viewer(), _number("replies") or 0)
    if root.kind == "reply" or root.thread_id != question_id:
        raise NotFound
    asked, branch = queries.get_branch(viewer(), root, open_from=_number("from"))
    note_shown(viewer(), branch.replies)
    votes = my_votes(viewer(), [root.id, *(reply.id for reply in branch.replies)])
    page = pages.question_page(
        viewer(),
        Thread.without_answers(asked),
        votes,
        sort=_choice("sort", ANSWER_SORTS),
        cursor=request.args.get("page"),
    )
    view = pages.branch_view(viewer(), root, branch, asked, votes)
    return render_template("forum/_thread_fragment.html", view=view, **_words(page))


@bp.get("/q/<int:post_id>", defaults={"kind": "question"})
@bp.get("/a/<int:post_id>", defaults={"kind": "answer"})
@bp.get("/r/<int:post_id>", defaults={"kind": "reply"})
def permalink(post_id: int, kind: str) -> Response:
    """To the page, thread and line of a post, wherever it stands today."""
    return redirect(queries.place_of(viewer(), post_id, kind=kind).address, 302)


@bp.get("/questions/<int:post_id>/history", defaults={"kind": "question"})
@bp.get("/answers/<int:post_id>/history", defaults={"kind": "answer"})
@bp.get("/replies/<int:post_id>/history", defaults={"kind": "reply"})
def show_history(post_id: int, kind: str) -> str:
    """Every version of a post, and what each changed."""
    post = queries.get_post(viewer(), post_id, kind=kind)
    found = queries.revisions(viewer(), post)
    names = {"title": _("Title"), "topics": _("Topics")}
    return render_template(
        "forum/history.html",
        section="questions",
        post=post,
        versions=history.versions(post, found, names),
        heading=HISTORY_HEADINGS[kind],
        back=BACK_WORDS[kind],
    )


def _choice(name: str, choices: tuple[str, ...]) -> str:
    """The chosen order; the first one for anything that is not offered."""
    chosen = request.args.get(name, choices[0])
    return chosen if chosen in choices else choices[0]


def _number(name: str) -> int | None:
    """An id in the query; None when there is none, or none that a row could have."""
    given = request.args.get(name, type=int)
    return given if given is not None and 0 < given < 2**31 else None
