"""The review queue: what waits, the worst first. Two queries at any size.

The order: who may need help now; then what is overdue, then the rest, in both unsafe advice and
personal data before other reports and these before first posts; then by the weight of the reports,
then by age. So a fresh report of unsafe advice stands behind overdue ones for an hour at most: then
it is overdue itself (limits.TARGETS).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select, tuple_
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
from app.moderation.models import REPORT_KINDS, WAITING_STATES, Case, ModerationAction
from app.permissions import authorize
from app.web.paging import Page, decode_cursor, moment, page_of

#: What the filter offers, and the priorities that each shows.
SHOWS: dict[str, range] = {
    "all": range(len(REPORT_KINDS)),
    "unsafe": range(LAST_UNSAFE + 1),
    "reports": range(LAST_UNSAFE + 1, FIRST_POST),
    "first": range(FIRST_POST, FIRST_POST + 1),
}
WAITING = Case.state.in_(WAITING_STATES)
#: Decisions after which a case no longer waits.
CLOSING = ("keep_post", "remove_post", "restore_post", "keep_profile", "clear_profile")
#: What is overdue stands so many steps before what is not.
_STEPS = 3
#: Enough of a post to recognise it; its whole text stays in the database.
EXCERPT = 160


@dataclass(frozen=True)
class QueueRow:
    """A waiting case, with its post and author or with its member.

    title: of a question, or the member's name; else the first words of the post say what it is.
    """

    case: Case
    title: str | None
    excerpt: str
    kind: str

    @property
    def what(self) -> str:
        """The kind of the post, or "member"."""
        return self.case.post.kind if self.case.post is not None else "member"

    @property
    def status(self) -> str:
        """Of the post, or of the member's profile text."""
        if self.case.post is not None:
            return self.case.post.status
        assert self.case.member is not None, "a case has exactly one subject"
        return self.case.member.profile_status


@dataclass(frozen=True)
class Queue:
    """One page of the queue; how many wait in each filter, since when, and how many too long."""

    rows: Page[QueueRow]
    counts: Mapping[str, int]
    oldest: datetime | None
    overdue: int


@dataclass(frozen=True)
class _Order:
    """The order of the queue at one moment: pages of one list must agree on what is overdue."""

    at: datetime

    @property
    def columns(self) -> tuple[Any, ...]:
        step = case((Case.priority <= LAST_UNSAFE, 1), (Case.priority < FIRST_POST, 2), else_=3)
        late = case((Case.due_at <= self.at, 0), else_=_STEPS)
        rank = case((Case.priority == URGENT_CARE, 0), else_=step + late)
        return (rank, -Case.weight, Case.opened_at, Case.id)

    def values(self, one: Case) -> tuple[int, int, datetime, int]:
        rank = 1 if one.priority <= LAST_UNSAFE else 2 if one.priority < FIRST_POST else 3
        if one.due_at is None or one.due_at > self.at:
            rank += _STEPS
        if one.priority == URGENT_CARE:
            rank = 0
        return (rank, -one.weight, one.opened_at, one.id)

    def after(self, values: tuple[Any, ...]) -> ColumnElement[bool]:
        return tuple_(*self.columns) > values


def list_queue(viewer: Member | None, *, show: str = "all", cursor: str | None = None) -> Queue:
    """What waits, for moderators. Two queries at any size.

    show: one of SHOWS. Raises Refused, NotFound for an unknown filter or cursor.
    """
    authorize(viewer, "case:see")
    if show not in SHOWS:
        raise NotFound
    after = decode_cursor(cursor, moment, int, int, moment, int)
    order = _Order(after[0] if after else now())
    statement = _rows().where(WAITING, Case.priority.in_(SHOWS[show])).order_by(*order.columns)
    if after:
        statement = statement.where(order.after(after[1:]))
    found = db.session.execute(statement.limit(QUEUE_PAGE + 1)).unique().all()
    page = page_of(found, QUEUE_PAGE, lambda row: _key(order, row[0]))
    return Queue(Page([_row(row) for row in page.items], page.next_cursor), *_counts())


def count_overdue(viewer: Member | None) -> int:
    """How many cases wait longer than they should, for moderators. One query."""
    authorize(viewer, "case:see")
    return (
        db.session.scalar(select(func.count()).select_from(Case).where(WAITING, _is_overdue())) or 0
    )


def next_case_id(viewer: Member | None, done: Case, *, show: str = "all") -> int | None:
    """The case to open after this one: the next in order that nobody else is on, else the first.

    Never about the viewer or their own post, never the case that was just dealt with. One query.
    """
    authorize(viewer, "case:see")
    assert viewer is not None
    order = _Order(now())
    is_free = or_(
        Case.claimed_by_id.is_(None),
        Case.claimed_by_id == viewer.id,
        Case.claimed_at <= now() - CLAIM_LASTS,
    )
    return db.session.scalar(
        select(Case.id)
        .outerjoin(Post, Post.id == Case.post_id)
        .where(
            WAITING,
            Case.priority.in_(SHOWS.get(show, SHOWS["all"])),
            Case.id != done.id,
            func.coalesce(Post.author_id, Case.member_id) != viewer.id,
            is_free,
        )
        .order_by(case((order.after(order.values(done)), 0), else_=1), *order.columns)
        .limit(1)
    )


def last_decided(viewer: Member | None) -> Sequence[ModerationAction]:
    """The newest decisions, for an empty queue; with actor."""
    authorize(viewer, "case:see")
    return db.session.scalars(
        select(ModerationAction)
        .where(ModerationAction.kind.in_(CLOSING))
        .options(joinedload(ModerationAction.actor))
        .order_by(ModerationAction.id.desc())
        .limit(LAST_DECISIONS)
    ).all()


def _rows() -> Select[Any]:
    # A post's author is joined once and serves both the name and, for moderators, the mask.
    return (
        select(Case, Question.title, func.substr(Post.body_text, 1, EXCERPT))
        .outerjoin(Post, Post.id == Case.post_id)
        .outerjoin(Question, Question.post_id == Post.id)
        .options(
            contains_eager(Case.post).options(
                defer(Post.body),
                defer(Post.body_html),
                defer(Post.body_text),
                joinedload(Post.author),
            ),
            joinedload(Case.member),
            joinedload(Case.claimed_by),
        )
    )


def _row(row: Any) -> QueueRow:
    found, title, excerpt = row
    if found.member is not None:
        title, excerpt = found.member.name, ""
    return QueueRow(found, title, excerpt, REPORT_KINDS[found.priority])


def _key(order: _Order, one: Case) -> tuple[str, int, int, str, int]:
    rank, weight, opened_at, case_id = order.values(one)
    return (order.at.isoformat(), rank, weight, opened_at.isoformat(), case_id)


def _is_overdue() -> ColumnElement[bool]:
    return and_(Case.due_at.is_not(None), Case.due_at <= now())


def _counts() -> tuple[dict[str, int], datetime | None, int]:
    rows = db.session.execute(
        select(
            Case.priority,
            func.count(),
            func.min(Case.opened_at),
            func.sum(case((_is_overdue(), 1), else_=0)),
        )
        .where(WAITING)
        .group_by(Case.priority)
    ).all()
    counts = {
        show: sum(count for priority, count, _, _ in rows if priority in priorities)
        for show, priorities in SHOWS.items()
    }
    oldest = min((opened_at for _, _, opened_at, _ in rows), default=None)
    return counts, oldest, sum(overdue for *_, overdue in rows)
