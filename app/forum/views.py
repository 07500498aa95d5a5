"""What templates need to know of what the forum stores: authors, topics, facts in a list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from slugify import slugify

from app.forum.models import Post, Question
from app.web.filters import tint


@dataclass(frozen=True)
class AuthorView:
    """An author for the eyes of readers. An anonymous one has no address, tint or id."""

    name: str
    url: str | None
    tint: str
    is_anonymous: bool
    is_asker: bool


def author_view(post: Post, asked_by: int | None = None) -> AuthorView:
    """Whom to name at a post. The mask holds for everybody, moderators and the author too.

    asked_by: the author id of the question, to mark the asker's posts in the thread.
    """
    is_asker = asked_by is not None and post.author_id == asked_by and post.kind != "question"
    if post.is_anonymous:
        return AuthorView(_("Anonymous asker"), None, "", is_anonymous=True, is_asker=is_asker)
    return member_view(post.author, is_asker=is_asker)


def member_view(member: Any, *, is_asker: bool = False) -> AuthorView:
    """Whom to name when a member is not masked; an erased member has only a mark."""
    if member.erased_at is not None:
        return AuthorView(_("Former member"), None, "m1", is_anonymous=False, is_asker=is_asker)
    url = f"/users/{member.id}/{slugify(member.name) or 'member'}"
    return AuthorView(member.name, url, tint(member.id), is_anonymous=False, is_asker=is_asker)


def topic_words(name: str) -> str:
    """A tag as readers see it: "screen time" for `screen-time`."""
    return name.replace("-", " ")


def facts(question: Question) -> list[tuple[str, str]]:
    """Up to three notes of a question for its row in a list, as (words before, what was said)."""
    said = [
        (_("Noticed"), question.noticed),
        (_("Lasts"), question.duration),
        ("", question.places or _same_muscle(question)),
    ]
    return [(words, fact) for words, fact in said if fact]


def _same_muscle(question: Question) -> str | None:
    return {"yes": _("Same muscle"), "no": _("Moves around")}.get(question.same_muscle or "")
