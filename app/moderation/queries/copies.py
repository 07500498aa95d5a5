"""Where else in a thread stand words that were blacked out of one of its posts: typed by hand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Text, cast, func, or_, select
from sqlalchemy.orm import joinedload

from app.accounts.models import Member
from app.core.db import db
from app.forum.models import Draft, Post, Revision
from app.forum.services.redacting import words_pattern
from app.moderation.marking import Match, excerpt_around
from app.moderation.models import Case
from app.moderation.rule_models import Redaction
from app.permissions import authorize, can

#: More copies than this are dealt with one after the other anyway.
MOST_COPIES = 20


@dataclass(frozen=True)
class Copy:
    """Another post with the words, in its text as it is or as it was. `case_id`: if it has a case.

    can_redact: whether this viewer may black them out; nobody does at their own post.
    """

    post: Post
    case_id: int | None
    match: Match
    is_earlier: bool
    can_redact: bool


@dataclass(frozen=True)
class Copies:
    """All copies, and how many drafts hold the words; drafts are their writers' alone."""

    rows: Sequence[Copy]
    draft_count: int


def copies_of(viewer: Member | None, post: Post) -> Copies:
    """The posts of the thread that hold what was blacked out of this one. Raises Refused.

    Quotes need no look: they went with the post. Nothing is found any more once the originals are
    purged. Three queries.
    """
    authorize(viewer, "case:see")
    words = blacked_out_words(post)
    if not words:
        return Copies([], 0)
    pattern = words_pattern(words)
    rows = db.session.execute(
        select(Revision, Post, Case.id)
        .join(Post, Post.id == Revision.post_id)
        .outerjoin(Case, Case.post_id == Post.id)
        .where(
            func.coalesce(Post.question_id, Post.id) == post.thread_id,
            Post.id != post.id,
            or_(
                _holds(Revision.body, words),
                _holds(func.coalesce(Revision.title, ""), words),
                _holds(func.coalesce(cast(Revision.notes, Text), ""), words),
                _holds(func.coalesce(Revision.tags, ""), [one.replace(" ", "-") for one in words]),
            ),
        )
        .options(joinedload(Post.author))
        .order_by(Post.id, Revision.number.desc())
        .limit(MOST_COPIES * 3)
    )
    found: dict[int, Copy] = {}
    for revision, other, case_id in rows:
        match = _match(pattern, revision)
        if match is not None and other.id not in found and len(found) < MOST_COPIES:
            is_earlier = revision.number != other.revision_count
            can_redact = can(viewer, "post:redact", other)
            found[other.id] = Copy(other, case_id, match, is_earlier, can_redact)
    return Copies(list(found.values()), _drafts(post, words))


def blacked_out_words(post: Post) -> list[str]:
    """What was blacked out of a post, as long as it is kept."""
    return list(
        db.session.scalars(
            select(Redaction.original)
            .where(Redaction.post_id == post.id, Redaction.original != "")
            .distinct()
        )
    )


def _holds(column: Any, words: Sequence[str]) -> ColumnElement[bool]:
    """Roughly: whether a text has the words in this order; what is found is looked at again."""
    return or_(
        *(
            func.lower(column).like(f"%{'%'.join(_escaped(one).split())}%", escape="\\")
            for one in words
        )
    )


def _escaped(words: str) -> str:
    return re.sub(r"([\\%_])", r"\\\1", words.lower())


def _match(pattern: re.Pattern[str], revision: Revision) -> Match | None:
    notes = [str(said) for said in (revision.notes or {}).values()]
    topics = (revision.tags or "").replace("-", " ")
    for text in (revision.body, revision.title or "", *notes, topics):
        if found := pattern.search(text):
            return excerpt_around(text, *found.span())
    return None


def _drafts(post: Post, words: Sequence[str]) -> int:
    thread = select(Post.id).where(func.coalesce(Post.question_id, Post.id) == post.thread_id)
    holding = select(Draft.id).where(Draft.parent_id.in_(thread), _holds(Draft.body, words))
    return len(db.session.scalars(holding).all())
