"""Merging a duplicate into the question it is the same as, and taking it back."""

from __future__ import annotations

from app.accounts.models import Member
from app.core.db import db, lock
from app.core.errors import Conflict, NotFound
from app.forum import services as forum
from app.forum.models import Post, Question
from app.forum.services.merging import Closed, Merged
from app.moderation.models import ModerationAction
from app.moderation.services.threads.acting import (
    GONE,
    Opened,
    check_version,
    checked_reason,
    standing_act,
    write_thread_act,
)
from app.moderation.services.threads.shutting import check_other
from app.permissions import authorize


def merge_questions(
    actor: Member,
    post: Post,
    into: Post,
    *,
    reason: str = "",
    version: int | None = None,
) -> ModerationAction:
    """Move the answers of a duplicate, with their replies, to the question it is the same as.

    The duplicate stays, closed, and says where they went. Moderators only, and neither question may
    be their own. Both askers and the authors of the answers are told. Raises Refused, Invalid for a
    target that readers cannot find, TooLate, Conflict.
    """
    source, target = _open_both(actor, post, into)
    check_version(actor, source.question, version)
    if source.question.is_merged:
        raise Conflict("This question is merged already.")
    if source.post.status != "visible" or source.question.is_unlisted:
        raise Conflict("Readers cannot find this question, so it cannot be merged.")
    check_other(source.post, target.post)
    reason = checked_reason(reason, is_needed=False)
    merged = forum.merge_threads(source.question, target.question, reason=reason)
    target.question.thread_version += 1
    return write_thread_act(
        "merge_question",
        actor,
        source,
        reason=reason,
        before={
            "answers": list(merged.answer_ids),
            "helped": merged.helped_id,
            "closed": vars(merged.closed),
        },
        after={"into": target.post.id},
    )


def unmerge_questions(
    actor: Member, post: Post, *, reason: str = "", version: int | None = None
) -> ModerationAction:
    """Bring the answers of a merged question back, with the replies written meanwhile.

    What was answered to the other question stays there. Moderators only, never about their own
    question. Raises Refused, NotFound, TooLate, and Conflict when there is nothing to take back.
    """
    act = standing_act(post.id, "merge_question")
    into = db.session.get(Post, act.after["into"]) if act is not None else None
    if act is None or into is None:
        raise Conflict("This question is not merged any more.")
    source, target = _open_both(actor, post, into)
    check_version(actor, source.question, version)
    if standing_act(post.id, "merge_question") is not act:
        raise Conflict("This question is not merged any more.")
    before = Merged(
        tuple(act.before["answers"]), act.before["helped"], Closed(**act.before["closed"])
    )
    count = forum.unmerge_threads(source.question, target.question, before)
    target.question.thread_version += 1
    return write_thread_act(
        "unmerge_question",
        actor,
        source,
        reason=checked_reason(reason, is_needed=False),
        before={"into": into.id},
        after={"answers": count},
        reverts=act,
    )


def _open_both(actor: Member, post: Post, other: Post) -> tuple[Opened, Opened]:
    """Lock both threads, the lower id first, so that two moderators cannot block each other."""
    authorize(actor, "case:see")
    for one in (post, other):
        if one.kind != "question":
            raise NotFound
        authorize(actor, "question:merge", one)
    ids = sorted({post.id, other.id})
    questions = {one: lock(db.session, Question, one) for one in ids}
    posts = {one: lock(db.session, Post, one) for one in ids}
    if posts[post.id].status == "removed":
        raise Conflict(GONE)
    return tuple(Opened(posts[one.id], questions[one.id]) for one in (post, other))  # type: ignore[return-value]
