"""The history of a post, made ready for its page: what each version changed, word by word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.core.diff import Change, word_diff
from app.forum.models import Post, Revision
from app.forum.notes import Notes
from app.forum.services.quotes import readable
from app.forum.views import AuthorView, author_view, member_view
from app.forum.words import note_cells


@dataclass(frozen=True)
class Part:
    """One part of a post that a version changed: its name, "" for the text, and the words."""

    name: Any
    changes: list[Change]


@dataclass(frozen=True)
class Version:
    """One version. `parts` are differences to the one before; the first version is shown whole."""

    number: int
    editor: AuthorView
    created_at: datetime
    reason: str
    parts: list[Part]

    @property
    def texts(self) -> list[Part]:
        return [part for part in self.parts if not part.name]

    @property
    def facts(self) -> list[Part]:
        """Title, topics and notes."""
        return [part for part in self.parts if part.name]


def versions(post: Post, revisions: Sequence[Revision], names: dict[str, Any]) -> list[Version]:
    """The versions of a post, newest first. names: headings of `title` and `topics`."""
    before: Sequence[Revision | None] = [*revisions[1:], None]
    return [
        Version(
            number=revision.number,
            editor=_editor(post, revision),
            created_at=revision.created_at,
            reason=revision.reason,
            parts=_parts(older, revision, names),
        )
        for revision, older in zip(revisions, before, strict=True)
    ]


def _editor(post: Post, revision: Revision) -> AuthorView:
    """The mask of an anonymous asker holds here too."""
    if revision.editor_id == post.author_id:
        return author_view(post)
    return member_view(revision.editor)


def _parts(older: Revision | None, newer: Revision, names: dict[str, Any]) -> list[Part]:
    parts = [
        Part(names["title"], word_diff(older.title or "" if older else "", newer.title or "")),
        Part("", word_diff(readable(older.body) if older else "", readable(newer.body))),
        Part(names["topics"], word_diff(_topics(older), _topics(newer))),
    ]
    was, now = _cells(older), _cells(newer)
    for name, heading in {**was, **now}.items():
        said = [cells.get(name, (heading[0], ""))[1] for cells in (was, now)]
        parts.append(Part(heading[0], word_diff(*said)))
    if older is None:
        return [Part(part.name, _whole(part.changes)) for part in parts if part.changes]
    return [part for part in parts if any(kind != "same" for kind, _words in part.changes)]


def _whole(changes: list[Change]) -> list[Change]:
    return [("same", words) for _kind, words in changes]


def _topics(revision: Revision | None) -> str:
    # Tags stay one word each, so that one that goes is one change.
    return (revision.tags or "").replace(",", "") if revision else ""


def _cells(revision: Revision | None) -> dict[str, tuple[Any, str]]:
    notes = Notes(**(revision.notes or {})) if revision else Notes()
    return {name: (heading, str(words)) for name, heading, words in note_cells(notes)}
