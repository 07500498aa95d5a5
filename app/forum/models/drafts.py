"""Drafts: text that is not posted yet, kept on the server; and proof of what was sent already."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.core.clock import now
from app.core.db import Base
from app.forum.models.notes import FREQUENCIES, SAME_MUSCLE, NotesColumns, one_of
from app.forum.models.posts import ANSWER_KINDS, KINDS
from app.forum.models.triage import HAPPENING, RED_FLAGS, TriageColumns


class Draft(NotesColumns, TriageColumns, Base):
    """A question, answer or reply being written.

    It belongs to a member, or, before anybody signed in, to the browser that holds the secret of
    which `browser_hash` is the hash. `is_posted_on_confirm`: the writer pressed "Post" and only has
    to confirm the e-mail address.
    """

    __tablename__ = "drafts"
    __table_args__ = (
        CheckConstraint(one_of("kind", KINDS), name="kind"),
        CheckConstraint("member_id IS NOT NULL OR browser_hash IS NOT NULL", name="owner"),
        CheckConstraint(one_of("frequency", FREQUENCIES), name="frequency"),
        CheckConstraint(one_of("same_muscle", SAME_MUSCLE), name="same_muscle"),
        CheckConstraint(one_of("answer_kind", ANSWER_KINDS), name="answer_kind"),
        CheckConstraint(one_of("red_flag", RED_FLAGS), name="red_flag"),
        CheckConstraint(one_of("happening", HAPPENING), name="happening"),
        Index("ix_drafts_member_id", "member_id", "updated_at"),
        Index("ix_drafts_updated_at", "updated_at"),
    )

    #: A random token, so that nobody finds another's draft by counting.
    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    kind: Mapped[str] = mapped_column(String(10))
    member_id: Mapped[int | None] = mapped_column(ForeignKey("members.id", ondelete="CASCADE"))
    browser_hash: Mapped[str | None] = mapped_column(String(64), index=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("posts.id", ondelete="CASCADE"))
    title: Mapped[str] = mapped_column(String(300), default="")
    body: Mapped[str] = mapped_column(Text, default="")
    tags: Mapped[str] = mapped_column(String(300), default="")
    is_anonymous: Mapped[bool] = mapped_column(default=False)
    answer_kind: Mapped[str | None] = mapped_column(String(12))
    source_url: Mapped[str | None] = mapped_column(String(500))
    article_id: Mapped[int | None] = mapped_column(ForeignKey("articles.id", ondelete="SET NULL"))
    article_section: Mapped[str | None] = mapped_column(String(100))
    is_posted_on_confirm: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(default=now)
    updated_at: Mapped[datetime] = mapped_column(default=now)


class Submission(Base):
    """A form that was sent, by its random key: sending it again finds the first post."""

    __tablename__ = "submissions"

    key: Mapped[str] = mapped_column(String(40), primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id", ondelete="CASCADE"))
    post_id: Mapped[int] = mapped_column(ForeignKey("posts.id", ondelete="CASCADE"))
    created_at: Mapped[datetime] = mapped_column(default=now)
