"""Tables of the articles room: reference articles and their revisions."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Member
from app.core.clock import now
from app.core.db import Base


class Article(Base):
    """A reference article. `body` is Markdown; `body_html` and `contents` are made when written.

    `contents` is a list of {"anchor", "title"}; `sources` a list of {"publisher", "title"}.
    `imported_digest` is the SHA-256 of the file it last came from; `is_edited_here` says that
    somebody edited it on the site since, after which no import touches it.
    """

    __tablename__ = "articles"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(100), unique=True)
    title: Mapped[str] = mapped_column(String(150))
    summary: Mapped[str] = mapped_column(String(300))
    about: Mapped[str] = mapped_column(String(100), default="")
    body: Mapped[str] = mapped_column(Text)
    body_html: Mapped[str] = mapped_column(Text)
    body_text: Mapped[str] = mapped_column(Text)
    contents: Mapped[list[dict[str, str]]] = mapped_column(JSON)
    sources: Mapped[list[dict[str, str]]] = mapped_column(JSON)
    #: The non-urgent card alone, as HTML, shown beside questions that came from the article.
    card_html: Mapped[str] = mapped_column(Text, default="")
    language: Mapped[str] = mapped_column(String(10), default="en")
    written_on: Mapped[date]
    review_due_on: Mapped[date]
    reviewed_on: Mapped[date | None]
    reviewer: Mapped[str] = mapped_column(String(150), default="")
    is_pinned: Mapped[bool] = mapped_column(default=False)
    imported_digest: Mapped[str | None] = mapped_column(String(64))
    is_edited_here: Mapped[bool] = mapped_column(default=False)
    revision_count: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime] = mapped_column(default=now)
    updated_at: Mapped[datetime] = mapped_column(default=now)

    @property
    def source_lines(self) -> list[str]:
        """The sources, one line for each publisher: "NHS: Motor neurone disease; …"."""
        titles: dict[str, list[str]] = {}
        for source in self.sources:
            titles.setdefault(source["publisher"], []).append(source["title"])
        return [f"{publisher}: {'; '.join(found)}" for publisher, found in titles.items()]


class ArticleRevision(Base):
    """One version of an article. `editor_id` is None when it came from a file."""

    __tablename__ = "article_revisions"
    __table_args__ = (
        UniqueConstraint("article_id", "number"),
        Index("ix_article_revisions_article_id", "article_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id", ondelete="CASCADE"))
    number: Mapped[int]
    editor_id: Mapped[int | None] = mapped_column(ForeignKey("members.id"))
    title: Mapped[str] = mapped_column(String(150))
    summary: Mapped[str] = mapped_column(String(300))
    body: Mapped[str] = mapped_column(Text)
    details: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    reason: Mapped[str] = mapped_column(String(200), default="")
    created_at: Mapped[datetime] = mapped_column(default=now)

    editor: Mapped[Member | None] = relationship(lazy="raise")
