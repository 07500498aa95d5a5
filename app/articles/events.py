"""What can have happened to a reference article."""

from __future__ import annotations

from dataclasses import dataclass

from app.core.events import Event


@dataclass(frozen=True)
class ArticleImported(Event):
    """An article was made or renewed from a file."""

    article_id: int


@dataclass(frozen=True)
class ArticleEdited(Event):
    """An editor changed an article on the site."""

    article_id: int
    editor_id: int
    revision: int
