"""The review queue: what waits, the worst first, then the oldest. Two queries at any size."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, or_, select, tuple_
from sqlalchemy.orm import contains_eager, defer, joinedload

from app.accounts.models import Member
from app.core.clock import now
from app.core.db import db
from app.core.errors import NotFound
from app.forum.models import Post, Question
from app.moderation.limits import (
    CLAIM_LASTS,
    FIRST_POST,
    LAST_DECISIONS,
    LAST_UNSAFE,
    QUEUE_PAGE,
    URGENT_CARE,
)
from app.moderation.models import REPORT_KINDS, Case, ModerationAction
from app.permissions import authorize
from app.web.paging import Page, decode_cursor, moment, page_of

#: What the filter offers, and the priorities that each shows.
SHOWS: dict[str, range] = {
    "all": range(len(REPORT_KINDS)),
    "unsafe": range(LAST_UNSAFE + 1),
    "reports": range(LAST_UNSAFE + 1, FIRST_POST),
    "first": range(FIRST_POST, FIRST_POST + 1),
}
WAITING = Case.state.in_(("open", "claimed"))
#: Who may need help now, then unsafe advice, other reports, first posts; within each the oldest
#: first.
_URGENCY = case(
    (Case.priority == URGENT_CARE, 0),
    (Case.priority <= LAST_UNSAFE, 1),
    (Case.priority < FIRST_POST, 2),
    else_=3,
)
_ORDER = (_URGENCY, Case.opened_at, Case.id)
#: Enough of a post to recognise it; its whole text stays in the database.
EXCERPT = 160


@dataclass(frozen=True)
class QueueRow:
    """A waiting case: with its post and author, the title if it is a question, else first words."""

    case: Case
    title: str | None
    excerpt: str
    kind: str


@dataclass(frozen=True)
class Queue:
    """One page of the queue, how many wait in each filter, and since when the oldest does."""

    rows: Page[QueueRow]
    counts: Mapping[str, int]
    oldest: datetime | None


def list_queue(viewer: Member | None, *, show: str = "all", cursor: str | None = None) -> Queue:
    """What waits, for moderators. Two queries at any size.

    show: one of SHOWS. Raises Refused, NotFound for an unknown filter or cursor.
    """
    authorize(viewer, "case:see")
    if show not in SHOWS:
        raise NotFound
    statement = _rows().where(WAITING, Case.priority.in_(SHOWS[show])).order_by(*_ORDER)
    after = decode_cursor(cursor, int, moment, int)
    if after:
        statement = statement.where(_after(*after))
    found = db.session.execute(statement.limit(QUEUE_PAGE + 1)).unique().all()
    page = page_of(found, QUEUE_PAGE, lambda row: _key(row[0]))
    counts, oldest = _counts()
    return Queue(Page([_row(row) for row in page.items], page.next_cursor), counts, oldest)


def next_case_id(viewer: Member | None, done: Case, *, show: str = "all") -> int | None:
    """The case to open after this one: the next in order that nobody else is on, else the first.

    Never the viewer's own post, never the case that was just dealt with. One query.
    """
    authorize(viewer, "case:see")
    assert viewer is not None
    is_free = or_(
        Case.claimed_by_id.is_(None),
        Case.claimed_by_id == viewer.id,
        Case.claimed_at <= now() - CLAIM_LASTS,
    )
    return db.session.scalar(
        select(Case.id)
        .join(Post, Post.id == Case.post_id)
        .where(
            WAITING,
            Case.priority.in_(SHOWS.get(show, SHOWS["all"])),
            Case.id != done.id,
            Post.author_id != viewer.id,
            is_free,
        )
        .order_by(case((_after(*_values(done)), 0), else_=1), *_ORDER)
        .limit(1)
    )


def last_decided(viewer: Member | None) -> Sequence[ModerationAction]:
    """The newest decisions, for an empty queue; with actor and post."""
    authorize(viewer, "case:see")
    return db.session.scalars(
        select(ModerationAction)
        .where(ModerationAction.kind.in_(("keep_post", "remove_post", "restore_post")))
        .options(joinedload(ModerationAction.actor))
        .order_by(ModerationAction.id.desc())
        .limit(LAST_DECISIONS)
    ).all()


def _rows() -> Select[Any]:
    # A post's author is joined once and serves both the name and, for moderators, the mask.
    return (
        select(Case, Question.title, func.substr(Post.body_text, 1, EXCERPT))
        .join(Post, Post.id == Case.post_id)
        .outerjoin(Question, Question.post_id == Post.id)
        .options(
            contains_eager(Case.post).options(
                defer(Post.body),
                defer(Post.body_html),
                defer(Post.body_text),
                joinedload(Post.author),
            ),
            joinedload(Case.claimed_by),
        )
    )


def _row(row: Any) -> QueueRow:
    found, title, excerpt = row
    return QueueRow(found, title, excerpt, REPORT_KINDS[found.priority])


def _values(one: Case) -> tuple[int, datetime, int]:
    return (_bucket(one.priority), one.opened_at, one.id)


def _bucket(priority: int) -> int:
    """What _URGENCY says of a priority."""
    if priority == URGENT_CARE:
        return 0
    return 1 if priority <= LAST_UNSAFE else 2 if priority < FIRST_POST else 3


def _key(one: Case) -> tuple[int, str, int]:
    bucket, opened_at, case_id = _values(one)
    return (bucket, opened_at.isoformat(), case_id)


def _after(bucket: int, opened_at: datetime, case_id: int) -> ColumnElement[bool]:
    return tuple_(_URGENCY, Case.opened_at, Case.id) > (bucket, opened_at, case_id)


def _counts() -> tuple[dict[str, int], datetime | None]:
    rows = db.session.execute(
        select(Case.priority, func.count(), func.min(Case.opened_at))
        .where(WAITING)
        .group_by(Case.priority)
    ).all()
    counts = {
        show: sum(count for priority, count, _ in rows if priority in priorities)
        for show, priorities in SHOWS.items()
    }
    return counts, min((oldest for _, _, oldest in rows), default=None)
