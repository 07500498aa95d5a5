"""Tags of a question: names made uniform, rows found or made."""

from __future__ import annotations

import re
from collections.abc import Iterable

from slugify import slugify
from sqlalchemy import delete, select

from app.core.db import db
from app.core.errors import Invalid
from app.forum.limits import MOST_TAGS, TAG_LENGTH
from app.forum.models import Question, QuestionTag, Tag
from app.forum.services.counters import recount_these_tags


def parse_tags(text: str) -> list[str]:
    """Tag names of what a person typed: separated by commas or spaces, lower case, hyphens.

    Keeps the order, drops repeats. Raises Invalid("tags", …) for too many or too long ones.
    """
    separator = r"[,;\n]+" if re.search(r"[,;\n]", text) else r"\s+"
    names = list(dict.fromkeys(filter(None, (slugify(part) for part in re.split(separator, text)))))
    if len(names) > MOST_TAGS:
        raise Invalid("tags", f"Choose at most {MOST_TAGS} topics.")
    for name in names:
        if not TAG_LENGTH[0] <= len(name) <= TAG_LENGTH[1]:
            raise Invalid("tags", f"Use {TAG_LENGTH[0]} to {TAG_LENGTH[1]} letters for “{name}”.")
    return names


def drop_unused(names: Iterable[str]) -> None:
    """Delete those of these tags that no question bears any more, and with them their pages."""
    used = select(QuestionTag.tag_id).where(QuestionTag.tag_id == Tag.id).exists()
    db.session.execute(delete(Tag).where(Tag.name.in_(list(names)), ~used))


def set_tags(question: Question, names: list[str]) -> None:
    """Make these the question's tags, in this order, and count all that changed."""
    known = {tag.name: tag for tag in db.session.scalars(select(Tag).where(Tag.name.in_(names)))}
    for name in sorted(set(names) - known.keys()):
        known[name] = Tag(name=name)
        db.session.add(known[name])
    db.session.flush()
    before = db.session.scalars(
        select(QuestionTag.tag_id).where(QuestionTag.question_id == question.post_id)
    ).all()
    db.session.execute(delete(QuestionTag).where(QuestionTag.question_id == question.post_id))
    for position, name in enumerate(names):
        db.session.add(
            QuestionTag(question_id=question.post_id, tag_id=known[name].id, position=position)
        )
    recount_these_tags({*before, *(known[name].id for name in names)})
