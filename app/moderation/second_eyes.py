"""Second eyes: what was removed as unsafe is not put back by the moderator who removed it.

Until the next act, and for two minutes, undoing is free: nobody has been told yet. After that a
mistake in the other direction could reach readers, so somebody else looks (design 3.5).
"""

from __future__ import annotations

from sqlalchemy import select

from app.accounts.models import Member
from app.core.clock import now
from app.core.db import db
from app.forum.models import Post
from app.moderation.limits import UNDO_TIME
from app.moderation.models import DECISIONS, PROFILE_DECISIONS, ModerationAction

SECOND_EYES = (
    "You removed this as unsafe, so another moderator decides whether it goes back. You can write"
    " them a private note."
)


def last_removal(post_id: int) -> ModerationAction | None:
    """The act by which a post was last removed; the undoing of one is not meant."""
    return db.session.scalar(
        select(ModerationAction)
        .where(
            ModerationAction.post_id == post_id,
            ModerationAction.kind == "remove_post",
            ModerationAction.reverts_id.is_(None),
        )
        .order_by(ModerationAction.id.desc())
        .limit(1)
    )


def was_withdrawn(post: Post) -> bool:
    """Whether the author had deleted a removed post before it went behind its tombstone."""
    acts = db.session.scalars(
        select(ModerationAction)
        .where(ModerationAction.post_id == post.id, ModerationAction.kind.in_(DECISIONS))
        .order_by(ModerationAction.id.desc())
    )
    moves = (act for act in acts if act.before["status"] != "removed" == act.after["status"])
    burial = next(moves, None)
    return (
        post.status == "removed" and burial is not None and burial.before["status"] == "withdrawn"
    )


def needs_second_eyes(actor: Member, post: Post) -> bool:
    """Whether this moderator may no longer put the post back alone."""
    removal = last_removal(post.id) if post.status == "removed" else None
    if removal is None or removal.category is None or removal.actor_id != actor.id:
        return False
    return is_too_old(removal) or last_decision_of(actor) != removal.id


def is_too_old(act: ModerationAction) -> bool:
    """Whether an unsafe removal is past the two minutes in which nobody has been told."""
    return (
        act.kind == "remove_post"
        and act.category is not None
        and act.reverts_id is None
        and act.created_at + UNDO_TIME <= now()
    )


def last_decision_of(actor: Member) -> int | None:
    """The id of a moderator's latest decision."""
    return db.session.scalar(
        select(ModerationAction.id)
        .where(
            ModerationAction.actor_id == actor.id,
            ModerationAction.kind.in_(DECISIONS + PROFILE_DECISIONS),
        )
        .order_by(ModerationAction.id.desc())
        .limit(1)
    )
