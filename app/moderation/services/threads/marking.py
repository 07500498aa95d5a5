"""Other topics for a question, and a remark above a post."""

from __future__ import annotations

from app.accounts.models import Member
from app.core.errors import Conflict, Invalid, NotFound
from app.forum import services as forum
from app.forum.models import Post
from app.forum.services.tagging import parse_tags
from app.moderation.models import ModerationAction
from app.moderation.services.threads.acting import (
    Opened,
    checked_reason,
    open_thread,
    standing_act,
    write_thread_act,
)


def retag_question(
    actor: Member, post: Post, *, tags: str, reason: str, version: int | None = None
) -> ModerationAction:
    """Give a question other topics, with a reason; the history keeps both.

    Moderators only, never their own question. The asker is told. Raises Refused, NotFound, Invalid,
    TooLate, and Conflict when nothing changes.
    """
    if post.kind != "question":
        raise NotFound
    opened = open_thread(actor, "question:retag", post, version)
    wanted = parse_tags(tags)
    if wanted == forum.topics_of(opened.question):
        raise Invalid("tags", "These are its topics already. Change them, or leave it.")
    return change_topics(actor, opened, wanted, checked_reason(reason))


def change_topics(
    actor: Member,
    opened: Opened,
    wanted: list[str],
    reason: str,
    reverts: ModerationAction | None = None,
) -> ModerationAction:
    """The act itself, for retagging and for its undo."""
    had = forum.topics_of(opened.question)
    forum.retag(actor, opened.post, opened.question, wanted, reason=reason)
    return write_thread_act(
        "retag_question",
        actor,
        opened,
        reason=reason,
        before={"topics": had},
        after={"topics": wanted},
        reverts=reverts,
    )


def set_remark(
    actor: Member, post: Post, *, text: str, version: int | None = None
) -> ModerationAction:
    """Put a short line by the moderators above a post, for everyone; another one replaces it.

    Moderators only, never at their own post. The author is told. Raises Refused, Invalid, TooLate.
    """
    opened = open_thread(actor, "post:remark", post, version)
    had = opened.post.remark
    if not text.strip():
        raise Invalid("text", "Choose a remark, or write one.")
    forum.set_remark(opened.post, opened.question, text)
    return write_thread_act(
        "set_remark",
        actor,
        opened,
        reason=opened.post.remark,
        before={"remark": had},
        after={"remark": opened.post.remark},
    )


def clear_remark(
    actor: Member, post: Post, *, reason: str = "", version: int | None = None
) -> ModerationAction:
    """Take the remark above a post away.

    Raises Refused, TooLate, and Conflict when there is none.
    """
    opened = open_thread(actor, "post:remark", post, version)
    had = opened.post.remark
    if not had:
        raise Conflict("There is no remark any more.")
    forum.set_remark(opened.post, opened.question, "")
    return write_thread_act(
        "clear_remark",
        actor,
        opened,
        reason=checked_reason(reason, is_needed=False),
        before={"remark": had},
        after={"remark": ""},
        reverts=standing_act(post.id, "set_remark"),
    )
