"""The public log: what was done, to which kind of post, why, when, and whether it still holds.

No names, no words of posts, no free text of moderators: a row holds codes and days only. Times are
days, so that nobody can match them with what vanished from a page at some second.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import and_, func, select, tuple_
from sqlalchemy.orm import aliased

from app.accounts.models import Member
from app.core.clock import now
from app.core.db import db
from app.core.errors import NotFound
from app.forum.models import Post, Tombstone
from app.moderation.limits import UNDO_TIME
from app.moderation.member_models import Appeal
from app.moderation.models import ModerationAction
from app.moderation.publicity import LOGGED
from app.moderation.wording.queries import prepared_sentences
from app.transparency.limits import LOG_PAGE
from app.transparency.periods import Month
from app.transparency.sql import is_published, is_undone, within
from app.web.paging import Page, decode_cursor, page_of


@dataclass(frozen=True)
class LogRow:
    """One act as everybody may know it.

    reason: the code of an unsafe category or of a prepared reason; None for one in a moderator's
    own words, which stand in the place of the post alone. sentence: the prepared words of the act
    as they were then; None where a moderator wrote their own. undone_on: when its moderator took it
    back. put_back_on: when a removed post was put back. appeal: "upheld" or "overturned" once an
    appeal was decided. notice_id: of the safety notice that still says it.
    """

    act_id: int
    day: date
    kind: str
    post_kind: str
    is_unsafe: bool
    reason: str | None
    sentence: str | None
    by_rule: bool
    undone_on: date | None
    put_back_on: date | None
    appeal: str | None
    notice_id: int | None


def list_log(
    viewer: Member | None,
    *,
    kind: str | None = None,
    month: Month | None = None,
    cursor: str | None = None,
    size: int = LOG_PAGE,
) -> Page[LogRow]:
    """One page of the log, newest first; the same for everybody. Two queries at any size.

    kind: one of publicity.LOGGED. month: only acts of this month. An act appears two minutes after
    it was done, and never if it was undone by then. Raises NotFound for an unknown kind or cursor.
    """
    if kind is not None and kind not in LOGGED:
        raise NotFound
    statement = _rows()
    if kind is not None:
        statement = statement.where(ModerationAction.kind == kind)
    if month is not None:
        statement = statement.where(within(ModerationAction.created_at, month))
    after = decode_cursor(cursor, int)
    if after:
        # The cursor is the id alone: the moment of the act is nobody's business.
        last = aliased(ModerationAction)
        moment = select(last.created_at).where(last.id == after[0]).scalar_subquery()
        statement = statement.where(
            tuple_(ModerationAction.created_at, ModerationAction.id) < tuple_(moment, after[0])
        )
    prepared = prepared_sentences()
    rows = [_row(row, prepared) for row in db.session.execute(statement.limit(size + 1))]
    return page_of(rows, size, lambda row: (row.act_id,))


def number_of_day(viewer: Member | None, row: LogRow) -> int:
    """The how-manieth row of its day this is, from 1. One query.

    Feeds name rows by it: ids of acts would tell how many there were that are not public.
    """
    act = aliased(ModerationAction)
    moment = select(act.created_at).where(act.id == row.act_id).scalar_subquery()
    earlier = db.session.scalar(
        select(func.count())
        .select_from(ModerationAction)
        .where(
            is_published(),
            ModerationAction.created_at >= _midnight(row.day),
            tuple_(ModerationAction.created_at, ModerationAction.id) < tuple_(moment, row.act_id),
        )
    )
    return (earlier or 0) + 1


def log_months(viewer: Member | None) -> Sequence[Month]:
    """The months that the log can be filtered by, newest first. One query."""
    first = db.session.scalar(select(func.min(ModerationAction.created_at)))
    month = Month.of(now())
    months = [month]
    while first is not None and month > Month.of(first):
        month = month.previous
        months.append(month)
    return months


def _rows() -> Any:
    undoing, back = aliased(ModerationAction), aliased(ModerationAction)
    put_back_at = (
        select(func.min(back.created_at))
        .where(
            back.post_id == ModerationAction.post_id,
            back.kind == "restore_post",
            back.id > ModerationAction.id,
            back.reverts_id.is_(None),
            back.created_at <= now() - UNDO_TIME,
            ~is_undone(back),
        )
        .scalar_subquery()
    )
    return (
        select(
            ModerationAction.id,
            ModerationAction.created_at,
            ModerationAction.kind,
            ModerationAction.category,
            ModerationAction.reason,
            ModerationAction.rule,
            ModerationAction.post_id,
            Post.kind.label("post_kind"),
            undoing.created_at.label("undone_at"),
            put_back_at.label("put_back_at"),
            Appeal.outcome.label("appeal"),
            Tombstone.category.label("buried_for"),
        )
        .join(Post, Post.id == ModerationAction.post_id)
        .outerjoin(undoing, undoing.reverts_id == ModerationAction.id)
        .outerjoin(Appeal, Appeal.act_id == ModerationAction.id)
        .outerjoin(
            Tombstone, and_(Tombstone.post_id == ModerationAction.post_id, Post.status == "removed")
        )
        .where(is_published())
        .order_by(ModerationAction.created_at.desc(), ModerationAction.id.desc())
    )


def _row(row: Any, prepared: Mapping[tuple[str | None, str], str]) -> LogRow:
    is_removal = row.kind == "remove_post"
    # Words that a moderator wrote are not repeated here.
    code = prepared.get((row.category, row.reason)) if is_removal else None
    is_unsafe = is_removal and row.category is not None
    return LogRow(
        act_id=row.id,
        day=row.created_at.date(),
        kind=row.kind,
        post_kind=row.post_kind,
        is_unsafe=is_unsafe,
        reason=row.category or code if is_removal else None,
        sentence=row.reason if code else None,
        by_rule=row.rule is not None,
        undone_on=row.undone_at and row.undone_at.date(),
        put_back_on=row.put_back_at.date() if row.put_back_at and is_removal else None,
        appeal=row.appeal if row.appeal != "void" else None,
        notice_id=row.post_id if is_unsafe and row.buried_for == row.category else None,
    )


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
