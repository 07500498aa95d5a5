"""Reads of reference articles. Everybody may read them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, joinedload

from app.accounts.models import Member
from app.articles.models import Article, ArticleRevision
from app.core.db import db
from app.core.errors import NotFound

#: Letters that a person reads in a minute: 200 words of six letters with their space.
LETTERS_A_MINUTE = 1_200
#: More articles or revisions than this are cut off; nobody reads so many on one page.
MOST_ARTICLES = 200
MOST_REVISIONS = 100


@dataclass(frozen=True)
class ArticleRow:
    """An article as lists show it, without its long text."""

    id: int
    slug: str
    title: str
    summary: str
    written_on: date
    reviewed_on: date | None
    updated_at: datetime
    letters: int

    @property
    def path(self) -> str:
        return f"/articles/{self.slug}"

    @property
    def minutes(self) -> int:
        """How long it takes to read."""
        return max(1, round(self.letters / LETTERS_A_MINUTE))


_ROWS = select(
    Article.id,
    Article.slug,
    Article.title,
    Article.summary,
    Article.written_on,
    Article.reviewed_on,
    Article.updated_at,
    func.length(Article.body_text),
)


def get_article(viewer: Member | None, slug: str) -> Article:
    """The article at this address. Raises NotFound."""
    article = db.session.scalar(select(Article).where(Article.slug == slug))
    if article is None:
        raise NotFound
    return article


def article_by_id(viewer: Member | None, article_id: int) -> ArticleRow | None:
    """The article of this id as a list shows it, or None."""
    row = db.session.execute(_ROWS.where(Article.id == article_id)).first()
    return ArticleRow(*row) if row else None


def list_articles(viewer: Member | None) -> Sequence[ArticleRow]:
    """All articles: the pinned one first, then by title."""
    statement = _ROWS.order_by(Article.is_pinned.desc(), Article.title).limit(MOST_ARTICLES)
    return [ArticleRow(*row) for row in db.session.execute(statement)]


def pinned_article() -> ArticleRow | None:
    """The article that leads the home page, if any."""
    row = db.session.execute(_ROWS.where(Article.is_pinned).limit(1)).first()
    return ArticleRow(*row) if row else None


def care_card_for(words: str, article_id: int | None = None) -> str:
    """The not-urgent care card that belongs beside a question, as safe HTML, or "".

    words: the question's title and text. A question that came from an article gets its card; any
    other the pinned article's, when it speaks of the same subject: signs to watch for in twitching
    say nothing to somebody with a headache.
    """
    wanted = Article.is_pinned if article_id is None else Article.id == article_id
    row = db.session.execute(
        select(Article.card_html, Article.about).where(wanted).limit(1)
    ).first()
    if row is None:
        return ""
    subject = [_stem(word) for word in re.findall(r"[^\W_]{6,30}", row.about.lower())]
    if article_id is None and not any(stem in words.lower() for stem in subject):
        return ""
    return str(row.card_html)


def search_articles(viewer: Member | None, words: str, *, most: int = 3) -> Sequence[ArticleRow]:
    """Articles that have every word of at least three letters, those with it in the title first."""
    stems = [_stem(word) for word in re.findall(r"[^\W_]{3,30}", words.lower())[:8]]
    if not stems:
        return []
    in_title = or_(*(_has(Article.title, stem) for stem in stems))
    statement = (
        _ROWS.where(and_(*(or_(*_anywhere(stem)) for stem in stems)))
        .order_by(in_title.desc(), Article.is_pinned.desc(), Article.id)
        .limit(most)
    )
    return [ArticleRow(*row) for row in db.session.execute(statement)]


def _stem(word: str) -> str:
    """The beginning of a word: "twitch" finds "twitches" and "twitching"."""
    return word[: max(4, len(word) - 3)]


def _anywhere(stem: str) -> list[ColumnElement[bool]]:
    return [_has(column, stem) for column in (Article.title, Article.summary, Article.body_text)]


def _has(column: InstrumentedAttribute[str], stem: str) -> ColumnElement[bool]:
    return column.icontains(stem, autoescape=True)


def revisions(viewer: Member | None, article: Article) -> Sequence[ArticleRevision]:
    """The versions of an article, newest first, with their editors."""
    return db.session.scalars(
        select(ArticleRevision)
        .where(ArticleRevision.article_id == article.id)
        .options(joinedload(ArticleRevision.editor))
        .order_by(ArticleRevision.number.desc())
        .limit(MOST_REVISIONS)
    ).all()
