"""Reads across rooms that no room below needs itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, or_, select

from app.accounts.models import Member
from app.core.db import db
from app.forum.models import Post, Question, QuestionTag, Tag
from app.web.paging import Page, decode_cursor, moment, page_of

MEMBERS_PAGE = 50
#: Post ids a sitemap file covers; the protocol allows 50,000 addresses in one.
SITEMAP_IDS = 20_000
#: What the forum's pages ask search engines to pass by (app/forum/routes/reading.py).
FEW_WORDS, FEW_QUESTIONS = 40, 3


def members_who_write(viewer: Member | None, *, cursor: str | None = None) -> Page[Member]:
    """Members with a question or answer under their own name, the newest member first.

    Whoever only reads, or only asks anonymously, is not listed: that somebody has an account here
    is nobody's business.
    """
    writes = (
        select(Post.id)
        .join(Question, Question.post_id == func.coalesce(Post.question_id, Post.id))
        .where(
            Post.author_id == Member.id,
            Post.kind.in_(("question", "answer")),
            Post.status == "visible",
            Post.is_anonymous.is_(False),
            Question.is_unlisted.is_(False),
        )
        .exists()
    )
    statement = (
        select(Member)
        .where(Member.erased_at.is_(None), writes)
        .order_by(Member.created_at.desc(), Member.id.desc())
        .limit(MEMBERS_PAGE + 1)
    )
    after = decode_cursor(cursor, moment, int)
    if after:
        joined, last_id = after
        statement = statement.where(
            (Member.created_at < joined) | ((Member.created_at == joined) & (Member.id < last_id))
        )
    rows = db.session.scalars(statement).all()
    return page_of(rows, MEMBERS_PAGE, lambda member: (member.created_at.isoformat(), member.id))


@dataclass(frozen=True)
class Place:
    """A page in a sitemap."""

    path: str
    changed_at: datetime


def question_files() -> int:
    """How many sitemap files the questions need: one for each stretch of post ids."""
    last = db.session.scalar(select(func.max(Question.post_id))) or 0
    return int(last // SITEMAP_IDS) + 1


def question_places(number: int) -> Sequence[Place]:
    """The visible questions of one sitemap file, the first is 1.

    Without those that ask search engines to pass by: no answer yet and few words (design 6). The
    spaces are counted, not the words, which leaves out a few more and never lets in one too many.
    """
    spaces = func.length(Post.body_text) - func.length(func.replace(Post.body_text, " ", ""))
    rows = db.session.execute(
        select(Question.post_id, Question.slug, Question.last_activity_at)
        .join(Post, Post.id == Question.post_id)
        .where(
            Question.post_id >= (number - 1) * SITEMAP_IDS,
            Question.post_id < number * SITEMAP_IDS,
            Post.status == "visible",
            Question.is_unlisted.is_(False),
            Question.closed_at.is_(None),
            or_(Question.answer_count > 0, spaces >= FEW_WORDS),
        )
        .order_by(Question.post_id)
    )
    return [Place(f"/questions/{post_id}/{slug}", changed) for post_id, slug, changed in rows]


def tag_places() -> Sequence[Place]:
    """The topics that are worth a search engine's time."""
    rows = db.session.execute(
        select(Tag.name, func.max(Question.last_activity_at))
        .join(QuestionTag, QuestionTag.tag_id == Tag.id)
        .join(Question, Question.post_id == QuestionTag.question_id)
        .join(Post, Post.id == Question.post_id)
        .where(
            Tag.question_count >= FEW_QUESTIONS,
            Post.status == "visible",
            Question.is_unlisted.is_(False),
        )
        .group_by(Tag.id, Tag.name)
        .order_by(Tag.name)
        .limit(SITEMAP_IDS)
    )
    return [Place(f"/tags/{name}", changed) for name, changed in rows]
