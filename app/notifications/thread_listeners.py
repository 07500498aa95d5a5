"""Who is told of an act on a thread: its asker, and the authors of what it moved or marked."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select

from app.core.db import db
from app.core.events import listens_to
from app.forum.models import Post
from app.moderation.events import ThreadActed
from app.moderation.models import ModerationAction
from app.notifications import services as notifications

#: The news for the author of the post that an act was about.
NEWS = {
    "lock_question": "locked",
    "unlock_question": "unlocked",
    "close_question": "closed",
    "reopen_question": "reopened",
    "merge_question": "merged",
    "unmerge_question": "unmerged",
    "retag_question": "retagged",
    "move_post": "moved",
    "set_remark": "remarked",
}


@listens_to(ThreadActed)
def tell_of_act(event: ThreadActed) -> None:
    """Those concerned hear, with the reason; an act undone early is taken back instead of told.

    The asker comes first when the mark goes. Nobody is told of their own act, nor twice.
    """
    told = {event.actor_id}
    if event.undoes_id is not None:
        told |= notifications.take_back_news(event.undoes_id, notifications.THREAD_KINDS)
    act = db.session.get(ModerationAction, event.action_id)
    post = db.session.get(Post, event.post_id)
    if act is None or post is None or event.kind not in NEWS:
        return
    for member_id, kind, about_id in _news(event, act, post):
        if member_id not in told:
            told.add(member_id)
            notifications.tell(member_id, kind, about_id, reason=act.reason, act_id=act.id)


def _news(event: ThreadActed, act: ModerationAction, post: Post) -> Iterable[tuple[int, str, int]]:
    """(member, kind of notice, post it is about), in the order in which people are told."""
    if event.kind == "move_post" and act.before.get("helped") and act.after["kind"] == "reply":
        asked = db.session.get(Post, event.question_id)
        if asked is not None and asked.author_id != post.author_id:
            yield asked.author_id, "unmarked", post.id
    yield post.author_id, NEWS[event.kind], post.id
    if event.kind in ("merge_question", "unmerge_question"):
        merging = event.kind == "merge_question"
        ids = act.before["answers"] if merging else _answers_of(act)
        target = db.session.get(Post, act.after["into"]) if merging and ids else None
        if target is not None:
            yield target.author_id, "merged_here", target.id
        yield from ((one.author_id, NEWS[event.kind], one.id) for one in _posts(ids))


def _answers_of(act: ModerationAction) -> list[int]:
    merge = db.session.get(ModerationAction, act.reverts_id) if act.reverts_id else None
    return list(merge.before["answers"]) if merge is not None else []


def _posts(ids: list[int]) -> Iterable[Post]:
    """Answers that readers see; the author of one out of view has other news."""
    return db.session.scalars(
        select(Post).where(Post.id.in_(ids), Post.status == "visible").order_by(Post.id)
    )
