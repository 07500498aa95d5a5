"""Whom a recall concerns: everyone whom an unsafe post has reached, by the strongest reason.

The rings, from the strongest: the person who asked; those who took part (replied under it, found it
helpful, quoted it); those who were sent a notice of it; those whose page showed it before it left
view. Never its author, never the moderator who removed it, never an erased account.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    case,
    exists,
    func,
    literal,
    not_,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import aliased

from app.accounts.models import Member
from app.core.db import db
from app.forum.models import Post, Quote
from app.moderation.seen import was_in_view
from app.notifications.models import Notice
from app.recall.models import RINGS, Exposure
from app.votes.models import Vote

_ASKER, _ENGAGED, _DELIVERED, _VIEWED = range(len(RINGS))


def reached(
    post: Post, *, until: datetime, status_before: str, wide: bool, but: int | None = None
) -> Select[Any]:
    """(member id, place of the ring in RINGS, first seen) of everyone it has reached.

    until: when it left view. status_before: its status until then. wide: also those it was sent to
    and those who saw it; else only the asker and those who took part. but: one more member to leave
    out, the moderator who removes it.
    """
    parts: list[Select[int, int]] = [
        select(Post.author_id, literal(_ENGAGED)).where(_below(post), Post.created_at <= until),
        select(Vote.member_id, literal(_ENGAGED)).where(
            Vote.post_id == post.id, Vote.value == 1, Vote.created_at <= until
        ),
        select(Post.author_id, literal(_ENGAGED))
        .join(Quote, Quote.post_id == Post.id)
        .where(Quote.quoted_post_id == post.id),
    ]
    if post.kind != "question" and _was_in_view(post, status_before):
        asked = aliased(Post)
        parts.append(select(asked.author_id, literal(_ASKER)).where(asked.id == post.question_id))
    if wide:
        parts.append(
            select(Notice.member_id, literal(_DELIVERED)).where(
                _brings(post), Notice.created_at <= until
            )
        )
        parts.append(
            select(Exposure.member_id, literal(_VIEWED)).where(
                Exposure.post_id == post.id, Exposure.first_seen_at <= until
            )
        )
    found = union_all(*parts).subquery("found")
    member_id, ring = found.c
    seen = aliased(Exposure)
    return (
        select(member_id, func.min(ring).label("ring"), func.min(seen.first_seen_at).label("seen"))
        .join(Member, Member.id == member_id)
        .outerjoin(
            seen,
            and_(
                seen.member_id == member_id,
                seen.post_id == post.id,
                seen.first_seen_at <= until,
            ),
        )
        .where(
            Member.erased_at.is_(None),
            member_id != post.author_id,
            member_id != (but if but is not None else 0),
        )
        .group_by(member_id)
        .order_by(member_id)
    )


def count_reached(
    post: Post, *, until: datetime, status_before: str, but: int | None = None
) -> tuple[int, int]:
    """How many it has reached: everybody, and of them the asker and those who took part."""
    rows = reached(post, until=until, status_before=status_before, wide=True, but=but).subquery(
        "reached"
    )
    everybody, near = db.session.execute(
        select(func.count(), func.sum(case((rows.c.ring <= _ENGAGED, 1), else_=0))).select_from(
            rows
        )
    ).one()
    return everybody, int(near or 0)


def _below(post: Post) -> ColumnElement[bool]:
    """What was written under it, at any depth."""
    if post.kind == "question":
        return Post.question_id == post.id
    if post.kind == "answer":
        return Post.root_id == post.id
    return and_(
        Post.root_id == post.root_id,
        Post.path > post.path,
        func.substr(Post.path, 1, len(post.path)) == post.path,
    )


def _brings(post: Post) -> ColumnElement[bool]:
    """Notices that led somebody to the post, not those about a report or an earlier recall."""
    return and_(
        Notice.post_id == post.id,
        not_(or_(Notice.kind.like("report%"), Notice.kind.like("recall%"))),
    )


def _was_in_view(post: Post, status_before: str) -> bool:
    """Whether readers ever saw it. What was held from the start has reached nobody."""
    if was_in_view(post, status_before):
        return True
    return bool(
        db.session.scalar(
            select(
                or_(
                    exists().where(_brings(post), Notice.member_id != post.author_id),
                    exists().where(Vote.post_id == post.id),
                    exists().where(Exposure.post_id == post.id),
                )
            )
        )
    )
