"""Tags and the questions under them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import select

from app.accounts.models import Member
from app.core.db import db
from app.core.errors import NotFound
from app.forum.models import QuestionTag, Tag
from app.web.paging import Page, decode_cursor, page_of

TAGS_PAGE = 60


def tags_of(question_ids: Sequence[int]) -> dict[int, list[str]]:
    """The tag names of each question, in the asker's order. One query."""
    found: dict[int, list[str]] = defaultdict(list)
    if question_ids:
        for question_id, name in db.session.execute(
            select(QuestionTag.question_id, Tag.name)
            .join(Tag, Tag.id == QuestionTag.tag_id)
            .where(QuestionTag.question_id.in_(question_ids))
            .order_by(QuestionTag.question_id, QuestionTag.position)
        ):
            found[question_id].append(name)
    return found


def get_tag(viewer: Member | None, name: str) -> Tag:
    """The tag of this name. Raises NotFound when no question was ever tagged so."""
    tag = db.session.scalar(select(Tag).where(Tag.name == name))
    if tag is None:
        raise NotFound
    return tag


def popular_tags(viewer: Member | None, most: int) -> Sequence[Tag]:
    """The tags with most visible questions."""
    return db.session.scalars(
        select(Tag)
        .where(Tag.question_count > 0)
        .order_by(Tag.question_count.desc(), Tag.name.desc())
        .limit(most)
    ).all()


def list_tags(viewer: Member | None, *, cursor: str | None = None) -> Page[Tag]:
    """All tags in use, most used first, one page at a time."""
    statement = (
        select(Tag)
        .where(Tag.question_count > 0)
        .order_by(Tag.question_count.desc(), Tag.name.desc())
        .limit(TAGS_PAGE + 1)
    )
    after = decode_cursor(cursor, int, str)
    if after:
        count, name = after
        statement = statement.where(
            (Tag.question_count < count) | ((Tag.question_count == count) & (Tag.name < name))
        )
    rows = db.session.scalars(statement).all()
    return page_of(rows, TAGS_PAGE, lambda tag: (tag.question_count, tag.name))
