"""Removing what a member wrote lately with one click: an act for each post, undone together."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import select

from app.accounts.models import Member
from app.core.db import db, lock
from app.core.errors import Conflict, Invalid
from app.forum.models import Post, Question
from app.moderation.limits import MOST_AT_ONCE
from app.moderation.models import ModerationAction
from app.moderation.queries.member_posts import STANDING, is_removable
from app.moderation.services.batches import in_lock_order, new_batch
from app.moderation.services.deciding import remove_post
from app.permissions import authorize


def remove_posts_of(
    actor: Member, member: Member, post_ids: Collection[int], *, reason: str
) -> Sequence[ModerationAction]:
    """Remove the posts of a member that the moderator saw in the list, all for one reason.

    Never as unsafe: that needs a safer note for each. What is not theirs, what they wrote without
    their name and what is gone meanwhile is left alone. One act in the trail for each post, all in
    one batch; `undo_act` takes them back together. Moderators of a higher rank only. Raises
    Refused, Invalid for nothing, too much or no reason, Conflict when nothing is left to remove.
    """
    authorize(actor, "member:remove-posts", member)
    if not reason:
        raise Invalid("choice", "Choose a reason. Readers and the author see it.")
    if not post_ids:
        raise Invalid("posts", "Tick the posts first.")
    if len(post_ids) > MOST_AT_ONCE:
        raise Invalid("posts", f"Tick at most {MOST_AT_ONCE} posts at once.")
    found = db.session.scalars(
        select(Post.id).where(Post.id.in_(post_ids), *is_removable(member))
    ).all()
    batch = new_batch()
    acts = [
        remove_post(actor, post, reason=reason, batch=batch)
        for post in in_lock_order(found)
        if _still_stands(post)
    ]
    if not acts:
        raise Conflict("These posts are gone already. Nothing was changed.")
    return acts


def _still_stands(post: Post) -> bool:
    """Whether it is not gone since the list was read; asked with thread and post locked."""
    lock(db.session, Question, post.thread_id)
    lock(db.session, Post, post.id)
    return post.status in STANDING
