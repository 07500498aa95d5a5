"""Posts removed as unsafe: how long each step took, and how many read them meanwhile."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, Subquery, and_, func, select
from sqlalchemy.orm import aliased

from app.core.db import db
from app.forum.models import Post
from app.moderation.models import Case, ModerationAction, Report
from app.moderation.publicity import CONFIDENTIAL
from app.recall.models import Exposure, Recall
from app.transparency.periods import Month
from app.transparency.sql import (
    after_or_ever,
    has_happened,
    is_undone,
    seconds_between,
    spread,
    within,
)

#: A new story of a post begins after these: an earlier report or hiding has nothing to do with it.
_DECIDED = ("keep_post", "restore_post", "remove_post")
#: After these readers saw the post (again).
_IN_VIEW = ("keep_post", "restore_post", "release_post")
#: By these it left readers' view, or never came into it.
_OUT_OF_VIEW = ("hide_post", "hold_post", "remove_post")


def count_removals(month: Month) -> dict[str, float | None]:
    """Removals as unsafe in the month: number, categories, steps in seconds, members who read.

    A removal that was undone within two minutes never was; one that was reversed later still
    counts, since readers were without the post. What nobody had seen, and what was removed for
    confidential categories, is only counted, under names of their own.
    """
    steps = _steps(month)
    return {
        **_by_category(month),
        **_readers(steps),
        **_step(steps, "posted_to_report", steps.c.posted_at, steps.c.reported_at),
        **_step(steps, "report_to_hidden", steps.c.reported_at, steps.c.hidden_at),
        **_step(steps, "hidden_to_decided", steps.c.hidden_at, steps.c.decided_at),
        **_step(steps, "decided_to_told", steps.c.decided_at, steps.c.told_at),
        **_step(steps, "posted_to_hidden", steps.c.posted_at, steps.c.hidden_at),
    }


def _is_removal(act: Any, month: Month) -> ColumnElement[bool]:
    return and_(
        act.kind == "remove_post",
        act.category.is_not(None),
        within(act.created_at, month),
        has_happened(act),
    )


def _is_told(act: Any) -> ColumnElement[bool]:
    """Readers saw the post, and the reason is none that we keep confidential."""
    return and_(act.is_public.is_(True), act.category.not_in(CONFIDENTIAL))


def _steps(month: Month) -> Subquery:
    """A row for each public removal: when the post was written, reported, hidden, decided, told."""
    removal = aliased(ModerationAction, name="removal")
    told_at = select(Recall.sent_at).where(Recall.act_id == removal.id).scalar_subquery()
    begun = (
        select(
            removal.id.label("act_id"),
            removal.post_id,
            removal.created_at.label("decided_at"),
            Post.created_at.label("posted_at"),
            Post.author_id,
            _last(removal, _DECIDED).label("began_at"),
            _last(removal, _IN_VIEW).label("in_view_at"),
            told_at.label("told_at"),
        )
        .join(Post, Post.id == removal.post_id)
        .where(_is_removal(removal, month), _is_told(removal))
        .subquery("begun")
    )
    reported_at = (
        select(func.min(Report.created_at))
        .join(Case, Case.id == Report.case_id)
        .where(
            Case.post_id == begun.c.post_id,
            Report.kind != "first_post",
            Report.created_at <= begun.c.decided_at,
            after_or_ever(Report.created_at, begun.c.began_at),
        )
        .scalar_subquery()
    )
    hiding = aliased(ModerationAction, name="hiding")
    hidden_at = (
        select(func.min(hiding.created_at))
        .where(
            hiding.post_id == begun.c.post_id,
            hiding.kind.in_(_OUT_OF_VIEW),
            hiding.id <= begun.c.act_id,
            hiding.reverts_id.is_(None),
            ~is_undone(hiding),
            after_or_ever(hiding.created_at, begun.c.in_view_at),
        )
        .scalar_subquery()
    )
    # The author's own visits are no readers; nobody is shown a post after it was removed.
    readers = (
        select(func.count())
        .select_from(Exposure)
        .where(
            Exposure.post_id == begun.c.post_id,
            Exposure.member_id != begun.c.author_id,
            Exposure.first_seen_at <= begun.c.decided_at,
        )
        .scalar_subquery()
    )
    return select(
        begun.c.posted_at,
        reported_at.label("reported_at"),
        func.coalesce(hidden_at, begun.c.decided_at).label("hidden_at"),
        begun.c.decided_at,
        begun.c.told_at,
        readers.label("readers"),
    ).subquery("steps")


def _last(removal: Any, kinds: tuple[str, ...]) -> ScalarSelect[Any]:
    """When an act of these kinds on the same post last came before the removal, and stood."""
    earlier = aliased(ModerationAction)
    return (
        select(func.max(earlier.created_at))
        .where(
            earlier.post_id == removal.post_id,
            earlier.id < removal.id,
            earlier.kind.in_(kinds),
            earlier.reverts_id.is_(None),
            ~is_undone(earlier),
        )
        .scalar_subquery()
    )


def _step(steps: Subquery, name: str, start: Any, end: Any) -> dict[str, float | None]:
    found = spread(steps, seconds_between(start, end))
    return {
        f"{name}.count": found.number,
        f"{name}.median": found.median,
        f"{name}.worst": found.worst,
    }


def _readers(steps: Subquery) -> dict[str, float | None]:
    total, most = db.session.execute(
        select(func.sum(steps.c.readers), func.max(steps.c.readers))
    ).one()
    return {"readers.total": int(total or 0), "readers.most": int(most or 0)}


def _by_category(month: Month) -> dict[str, float | None]:
    is_told = _is_told(ModerationAction).label("is_told")
    rows = db.session.execute(
        select(ModerationAction.category, is_told, func.count())
        .where(_is_removal(ModerationAction, month))
        .group_by(ModerationAction.category, is_told)
    ).all()
    told = {code: count for code, seen, count in rows if seen}
    confidential = sum(count for code, _, count in rows if code in CONFIDENTIAL)
    return {
        "unsafe.removed": sum(told.values()),
        "unsafe.unseen": sum(count for *_, count in rows) - sum(told.values()) - confidential,
        "unsafe.confidential": confidential,
        **{f"unsafe.{code}": count for code, count in told.items()},
    }
