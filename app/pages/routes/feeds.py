"""Feeds: newest questions, one question, one topic, safety notices, the moderation log. The same
for everybody.
"""

from __future__ import annotations

from urllib.parse import quote

from flask import Response, current_app
from flask_babel import gettext as _

from app.core.errors import NotFound
from app.forum import queries as forum
from app.pages.feeds import Feed, add_log, add_questions, add_thread
from app.pages.routes import bp
from app.transparency import queries as transparency

#: Entries of a feed; programs ask every hour or so.
MOST = 30


@bp.get("/feed.atom")
def newest_feed() -> Response:
    """The newest questions."""
    site = current_app.config["SITE_NAME"]
    feed = _feed("questions", _("Newest questions – %(site)s", site=site), "", "/questions")
    add_questions(feed, forum.newest_questions(None, MOST))
    return _answer(feed)


@bp.get("/tags/<name>/feed.atom")
def tag_feed(name: str) -> Response:
    """The newest questions under a topic."""
    tag = forum.get_tag(None, name)
    site = current_app.config["SITE_NAME"]
    page = f"/tags/{quote(tag.name)}"
    feed = _feed(f"tag-{tag.id}", f"{tag.name} – {site}", page, page)
    add_questions(feed, forum.list_questions(None, tag_id=tag.id, size=MOST).items)
    return _answer(feed)


@bp.get("/questions/<int:question_id>/feed.atom")
def question_feed(question_id: int) -> Response:
    """A question and its newest answers."""
    thread = forum.get_thread(None, question_id, sort="newest")
    if thread.post.status != "visible":
        raise NotFound
    title, path = thread.question.title, thread.question.path
    feed = _feed(f"question-{question_id}", title, f"/questions/{question_id}", path)
    add_thread(feed, thread)
    return _answer(feed)


@bp.get("/safety-notices/feed.atom")
def safety_feed() -> Response:
    """The newest safety notices: what was removed as unsafe, and what is safer."""
    site = current_app.config["SITE_NAME"]
    title = _("Safety notices – %(site)s", site=site)
    feed = _feed("safety-notices", title, "/safety-notices", "/safety-notices")
    titles = {
        "question": _("A question was removed because it was unsafe"),
        "answer": _("An answer was removed because it was unsafe"),
        "reply": _("A reply was removed because it was unsafe"),
    }
    for tombstone, kind, _question_id in forum.safety_notices(None, size=MOST).items:
        feed.announce(tombstone, titles[kind])
    return _answer(feed)


@bp.get("/transparency/log/feed.atom")
def log_feed() -> Response:
    """The newest rows of the public moderation log; an entry changes when its act is reversed."""
    site = current_app.config["SITE_NAME"]
    title, folder = _("Moderation log – %(site)s", site=site), "/transparency/log"
    feed = _feed("moderation-log", title, folder, folder)
    rows = transparency.list_log(None, size=MOST).items
    if rows:
        add_log(feed, rows, first_number=transparency.number_of_day(None, rows[-1]))
    return _answer(feed)


def _feed(name: str, title: str, folder: str, page: str) -> Feed:
    return Feed(
        current_app.config["BASE_URL"],
        name=name,
        title=title,
        path=f"{folder}/feed.atom",
        page=page,
    )


def _answer(feed: Feed) -> Response:
    response = Response(feed.to_xml(), mimetype="application/atom+xml")
    response.headers["X-Robots-Tag"] = "noindex"
    return response
