"""Voting: one opinion per member and post, changeable; the score always equals the rows."""

from __future__ import annotations

from sqlalchemy import func, select

from app.accounts.models import Member
from app.core.db import db, lock
from app.core.errors import Invalid
from app.core.events import record
from app.forum.models import Post
from app.permissions import authorize
from app.votes.events import VoteCast
from app.votes.models import Vote

VALUES = {"up": 1, "down": -1, "none": 0}


def cast_vote(actor: Member, post: Post, value: int) -> Post:
    """Say whether a post was helpful (1), not helpful (-1), or take the vote back (0).

    Saying the same twice changes nothing. Replies take helpful only. Returns the post with its new
    score. Raises Refused for one's own post, Invalid for a value that the post does not take.
    """
    authorize(actor, "post:vote", post)
    if value not in VALUES.values() or (value < 0 and post.kind == "reply"):
        raise Invalid("value", "A reply can only be marked as helpful.")
    post = lock(db.session, Post, post.id)
    vote = db.session.get(Vote, (post.id, actor.id))
    before = vote.value if vote else 0
    if value == before:
        return post
    if vote is None:
        db.session.add(Vote(post_id=post.id, member_id=actor.id, value=value))
    elif value == 0:
        db.session.delete(vote)
    else:
        vote.value = value
    recount_votes(post)
    record(VoteCast(post.id, actor.id, before, value))
    return post


def recount_votes(post: Post) -> None:
    """Count a post's votes again from their rows."""
    db.session.flush()
    counts = dict(
        db.session.execute(
            select(Vote.value, func.count()).where(Vote.post_id == post.id).group_by(Vote.value)
        ).all()
    )
    post.up_count, post.down_count = counts.get(1, 0), counts.get(-1, 0)
    post.score = post.up_count - post.down_count
    db.session.flush()
