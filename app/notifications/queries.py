"""Reads of notices. What they are about is checked for the viewer's eyes each time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, and_, func, not_, or_, select
from sqlalchemy.orm import aliased, joinedload

from app.accounts.models import Member
from app.core.db import db
from app.core.errors import NotFound
from app.forum.models import Post, Question, Tombstone
from app.forum.queries.visibility import under_gone_reply, visible_to
from app.notifications.account_words import HEADLINES, path_of
from app.notifications.models import Notice
from app.web.paging import Page, decode_cursor, page_of

PAGE = 20
#: Safety notices stand above everything else until they are read; nobody has ever so many.
MOST_RECALLS = 50
_IS_RECALL = and_(Notice.kind == "recall", Notice.read_at.is_(None))


@dataclass(frozen=True)
class NoticeRow:
    """A notice with what it is about.

    is_visible: the member may read the post; is_thread_visible: the question it stands under.
    is_unsafe: the post is removed as unsafe.
    """

    notice: Notice
    post: Post | None
    title: str | None
    question_path: str | None
    is_visible: bool
    is_thread_visible: bool
    is_unsafe: bool

    @property
    def is_recall(self) -> bool:
        """Whether it warns of a post that is removed as unsafe now."""
        return self.notice.kind == "recall" and self.post is not None and self.is_unsafe

    @property
    def path(self) -> str | None:
        """Where it leads: to the post, else to its place, else nowhere."""
        if self.post is None or self.notice.kind in HEADLINES:
            return path_of(self.notice)
        if self.post is not None and self.is_recall:
            return f"/safety-notices/{self.post.id}"
        if self.post is not None and self.is_visible:
            return self.post.permalink
        if not self.is_thread_visible or self.post is None:
            return None
        place = "" if self.post.kind == "question" else f"#{self.post.kind}-{self.post.id}"
        return f"{self.question_path}{place}"


def list_notices(viewer: Member, *, cursor: str | None = None) -> Page[NoticeRow]:
    """A page of the viewer's notices, newest first, without unread warnings of unsafe posts.

    One query at any size.
    """
    statement = _rows(viewer).where(not_(_IS_RECALL)).order_by(Notice.id.desc()).limit(PAGE + 1)
    after = decode_cursor(cursor, int)
    if after:
        statement = statement.where(Notice.id < after[0])
    rows = [_row(found) for found in db.session.execute(statement)]
    return page_of(rows, PAGE, lambda row: (row.notice.id,))


def unread_recalls(viewer: Member) -> Sequence[NoticeRow]:
    """The viewer's unread warnings of unsafe posts, newest first. One query."""
    statement = _rows(viewer).where(_IS_RECALL).order_by(Notice.id.desc()).limit(MOST_RECALLS)
    return [_row(found) for found in db.session.execute(statement)]


def recall_about(viewer: Member | None, post_id: int) -> NoticeRow | None:
    """What the viewer was told about a post that is removed as unsafe, read or not. One query."""
    if viewer is None:
        return None
    found = db.session.execute(
        _rows(viewer)
        .where(Notice.post_id == post_id, Notice.kind == "recall")
        .order_by(Notice.id.desc())
        .limit(1)
    ).first()
    row = _row(found) if found is not None else None
    return row if row is not None and row.is_recall else None


def get_notice(viewer: Member, notice_id: int) -> NoticeRow:
    """One of the viewer's notices. Raises NotFound for anybody else's."""
    found = (
        db.session.execute(_rows(viewer).where(Notice.id == notice_id)).first()
        if 0 < notice_id < 2**31
        else None
    )
    if found is None:
        raise NotFound
    return _row(found)


def _rows(viewer: Member) -> Select[Notice, Post, Question, bool, bool, str | None]:
    asked, root = aliased(Post), aliased(Post)
    is_thread_visible = visible_to(viewer, asked)
    is_visible = and_(
        visible_to(viewer),
        is_thread_visible,
        or_(Post.root_id.is_(None), root.status == "withdrawn", visible_to(viewer, root)),
        not_(under_gone_reply()),
    )
    return (
        select(
            Notice,
            Post,
            Question,
            is_visible.label("is_visible"),
            is_thread_visible.label("is_thread_visible"),
            Tombstone.category,
        )
        .outerjoin(Post, Post.id == Notice.post_id)
        .outerjoin(Question, Question.post_id == func.coalesce(Post.question_id, Post.id))
        .outerjoin(Tombstone, Tombstone.post_id == Post.id)
        .outerjoin(asked, asked.id == Question.post_id)
        .outerjoin(root, root.id == Post.root_id)
        .options(joinedload(Post.author))
        .where(Notice.member_id == viewer.id)
    )


def _row(found: Any) -> NoticeRow:
    notice, post, question, is_visible, is_thread_visible, category = found
    return NoticeRow(
        notice=notice,
        post=post,
        title=question.title if question else None,
        question_path=question.path if question else None,
        is_visible=bool(post is not None and is_visible),
        is_thread_visible=bool(question is not None and is_thread_visible),
        is_unsafe=post is not None and post.status == "removed" and category is not None,
    )
