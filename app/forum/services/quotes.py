"""Quotes: words of one post in another, stored as a reference so that they can leave with it.

In a form a quote is Markdown that ends with its source:

    > It went on for five weeks
    > — [Marguerite](/a/12)

When the quoted words really stand in that post, they are kept in `quotes` and the stored text holds
`[[quote:7]]` instead. The words are put back for rendering and for the edit form, as long as the
quoted post is in view. So a removal empties every quote of it, in text, history and page.
"""

from __future__ import annotations

import re

from sqlalchemy import select

from app.accounts.models import Member
from app.core.db import db
from app.core.text import RENDERER, render_markdown
from app.forum.models import Post, Question, Quote

#: A run of `>` lines whose last one names the source.
_BLOCK = re.compile(
    r"^(?P<words>(?:>[^\n]*\n)+)>[ \t]*(?:—|--?)[ \t]*"
    r"\[(?P<name>[^\]\n]{1,60})\]\(/(?P<kind>[qar])/(?P<id>\d{1,9})\)[ \t]*$",
    re.MULTILINE,
)
_TOKEN = re.compile(r"^\[\[quote:(\d{1,9})\]\]$", re.MULTILINE)
#: A quote reminds; the whole of a long post it need not repeat.
MOST_QUOTED = 800
GONE = "> *The post that was quoted here is no longer shown.*"


def write_body(post: Post, source: str) -> None:
    """Set a post's text from what was typed: quotes become references, the HTML is made."""
    post.body = _with_references(post, source)
    render(post)


def render(post: Post) -> None:
    """Make the HTML and words of a post anew from its stored text."""
    rendered = render_markdown(readable(post.body))
    post.body_html, post.body_text, post.renderer = rendered.html, rendered.text, RENDERER


def readable(body: str) -> str:
    """Stored text with its quotes put back as Markdown, or a note where one has left view."""
    ids = [int(number) for number in _TOKEN.findall(body)]
    if not ids:
        return body
    found = {
        quote.id: (quote, post)
        for quote, post in db.session.execute(
            select(Quote, Post).join(Post, Post.id == Quote.quoted_post_id).where(Quote.id.in_(ids))
        )
    }

    def put_back(match: re.Match[str]) -> str:
        quote, quoted = found.get(int(match.group(1)), (None, None))
        if quote is None or quoted is None or quoted.status != "visible":
            return GONE
        words = "\n".join(f"> {line}".rstrip() for line in quote.text.split("\n"))
        return f"{words}\n>\n> — [{_name(quoted)}]({quoted.permalink})"

    return _TOKEN.sub(put_back, body)


def quote_of(post: Post) -> str:
    """The beginning of a post as Markdown that quotes it, for a form."""
    words = post.body_text[:MOST_QUOTED]
    if len(words) < len(post.body_text):
        words = words.rpartition(" ")[0] or words
    lines = "\n".join(f"> {line}" for line in words.split("\n"))
    return f"{lines}\n>\n> — [{_name(post)}]({post.permalink})\n\n"


def refresh_quotes_of(post: Post) -> None:
    """Render again every post that quotes this one, and raise their threads' versions."""
    quoting = db.session.scalars(
        select(Post).join(Quote, Quote.post_id == Post.id).where(Quote.quoted_post_id == post.id)
    ).unique()
    for other in quoting:
        render(other)
        question = db.session.get(Question, other.thread_id)
        if question is not None:
            question.content_version = Question.content_version + 1
    db.session.flush()


def _with_references(post: Post, source: str) -> str:
    # A token that somebody typed would show another post's words: it is taken apart.
    kept = {quote.id for quote in db.session.scalars(select(Quote).where(Quote.post_id == post.id))}
    source = _TOKEN.sub(lambda match: match.group(0) if int(match.group(1)) in kept else "", source)

    def refer(match: re.Match[str]) -> str:
        words = "\n".join(
            line.removeprefix(">").strip() for line in match["words"].rstrip("\n").split("\n")
        ).strip()
        quoted = db.session.get(Post, int(match["id"]))
        if quoted is None or quoted.status != "visible" or not _stands_in(words, quoted.body_text):
            return match.group(0)
        quote = Quote(post_id=post.id, quoted_post_id=quoted.id, text=words)
        db.session.add(quote)
        db.session.flush()
        return f"[[quote:{quote.id}]]"

    return _BLOCK.sub(refer, source)


def _stands_in(words: str, text: str) -> bool:
    return bool(words) and " ".join(words.split()) in " ".join(text.split())


def _name(quoted: Post) -> str:
    if quoted.is_anonymous:
        return "Anonymous asker"
    author = db.session.get(Member, quoted.author_id)
    name = author.name if author else "A member"
    return re.sub(r"([\\\[\]*_`<>])", r"\\\1", name)
