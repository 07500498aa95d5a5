"""What all acts about a thread share: locks in one order, the version, the row of the trail."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from app.accounts.models import Member
from app.core.clock import now
from app.core.db import db, lock
from app.core.errors import Conflict, Invalid, NotFound
from app.core.events import record
from app.core.text import clean_text
from app.forum.models import Post, Question
from app.moderation.errors import TooLate
from app.moderation.events import ThreadActed
from app.moderation.limits import REASON_LENGTH
from app.moderation.models import ModerationAction
from app.moderation.publicity import is_public
from app.moderation.queries.threads import acts_of_thread
from app.moderation.services.files import outrun_by
from app.permissions import authorize

GONE = "This is no longer here, so nothing was done."
#: A thread with its question out of view is decided at the desk, not here.
IN_PLACE = ("visible", "held", "hidden")


@dataclass(frozen=True)
class Opened:
    """A post and the question of its thread, both locked until the transaction ends."""

    post: Post
    question: Question


def open_thread(actor: Member, action: str, post: Post, version: int | None) -> Opened:
    """Lock a thread and a post of it for a moderator who acts on it.

    version: of the thread as the moderator saw it; None when there was nothing to see.
    Raises Refused for members and for one's own post, Conflict when the post is gone, TooLate when
    another moderator acted on the thread since.
    """
    authorize(actor, "case:see")
    authorize(actor, action, post)
    question = lock(db.session, Question, post.thread_id)
    post = lock(db.session, Post, post.id)
    if question is None or post is None:
        raise NotFound
    if post.thread_id != question.post_id:  # merged away while we waited for the lock
        raise Conflict(GONE)
    check_version(actor, question, version)
    if post.status not in IN_PLACE:
        raise Conflict(GONE)
    return Opened(post, question)


def check_version(actor: Member, question: Question, version: int | None) -> None:
    """Raise TooLate, naming who was first, when the thread has changed since it was seen."""
    if version is None or question.thread_version == version:
        return
    last = last_act(question.post_id)
    if last is None:
        raise TooLate("This thread has changed since you opened it. Look again.")
    raise outrun_by(actor, last)


def last_act(question_id: int) -> ModerationAction | None:
    """The latest act about a thread, also one that merged another question into it."""
    return db.session.scalar(acts_of_thread(question_id).limit(1))


def standing_act(post_id: int, kind: str) -> ModerationAction | None:
    """The latest act of a kind on a post, for its reverse to name; None if it was taken back."""
    act = db.session.scalar(
        select(ModerationAction)
        .where(
            ModerationAction.post_id == post_id,
            ModerationAction.kind == kind,
            ModerationAction.reverts_id.is_(None),
        )
        .order_by(ModerationAction.id.desc())
        .limit(1)
    )
    if act is None:
        return None
    reverse = select(ModerationAction.id).where(ModerationAction.reverts_id == act.id)
    return act if db.session.scalar(reverse) is None else None


def write_thread_act(
    kind: str,
    actor: Member,
    opened: Opened,
    *,
    reason: str = "",
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    reverts: ModerationAction | None = None,
    expires_at: datetime | None = None,
) -> ModerationAction:
    """Add an act to the trail and raise the thread's version. Records ThreadActed."""
    post, question = opened.post, opened.question
    question.thread_version += 1
    status = {"status": post.status}
    act = ModerationAction(
        kind=kind,
        actor_id=actor.id,
        post_id=post.id,
        reason=reason,
        before=status | (before or {}),
        after=status | (after or {}),
        reverts_id=reverts.id if reverts else None,
        is_public=is_public(kind, None) and post.status == "visible",
        expires_at=expires_at,
        created_at=now(),
    )
    db.session.add(act)
    db.session.flush()
    record(
        ThreadActed(
            kind, post.id, question.post_id, actor.id, act.id, reverts.id if reverts else None
        )
    )
    return act


def checked_reason(reason: str, *, is_needed: bool = True) -> str:
    """A reason as it may be kept. Raises Invalid for none, or one that is too long."""
    reason = clean_text(reason).strip()
    if is_needed and not reason:
        raise Invalid("reason", "Choose a reason, or write one. Readers and the author see it.")
    if len(reason) > REASON_LENGTH:
        raise Invalid("reason", f"Use at most {REASON_LENGTH} characters for the reason.")
    return reason
