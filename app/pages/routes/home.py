"""The home page and search."""

from __future__ import annotations

from urllib.parse import urlencode

from flask import current_app, render_template, request

from app.articles import queries as articles
from app.core.text import clean_line
from app.forum import queries as forum
from app.pages.routes import bp
from app.pages.structured import website
from app.web.limits import SEARCH, limiter
from app.web.viewer import viewer

#: Rows of the home page (design 7: 25 kB).
NEWEST, WAITING, TOPICS, POPULAR = 8, 4, 12, 4
#: Longer searches are cut: nobody means more words than this.
MOST_LETTERS = 200


@bp.get("/")
def home() -> str:
    """Search box, pinned article, newest questions, what waits for an answer."""
    notices = forum.safety_notices(viewer(), size=1).items
    topics = forum.popular_tags(viewer(), TOPICS)
    return render_template(
        "pages/home.html",
        hide_head_search=True,
        pinned=articles.pinned_article(),
        rows=forum.newest_questions(viewer(), NEWEST),
        waiting=forum.waiting_questions(viewer(), WAITING),
        topics=topics,
        popular=topics[:POPULAR],
        notice=notices[0] if notices else None,
        structured=website(current_app.config["BASE_URL"], current_app.config["SITE_NAME"]),
    )


@bp.get("/search")
@limiter.limit(SEARCH)
def search() -> str:
    """Questions and articles that match the words, in one list."""
    words = clean_line(request.args.get("q", ""))[:MOST_LETTERS].strip()
    return render_template(
        "pages/search.html",
        hide_head_search=True,
        words=words,
        articles=articles.search_articles(viewer(), words) if words else [],
        questions=forum.search_questions(viewer(), words) if words else [],
        topics=forum.popular_tags(viewer(), TOPICS),
        ask_path="/questions/ask" + (f"?{urlencode({'q': words})}" if words else ""),
    )
