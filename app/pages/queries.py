"""Reads across rooms that no room below needs itself."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from app.accounts.models import Member
from app.core.db import db
from app.forum.models import Post
from app.web.paging import Page, decode_cursor, page_of

MEMBERS_PAGE = 50


def members_who_write(viewer: Member | None, *, cursor: str | None = None) -> Page[Member]:
    """Members with a question or answer under their own name, the newest member first.

    Whoever only reads, or only asks anonymously, is not listed: that somebody has an account here
    is nobody's business.
    """
    writes = (
        select(Post.id)
        .where(
            Post.author_id == Member.id,
            Post.kind.in_(("question", "answer")),
            Post.status == "visible",
            Post.is_anonymous.is_(False),
        )
        .exists()
    )
    statement = (
        select(Member)
        .where(Member.erased_at.is_(None), writes)
        .order_by(Member.created_at.desc(), Member.id.desc())
        .limit(MEMBERS_PAGE + 1)
    )
    after = decode_cursor(cursor, datetime.fromisoformat, int)
    if after:
        moment, last_id = after
        statement = statement.where(
            (Member.created_at < moment) | ((Member.created_at == moment) & (Member.id < last_id))
        )
    rows = db.session.scalars(statement).all()
    return page_of(rows, MEMBERS_PAGE, lambda member: (member.created_at.isoformat(), member.id))
