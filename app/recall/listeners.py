"""What recalls do when something happened elsewhere."""

from __future__ import annotations

from app.core.db import db
from app.core.events import listens_to
from app.forum.events import PostStatusChanged
from app.moderation.events import PostRemoved
from app.moderation.models import ModerationAction
from app.notifications.events import NoticesRead
from app.recall import services as recall


@listens_to(PostRemoved)
def plan(event: PostRemoved) -> None:
    """Whoever saw an unsafe post is told, unless it is put back before."""
    act = db.session.get(ModerationAction, event.action_id)
    if act is not None and event.category is not None:
        recall.plan_recall(act, event.category)


@listens_to(PostStatusChanged)
def call_off(event: PostStatusChanged) -> None:
    """Nobody is told of a post that is no longer removed; who was told hears that it is back."""
    if event.before == "removed" or event.after == "visible":
        recall.leave_tombstone(event.post_id, event.after)


@listens_to(NoticesRead)
def count(event: NoticesRead) -> None:
    """Moderators see how many have read a recall."""
    recall.note_read(event.member_id, event.notice_ids)
