"""Questions like these words. Simple on purpose: the search issue replaces the engine."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz
from sqlalchemy import literal, or_, select, union

from app.accounts.models import Member
from app.core.db import db
from app.forum.models import Post, Question, QuestionTag, Tag

#: Words that stand in almost every question and tell nothing apart.
STOP_WORDS = frozenset(
    "a about after all also am an and any are as at be because been but by can could did do does"
    " for from get got had has have help how i if in is it its just like me more most my need no"
    " not of on or our out people should so some someone than that the their them then there this"
    " to too up was what when where which who why will with would you your".split()
)
#: How many candidates are compared; more would not find better ones, only slower.
CANDIDATES = 200
#: Below this likeness (0 to 100, rapidfuzz token_set_ratio) a question is not "similar".
LIKENESS = 55
#: The newest questions of each shared topic that are compared with one another.
RELATED_PER_TAG = 40


@dataclass(frozen=True)
class Found:
    """A question that matches. `likeness` is from 0 to 100.

    duplicate_of_id: the question that this one is closed as a duplicate of.
    """

    id: int
    title: str
    slug: str
    answer_count: int
    accepted_answer_id: int | None
    duplicate_of_id: int | None
    text: str
    likeness: float

    @property
    def path(self) -> str:
        return f"/questions/{self.id}/{self.slug}"


_TITLES = (
    Post.id,
    Question.title,
    Question.slug,
    Question.answer_count,
    Question.accepted_answer_id,
    Question.duplicate_of_id,
)
_FOUND = select(*_TITLES, Post.body_text).join(Question, Question.post_id == Post.id)


def significant_words(text: str) -> list[str]:
    """Up to eight telling words, longest first, so that a long text costs what a short one does."""
    words = dict.fromkeys(re.findall(r"[^\W_]{3,30}", text.lower()))
    telling = [word for word in words if word not in STOP_WORDS]
    return sorted(telling, key=len, reverse=True)[:8]


def similar_questions(viewer: Member | None, title: str, *, most: int = 5) -> Sequence[Found]:
    """Visible questions whose title is like this one, best first."""
    found = [one for one in _match(title, in_text=False) if one.likeness >= LIKENESS]
    return _originals(found[:most])


def related_questions(
    viewer: Member | None, question: Question, tags: Sequence[str], *, most: int = 4
) -> Sequence[Found]:
    """Visible questions beside this one: of its topics, those with the most alike titles first.

    One query that reads at most RELATED_PER_TAG rows a topic, however many questions there are.
    """
    if not tags:
        return []
    newest = [
        select(QuestionTag.question_id)
        .where(
            QuestionTag.tag_id == select(Tag.id).where(Tag.name == name).scalar_subquery(),
            QuestionTag.question_id != question.post_id,
        )
        .order_by(QuestionTag.question_id.desc())
        .limit(RELATED_PER_TAG)
        .subquery()
        for name in tags
    ]
    ids = union(*(select(one.c.question_id) for one in newest))
    statement = _FOUND.with_only_columns(*_TITLES, literal("")).where(
        Post.id.in_(ids), Post.status == "visible", Question.is_unlisted.is_(False)
    )
    rows = db.session.execute(statement).all()
    wanted = " ".join(significant_words(question.title))
    found = [Found(*row, likeness=_likeness(wanted, row.title, "")) for row in rows]
    best = sorted(found, key=lambda one: (-one.likeness, -one.id))[:most]
    return [one for one in _originals(best) if one.id != question.post_id]


def search_questions(viewer: Member | None, words: str, *, most: int = 30) -> Sequence[Found]:
    """Visible questions that contain the words, best first; answered ones before unanswered."""
    found = _match(words, in_text=True)
    return sorted(found, key=lambda one: (one.answer_count == 0, -one.likeness))[:most]


def _originals(found: list[Found]) -> list[Found]:
    """In the place of a duplicate the question it is the same as, where the answers are; once.

    One query more when there is a duplicate among them. A duplicate of what readers do not see
    stays.
    """
    wanted = {one.duplicate_of_id for one in found} - {None}
    if not wanted:
        return found
    statement = _FOUND.with_only_columns(*_TITLES, literal("")).where(
        Post.id.in_(wanted), Post.status == "visible", Question.is_unlisted.is_(False)
    )
    known = {row.id: row for row in db.session.execute(statement)}
    chosen: dict[int, Found] = {}
    for one in found:
        original = known.get(one.duplicate_of_id)
        best = Found(*original, likeness=one.likeness) if original else one
        chosen.setdefault(best.id, best)
    return list(chosen.values())


def _match(text: str, *, in_text: bool) -> list[Found]:
    words = significant_words(text)
    if not words:
        return []
    # Five letters find "twitching" for "twitches" without a stemmer.
    stems = [_escaped(word[: max(4, len(word) - 3)]) for word in words]
    columns = [Question.title, Post.body_text] if in_text else [Question.title]
    rows = db.session.execute(
        _FOUND.where(
            Post.kind == "question",
            Post.status == "visible",
            Question.is_unlisted.is_(False),
            or_(*(column.ilike(f"%{stem}%", escape="\\") for stem in stems for column in columns)),
        )
        .order_by(Post.id.desc())
        .limit(CANDIDATES)
    )
    wanted = " ".join(words)
    found = [
        Found(*row, likeness=_likeness(wanted, row.title, row.body_text if in_text else ""))
        for row in rows
    ]
    return sorted(found, key=lambda one: (-one.likeness, -one.id))


@lru_cache(maxsize=20_000)
def _telling(title: str) -> str:
    """The telling words of a title; the same titles are compared with again and again."""
    return " ".join(significant_words(title))


def _likeness(wanted: str, title: str, text: str) -> float:
    in_title = fuzz.token_set_ratio(wanted, _telling(title))
    if not text:
        return in_title
    return max(in_title, 0.7 * fuzz.partial_token_set_ratio(wanted, text.lower()))


def _escaped(word: str) -> str:
    return re.sub(r"([\\%_])", r"\\\1", word)
