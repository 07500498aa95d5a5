"""Planning a recall when a post is removed as unsafe, and calling it off when it is put back."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import exists, select, update

from app.core.clock import now
from app.core.db import db
from app.core.outbox import enqueue
from app.moderation.models import ModerationAction
from app.recall.limits import BATCH, UNDO_TIME
from app.recall.models import Recall, RecallNotice
from app.safety.categories import Recall as Urgency
from app.safety.categories import category as safety_category

#: Kinds of outbox work (app/recall/sending.py does it).
SEND = "recall.send"
TELL_BACK = "recall.tell_back"


def plan_recall(act: ModerationAction, category: str) -> Recall | None:
    """Plan to tell everyone who saw the post that this act removed.

    Nothing is planned for categories that tell nobody, for a post that was never in view, or when
    the moderator chose to tell nobody.
    If the post had been put back and nobody was told of that yet, the earlier recall goes on: who
    knows already is not told again.
    """
    urgency = safety_category(category).recall
    if urgency is Urgency.NONE or not _was_in_view(act) or not _is_wanted(act):
        return None
    assert act.post_id is not None, "it removed a post"
    recall = db.session.scalar(
        select(Recall)
        .where(
            Recall.post_id == act.post_id,
            Recall.category == category,
            Recall.restored_at.is_not(None),
            Recall.reversed_at.is_(None),
            exists().where(RecallNotice.recall_id == Recall.id),
        )
        .order_by(Recall.id.desc())
        .limit(1)
        .with_for_update()
    )
    if recall is None:
        _close_earlier(act.post_id)
        recall = Recall(post_id=act.post_id, category=category, urgency=urgency.value)
        db.session.add(recall)
    moment = now()
    recall.act_id, recall.removed_at = act.id, moment
    recall.due_at = _due(moment, urgency)
    recall.sent_at = recall.restored_at = None
    db.session.flush()
    enqueue(SEND, {"recall_id": recall.id}, after=recall.due_at - moment)
    return recall


def _close_earlier(post_id: int) -> None:
    """From now on the new recall speaks for the post: nobody is told twice that it is back."""
    db.session.execute(
        update(Recall)
        .where(Recall.post_id == post_id, Recall.reversed_at.is_(None))
        .values(reversed_at=now())
    )


def _was_in_view(act: ModerationAction) -> bool:
    """Whether the act left a tombstone that readers find; without one there is nobody to warn."""
    return bool((act.after.get("tombstone") or {}).get("is_public", True))


def _is_wanted(act: ModerationAction) -> bool:
    """Whether the moderator left "tell them" on. Undoing a restoration follows the removal."""
    if act.reverts_id is not None:
        act = db.session.scalars(
            select(ModerationAction)
            .where(
                ModerationAction.post_id == act.post_id,
                ModerationAction.kind == "remove_post",
                ModerationAction.reverts_id.is_(None),
            )
            .order_by(ModerationAction.id.desc())
            .limit(1)
        ).one()
    return bool(act.after.get("tell", True))


def _due(moment: datetime, urgency: Urgency) -> datetime:
    """After the time to undo; less urgent ones at the next full hour after that."""
    soonest = moment + UNDO_TIME
    if urgency is not Urgency.IMPORTANT:
        return soonest
    start = datetime(1970, 1, 1, tzinfo=UTC)
    return soonest + (-(soonest - start) % BATCH)


def leave_tombstone(post_id: int, status: str) -> None:
    """A removed post is out of its tombstone: whoever has not been told is not told any more.

    Once it is in view, those who were told hear that it is back, after the time to undo.
    """
    recalls = db.session.scalars(
        select(Recall)
        .where(Recall.post_id == post_id, Recall.reversed_at.is_(None))
        .order_by(Recall.id)
        .with_for_update()
    ).all()
    for recall in recalls:
        recall.restored_at = recall.restored_at or now()
        told = select(RecallNotice.member_id).where(RecallNotice.recall_id == recall.id)
        if status == "visible" and db.session.scalar(told.limit(1)) is not None:
            enqueue(TELL_BACK, {"recall_id": recall.id}, after=UNDO_TIME)
    db.session.flush()
