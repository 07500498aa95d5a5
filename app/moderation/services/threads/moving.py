"""Moving a post within its thread: answer to reply, reply to answer, or under another post."""

from __future__ import annotations

from app.accounts.models import Member
from app.core.db import db, lock
from app.core.errors import Conflict, Invalid
from app.forum import services as forum
from app.forum.models import Post
from app.moderation.models import ModerationAction
from app.moderation.services.threads.acting import (
    Opened,
    checked_reason,
    open_thread,
    write_thread_act,
)


def move_post(
    actor: Member,
    post: Post,
    *,
    under: Post | None,
    reason: str,
    version: int | None = None,
) -> ModerationAction:
    """Move a post, with its replies, under another post of its thread, or among the answers (None).

    An answer that helped the asker loses the mark when it becomes a reply; the asker is told first,
    then the author. Moderators only, never their own post. Raises Refused, NotFound, Invalid,
    TooLate, Conflict.
    """
    opened = open_thread(actor, "post:move", post, version)
    return _move(actor, opened, under, checked_reason(reason))


def move_back(actor: Member, opened: Opened, act: ModerationAction, place: Post | None) -> None:
    """Undo a move: the post goes where it stood, with the replies written meanwhile.

    Raises Conflict when that place is no longer in view, or stands below the post by now.
    """
    try:
        _move(actor, opened, place, act.reason, reverts=act)
    except Invalid as error:
        raise Conflict("Where it stood is gone or elsewhere now. Move it by hand.") from error
    if act.before["helped"] and opened.post.status == "visible":
        forum.put_back_acceptance(opened.post)


def _move(
    actor: Member,
    opened: Opened,
    under: Post | None,
    reason: str,
    *,
    reverts: ModerationAction | None = None,
) -> ModerationAction:
    if under is not None:  # read again behind the thread's lock: it may have been moved itself
        under = lock(db.session, Post, under.id)
    before = forum.move_post(opened.question, opened.post, under)
    return write_thread_act(
        "move_post",
        actor,
        opened,
        reason=reason,
        before={"kind": before.kind, "under": before.parent_id, "helped": before.helped},
        after={
            "kind": opened.post.kind,
            "under": opened.post.parent_id,
            "with": before.moved_count,
        },
        reverts=reverts,
    )
