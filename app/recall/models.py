"""Tables of the recall room: who saw which post, recalls, and who was told."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.clock import now
from app.core.db import Base
from app.forum.models import Post
from app.forum.models.notes import one_of

#: How soon people are told; the taxonomy's fourth class, "none", makes no recall.
URGENCIES = ("act_now", "important", "correction")
#: Why somebody is told, the strongest reason first (design 3.6).
RINGS = ("asker", "engaged", "delivered", "viewed")


class Exposure(Base):
    """A member was shown the words of a post. Nothing more is kept, and only for 90 days."""

    __tablename__ = "exposures"
    __table_args__ = (
        Index("ix_exposures_post_id", "post_id", "first_seen_at"),
        Index("ix_exposures_last_seen_at", "last_seen_at"),
    )

    member_id: Mapped[int] = mapped_column(
        ForeignKey("members.id", ondelete="CASCADE"), primary_key=True
    )
    post_id: Mapped[int] = mapped_column(
        ForeignKey("posts.id", ondelete="CASCADE"), primary_key=True
    )
    first_seen_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]


class Recall(Base):
    """The telling of those who saw a post that was removed as unsafe, by the act that removed it.

    Planned until `sent_at`. `restored_at`: the post is out of its tombstone again; nobody more is
    told. `reversed_at`: those who had been told know that it is back.
    """

    __tablename__ = "recalls"
    __table_args__ = (
        CheckConstraint(one_of("urgency", URGENCIES), name="urgency"),
        Index("ix_recalls_post_id", "post_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    post_id: Mapped[int] = mapped_column(ForeignKey("posts.id"))
    act_id: Mapped[int] = mapped_column(ForeignKey("moderation_actions.id"), unique=True)
    category: Mapped[str] = mapped_column(String(40))
    urgency: Mapped[str] = mapped_column(String(10))
    removed_at: Mapped[datetime] = mapped_column(default=now)
    due_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    restored_at: Mapped[datetime | None]
    reversed_at: Mapped[datetime | None]

    post: Mapped[Post] = relationship(lazy="raise")


class RecallNotice(Base):
    """One member told of one recall, by the strongest reason. Moderators see only how many."""

    __tablename__ = "recall_notices"
    __table_args__ = (
        CheckConstraint(one_of("ring", RINGS), name="ring"),
        Index("ix_recall_notices_member_id", "member_id"),
    )

    recall_id: Mapped[int] = mapped_column(ForeignKey("recalls.id"), primary_key=True)
    member_id: Mapped[int] = mapped_column(
        ForeignKey("members.id", ondelete="CASCADE"), primary_key=True
    )
    ring: Mapped[str] = mapped_column(String(10))
    notice_id: Mapped[int | None] = mapped_column(
        ForeignKey("notices.id", ondelete="SET NULL"), index=True
    )
    read_at: Mapped[datetime | None]
    #: The notice that the post is back, once it was given.
    back_notice_id: Mapped[int | None] = mapped_column(
        ForeignKey("notices.id", ondelete="SET NULL")
    )
