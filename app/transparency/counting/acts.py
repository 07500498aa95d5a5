"""What moderators and rules did in a month, and what of it was taken back."""

from __future__ import annotations

from sqlalchemy import and_, exists, func, or_, select
from sqlalchemy.orm import aliased

from app.core.clock import now
from app.core.db import db
from app.moderation.limits import UNDO_TIME
from app.moderation.member_models import Appeal
from app.moderation.models import DECISIONS, ModerationAction
from app.moderation.publicity import COUNTED, LOGGED
from app.transparency.periods import Month
from app.transparency.sql import has_happened, is_published, is_undone, within

#: Published kinds of acts that are counted here; decisions about appeals are counted as appeals.
KINDS = tuple(kind for kind in LOGGED | COUNTED if kind not in ("uphold_act", "overturn_act"))


def count_acts(month: Month) -> dict[str, float | None]:
    """Acts of each published kind, without those undone within two minutes.

    Of the kinds in the log those that stand in it: a number beside it must not tell how many were
    left out. What ends a warning or a suspension early is counted under its own kind.
    """
    own_kind = ("lift_suspension", "withdraw_warning")
    is_counted = and_(ModerationAction.kind.in_(COUNTED), has_happened())
    counts = dict.fromkeys(KINDS, 0)
    rows = db.session.execute(
        select(ModerationAction.kind, func.count())
        .where(
            within(ModerationAction.created_at, month),
            ModerationAction.kind.in_(counts),
            or_(is_published(), is_counted, ModerationAction.kind.in_(own_kind)),
        )
        .group_by(ModerationAction.kind)
    )
    counts |= dict(rows.all())
    return {f"acts.{kind}": count for kind, count in counts.items()}


def count_reversals(month: Month) -> dict[str, float | None]:
    """Decisions about posts that were taken back in the month, by when that happened.

    `undone`: by the moderator who had decided, later than two minutes. `put_back`: removed posts
    that another act put back; `overturned`: those of them after an appeal.
    """
    undone = aliased(ModerationAction, name="undone")
    later = db.session.scalar(
        select(func.count())
        .select_from(ModerationAction)
        .join(undone, undone.id == ModerationAction.reverts_id)
        .where(
            within(ModerationAction.created_at, month),
            undone.kind.in_(DECISIONS),
            is_undone(undone, early=False),
        )
    )
    restoring = and_(
        ModerationAction.kind == "restore_post",
        within(ModerationAction.created_at, month),
        ModerationAction.reverts_id.is_(None),
        ModerationAction.created_at <= now() - UNDO_TIME,
        ~is_undone(),
    )
    removal = aliased(ModerationAction, name="removal")
    was_removed = exists().where(
        removal.post_id == ModerationAction.post_id,
        removal.kind == "remove_post",
        removal.id < ModerationAction.id,
        has_happened(removal),
    )
    put_back = db.session.scalar(
        select(func.count()).select_from(ModerationAction).where(restoring, was_removed)
    )
    overturned = db.session.scalar(
        select(func.count())
        .select_from(Appeal)
        .join(removal, removal.id == Appeal.act_id)
        .where(
            within(Appeal.decided_at, month),
            Appeal.outcome == "overturned",
            removal.kind == "remove_post",
        )
    )
    return {
        "reversals.undone": later,
        "reversals.put_back": put_back,
        "reversals.overturned": overturned,
    }
