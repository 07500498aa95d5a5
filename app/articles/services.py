"""Writes of the articles room: articles come from files and are edited on the site."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import select, update

from app.accounts.models import Member
from app.articles.events import ArticleEdited, ArticleImported
from app.articles.files import ArticleFile, read_article
from app.articles.models import Article, ArticleRevision
from app.articles.rendering import render_article
from app.core.clock import now
from app.core.db import db, lock
from app.core.errors import Conflict, Invalid, NotFound
from app.core.events import record
from app.permissions import authorize

CONTENT = Path(__file__).parent / "content"

TITLE = (5, 150)
SUMMARY = (20, 300)
BODY = (100, 40_000)
REASON = (3, 200)


@dataclass(frozen=True)
class Draft:
    """Everything of an article that an editor may change."""

    title: str
    summary: str
    body: str
    about: str
    sources: list[dict[str, str]]
    review_due_on: date
    reviewed_on: date | None
    reviewer: str


@dataclass(frozen=True)
class Imported:
    """What became of a file. `outcome`: created, updated, unchanged, or kept (edited here)."""

    article: Article
    outcome: str


def import_article(text: str) -> Imported:
    """Make or renew an article from the text of a file.

    Safe to repeat: the same text changes nothing, and an article that somebody edited on the site
    stays as it is. Records ArticleImported when something changed. Raises FileError or Invalid.
    """
    file = read_article(text)
    digest = hashlib.sha256(text.encode()).hexdigest()
    article = db.session.scalar(select(Article).where(Article.slug == file.slug))
    if article is not None and article.is_edited_here:
        return Imported(article, "kept")
    if article is not None and article.imported_digest == digest:
        return Imported(article, "unchanged")
    outcome = "created" if article is None else "updated"
    if article is None:
        article = Article(slug=file.slug, revision_count=0)
    article.imported_digest = digest
    article.language, article.written_on = file.language, file.written
    _write(article, _draft_of(file), editor=None, reason="")
    if file.pinned:
        _pin(article)
    record(ArticleImported(article.id))
    return Imported(article, outcome)


def seed_articles() -> list[Imported]:
    """Import every article that comes with the software; the pinned one leads the home page."""
    return [import_article(path.read_text("utf-8")) for path in sorted(CONTENT.glob("*.md"))]


def edit_article(
    actor: Member | None, article: Article, draft: Draft, *, reason: str, revision: int
) -> ArticleRevision:
    """Give an article a new text; the old one stays in its history.

    revision: the number the editor began from. Moderators and administrators may.
    Records ArticleEdited. Raises Invalid with the field, and Conflict when somebody else has
    edited it since.
    """
    authorize(actor, "article:edit", article)
    assert actor is not None
    locked = lock(db.session(), Article, article.id)
    if locked is None:
        raise NotFound
    if locked.revision_count != revision:
        raise Conflict(
            "Somebody changed this article while you were editing it. Your text is below: compare "
            "it with the current version, then save again."
        )
    if not REASON[0] <= len(reason) <= REASON[1]:
        raise Invalid("reason", "Say in a few words what you changed and why.")
    locked.is_edited_here = True
    entry = _write(locked, draft, editor=actor, reason=reason)
    record(ArticleEdited(locked.id, actor.id, entry.number))
    return entry


def check_draft(draft: Draft) -> None:
    """Raise Invalid, with the field, when the draft cannot be an article."""
    _within("title", draft.title, TITLE, "Write a title of {} to {} characters.")
    _within("summary", draft.summary, SUMMARY, "Write a summary of {} to {} characters.")
    _within("body", draft.body, BODY, "Write a text of {:,} to {:,} characters.")
    if len(draft.about) > 100:
        raise Invalid("about", "Shorten this to 100 characters.")
    if bool(draft.reviewer) != (draft.reviewed_on is not None):
        raise Invalid("reviewer", "Give both the reviewer and the date of the review, or neither.")
    if len(draft.reviewer) > 150:
        raise Invalid("reviewer", "Shorten this to 150 characters.")


def _within(name: str, text: str, limits: tuple[int, int], sentence: str) -> None:
    if not limits[0] <= len(text) <= limits[1]:
        raise Invalid(name, sentence.format(*limits))


def _draft_of(file: ArticleFile) -> Draft:
    return Draft(
        title=file.title,
        summary=file.summary,
        body=file.body,
        about=file.about,
        sources=file.sources,
        review_due_on=file.review_due,
        reviewed_on=file.reviewed,
        reviewer=file.reviewer,
    )


def _write(
    article: Article, draft: Draft, *, editor: Member | None, reason: str
) -> ArticleRevision:
    check_draft(draft)
    rendered = render_article(draft.body)
    for name, value in asdict(draft).items():
        setattr(article, name, value)
    article.body_html, article.body_text = rendered.html, rendered.text
    article.contents, article.card_html = rendered.contents, rendered.card_html
    article.revision_count += 1
    article.updated_at = now()
    db.session.add(article)
    db.session.flush()
    revision = ArticleRevision(
        article_id=article.id,
        number=article.revision_count,
        editor_id=editor.id if editor else None,
        title=draft.title,
        summary=draft.summary,
        body=draft.body,
        details=_details(draft),
        reason=reason,
    )
    db.session.add(revision)
    db.session.flush()
    return revision


def _details(draft: Draft) -> dict[str, Any]:
    return {
        "about": draft.about,
        "sources": draft.sources,
        "review_due_on": draft.review_due_on.isoformat(),
        "reviewed_on": draft.reviewed_on.isoformat() if draft.reviewed_on else None,
        "reviewer": draft.reviewer,
    }


def _pin(article: Article) -> None:
    """One article at a time leads the home page."""
    db.session.execute(
        update(Article).where(Article.id != article.id).values(is_pinned=False),
        execution_options={"synchronize_session": "fetch"},
    )
    article.is_pinned = True
    db.session.flush()
