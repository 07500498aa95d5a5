"""Blacking out: words taken out of a post, its title and notes, every version, and every quote."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import select

from app.core.clock import now
from app.core.db import db, lock
from app.core.errors import Invalid
from app.forum.models import Post, Question, Quote, Revision
from app.forum.queries.tags import tags_of
from app.forum.services import counters, quotes, tagging
from app.forum.services.posting import make_slug
from app.web.review import BLACK

#: One letter would black out half a text; longer than this, removing the post is the right act.
WORDS_LENGTH = (2, 300)
MOST_WORDS = 20
_NOTES = ("noticed", "duration", "places")
Span = tuple[int, int]


@dataclass
class Redacted:
    """What was taken out: the words as they stood there, and where in each version's text.

    `places` are by (number of the version, its part), as positions before the change.
    """

    pattern: re.Pattern[str]
    originals: dict[str, None] = field(default_factory=dict)
    places: dict[tuple[int, str], list[Span]] = field(default_factory=dict)

    def clean(self, text: str) -> str:
        """A text without the words; what stood there is remembered."""
        for match in self.pattern.finditer(text):
            self.originals.setdefault(" ".join(match.group().split()))
        return self.pattern.sub(BLACK, text)

    def names(self, tag: str) -> bool:
        """Whether the words stand in the name of a topic; they are remembered."""
        said = tag.replace("-", " ")
        found = [match.group() for match in self.pattern.finditer(said)]
        for words in found:
            self.originals.setdefault(" ".join(words.split()))
        return bool(found)

    def moved(self, place: tuple[int, str], position: int) -> int:
        """Where a position of before is now; inside of what is black, its beginning."""
        shift = 0
        for start, end in self.places.get(place, []):
            if position >= end:
                shift += len(BLACK) - (end - start)
            elif position > start:
                return start + shift
        return position + shift


def redact(post: Post, words: Sequence[str]) -> Redacted:
    """Black these words out of a post wherever it is kept; letters may differ in case and spacing.

    The versions of its history change too: the only act that may. Quotes of it follow at once.
    The caller has checked who may, and keeps the originals. Raises Invalid when there is nothing
    to find, or the words are too short or too many.
    """
    done = Redacted(words_pattern(words))
    question: Question = lock(db.session, Question, post.thread_id)
    post = lock(db.session, Post, post.id)
    for revision in db.session.scalars(select(Revision).where(Revision.post_id == post.id)):
        _clean_revision(done, revision)
    if post.kind == "question":
        question.title = done.clean(question.title)
        question.slug = make_slug(question.title)
        for name in _NOTES:
            setattr(question, name, done.clean(getattr(question, name) or "") or None)
        _clean_topics(done, question)
    if post.source_url and done.clean(post.source_url) != post.source_url:
        post.source_url = None  # an address with a hole leads nowhere
    for quote in db.session.scalars(select(Quote).where(Quote.quoted_post_id == post.id)):
        quote.text = done.clean(quote.text)
    post.body = done.clean(post.body)
    if not done.originals:
        raise Invalid("words", "These words do not stand in the post. Copy them from it.")
    post.edited_at = now()
    quotes.render(post)
    db.session.flush()
    quotes.refresh_quotes_of(post)
    counters.touch(question)
    return done


def _clean_revision(done: Redacted, revision: Revision) -> None:
    for part in ("title", "body"):
        text = getattr(revision, part)
        if text is not None:
            spans = [match.span() for match in done.pattern.finditer(text)]
            done.places[revision.number, part] = spans
            setattr(revision, part, done.clean(text))
    revision.reason = done.clean(revision.reason)
    for name, said in (revision.notes or {}).items():
        done.places[revision.number, name] = [one.span() for one in done.pattern.finditer(said)]
    if revision.notes:
        revision.notes = {name: done.clean(said) for name, said in revision.notes.items()}
    if revision.tags:
        names = [name for name in revision.tags.split(", ") if not done.names(name)]
        if ", ".join(names) != revision.tags:
            done.places[revision.number, "tags"] = [(0, len(revision.tags) + 1)]
            revision.tags = ", ".join(names)


def _clean_topics(done: Redacted, question: Question) -> None:
    """Take the topics away in which the words stand; one that nobody else uses is gone for good.

    A topic is shared, so nothing of it is blacked out.
    """
    found = tags_of([question.post_id]).get(question.post_id, [])
    names = [name for name in found if not done.names(name)]
    if names != found:
        tagging.set_tags(question, names)
        tagging.drop_unused(set(found) - set(names))


def words_pattern(words: Sequence[str]) -> re.Pattern[str]:
    """Finds these words in any case and spacing. Raises Invalid for too short or too many."""
    asked = list(dict.fromkeys(" ".join(one.split()) for one in words if one.strip()))
    low, high = WORDS_LENGTH
    if not asked:
        raise Invalid("words", "Choose what to black out, or write the exact words.")
    if len(asked) > MOST_WORDS or any(not low <= len(one) <= high for one in asked):
        raise Invalid(
            "words", f"Give at most {MOST_WORDS} lines of {low} to {high} characters each."
        )
    asked.sort(key=len, reverse=True)
    choices = (r"\s+".join(re.escape(word) for word in one.split()) for one in asked)
    return re.compile("|".join(choices), re.IGNORECASE)
