"""Who was shown which post: keeping it, forgetting it, and the member's own switch."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from itertools import islice
from typing import Any

from sqlalchemy import case, delete, select, tuple_
from sqlalchemy.dialects import postgresql, sqlite

from app.accounts.models import Member
from app.core.clock import now
from app.core.daily import every_day
from app.core.db import db, lock
from app.forum.models import Post
from app.permissions import authorize
from app.recall.limits import KEPT_FOR, PURGE_CHUNK
from app.recall.models import Exposure

#: Pairs of a statement: each takes four values, and SQLite allows 32,766.
_PAIRS = 500


def record_exposures(seen: Mapping[tuple[int, int], tuple[datetime, datetime]]) -> int:
    """Keep who was shown which post, first and last. Returns how many pairs.

    Left out: members who have switched it off meanwhile or were erased, and posts that are gone.
    """
    allowed = set(
        db.session.scalars(
            select(Member.id).where(
                Member.id.in_({member_id for member_id, _ in seen}),
                Member.allows_exposure.is_(True),
                Member.erased_at.is_(None),
            )
        )
    )
    known = set(db.session.scalars(select(Post.id).where(Post.id.in_({p for _, p in seen}))))
    # In one order everywhere, so that two processes never wait for each other crosswise.
    pairs = iter(sorted(pair for pair in seen if pair[0] in allowed and pair[1] in known))
    count = 0
    while chunk := list(islice(pairs, _PAIRS)):
        _upsert(
            {
                "member_id": pair[0],
                "post_id": pair[1],
                "first_seen_at": seen[pair][0],
                "last_seen_at": seen[pair][1],
            }
            for pair in chunk
        )
        count += len(chunk)
    return count


def _upsert(rows: Iterable[dict[str, Any]]) -> None:
    engine = postgresql if db.engine.dialect.name == "postgresql" else sqlite
    new = engine.insert(Exposure).values(list(rows))
    latest = case(
        (new.excluded.last_seen_at > Exposure.last_seen_at, new.excluded.last_seen_at),
        else_=Exposure.last_seen_at,
    )
    db.session.execute(
        new.on_conflict_do_update(
            index_elements=[Exposure.member_id, Exposure.post_id], set_={"last_seen_at": latest}
        )
    )


def allow_exposure(actor: Member, allows: bool) -> None:
    """Switch on or off that we note which posts a member was shown; off also forgets them all."""
    authorize(actor, "member:edit-self", actor)
    member: Member = lock(db.session, Member, actor.id)
    member.allows_exposure = allows
    if not allows:
        db.session.execute(delete(Exposure).where(Exposure.member_id == actor.id))


@every_day("recall.exposures")
def purge_exposures() -> int:
    """Forget what was last seen longer ago than KEPT_FOR. Returns how many; at most a chunk."""
    old = (
        select(Exposure.member_id, Exposure.post_id)
        .where(Exposure.last_seen_at < now() - KEPT_FOR)
        .limit(PURGE_CHUNK)
    )
    result = db.session.execute(
        delete(Exposure).where(tuple_(Exposure.member_id, Exposure.post_id).in_(old))
    )
    return int(result.rowcount)  # type: ignore[attr-defined]
