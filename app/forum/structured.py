"""Structured data of a question page (QAPage), built from the very rows that the page shows.

Posts that are not visible to everybody are absent and not counted; masked authors stay masked.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _
from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup

from app.forum.pages import PostView, QuestionPage
from app.forum.views import topic_words
from app.web.addresses import absolute

Data = dict[str, Any]


def question_data(page: QuestionPage) -> Markup | None:
    """The page as schema.org sees it, safe inside a script element; None when it is not public."""
    if page.post.status != "visible" or page.question.is_unlisted or page.question.is_closed:
        return None
    data = [_question_page(page), _breadcrumbs(page)]
    return htmlsafe_json_dumps(data, dumps=json.dumps, separators=(",", ":"), ensure_ascii=False)


def _question_page(page: QuestionPage) -> Data:
    question, url = page.question, absolute(page.path)
    answers = {view.post.id: _answer(view, url) for view in _public(page.answers)}
    helped = answers.pop(question.accepted_answer_id or 0, None)
    entity = _post(page.top) | {
        "@type": "Question",
        "name": question.title,
        "url": url,
        "answerCount": question.answer_count,
        "commentCount": question.comment_count,
        "upvoteCount": page.post.score,
    }
    if helped:
        entity["acceptedAnswer"] = helped
    if answers:
        entity["suggestedAnswer"] = list(answers.values())
    return {"@context": "https://schema.org", "@type": "QAPage", "mainEntity": entity}


def _answer(view: PostView, url: str) -> Data:
    return _post(view) | {
        "@type": "Answer",
        "url": f"{url}#{view.post.anchor}",
        "upvoteCount": view.post.score,
    }


def _post(view: PostView) -> Data:
    post = view.post
    author: Data = {"@type": "Person", "name": view.author.name}
    if view.author.url:
        author["url"] = absolute(view.author.url)
    data: Data = {
        "text": post.body_text,
        "author": author,
        "datePublished": _moment(post.created_at),
    }
    if post.edited_at:
        data["dateModified"] = _moment(post.edited_at)
    comments = [_comment(reply) for reply in _public(view.replies)]
    if comments:
        data["comment"] = comments
    return data


def _comment(view: PostView) -> Data:
    data: Data = {"@type": "Comment"} | _post(view)
    data["author"].pop("url", None)  # the page has it; eighty of them would weigh too much
    return data


def _public(views: Iterable[PostView]) -> list[PostView]:
    return [view for view in views if view.post.status == "visible"]


def _moment(moment: Any) -> str:
    return str(moment.strftime("%Y-%m-%dT%H:%M:%SZ"))


def _breadcrumbs(page: QuestionPage) -> Data:
    steps = [(_("Questions"), "/questions")]
    if page.tags:
        steps.append((topic_words(page.tags[0]), f"/tags/{page.tags[0]}"))
    steps.append((page.question.title, page.path))
    return {
        "@context": "https://schema.org",
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": name, "item": absolute(path)}
            for place, (name, path) in enumerate(steps, start=1)
        ],
    }
