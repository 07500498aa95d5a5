"""Deciding many cases with one click: keep, hide, remove as spam. Never as unsafe (design 3.5).

All of it is one transaction: the moderator sees either everything done or nothing, and the batch is
whole when it is undone. A case that cannot be decided is found out before anything is written about
it, so leaving it alone leaves nothing behind.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from app.accounts.models import Member
from app.core.db import db
from app.core.errors import Conflict, Invalid, Refused
from app.forum.models import Post
from app.moderation.limits import MOST_AT_ONCE
from app.moderation.models import Case, ModerationAction
from app.moderation.services.batches import in_lock_order, new_batch
from app.moderation.services.deciding import hide_post, keep_post, remove_post
from app.permissions import authorize

BULK_ACTS = ("keep", "hide", "spam")


@dataclass(frozen=True)
class Bulk:
    """What was done, and for each case that was left alone why."""

    acts: Sequence[ModerationAction]
    left: Sequence[Conflict | Refused]


def decide_many(actor: Member, act: str, versions: Mapping[int, int], *, reason: str = "") -> Bulk:
    """Decide cases as one saw them in the list: `versions` maps their ids to their versions.

    act: one of BULK_ACTS; reason: for "spam", the sentence readers see, for "keep" what reporters
    read. One act in the trail for each case, all in one batch, undone together. Cases that changed
    meanwhile, one's own posts and what is not about a post are left alone and counted in `left`.
    Moderators only. Raises Refused, and Invalid for nothing or too much at once.
    """
    authorize(actor, "case:see")
    if act not in BULK_ACTS:
        raise Invalid("act", "Choose what to do.")
    if not versions:
        raise Invalid("cases", "Tick the cases first.")
    if len(versions) > MOST_AT_ONCE:
        raise Invalid("cases", f"Tick at most {MOST_AT_ONCE} cases at once.")
    cases = {
        case.post_id: case
        for case in db.session.scalars(select(Case).where(Case.id.in_(versions)))
        if case.post_id is not None
    }
    batch = new_batch()
    acts: list[ModerationAction] = []
    left: list[Conflict | Refused] = [
        Conflict("It is not about a post.") for _ in range(len(versions) - len(cases))
    ]
    for post in in_lock_order(cases):
        try:
            acts.append(_decide(actor, act, post, versions[cases[post.id].id], reason, batch))
        except (Conflict, Refused) as error:
            left.append(error)
    return Bulk(acts, left)


def _decide(
    actor: Member, act: str, post: Post, version: int, reason: str, batch: str
) -> ModerationAction:
    if act == "keep":
        return keep_post(actor, post, reason=reason, version=version, batch=batch)
    if act == "hide":
        return hide_post(actor, post, version=version, batch=batch)
    return remove_post(actor, post, reason=reason, version=version, batch=batch)
