"""Tables about members rather than posts: warnings, notes, appeals, what left a profile.

What was done stands in the trail (`ModerationAction`); these rows hold what changes afterwards:
that a warning was read, that a note was taken away, how an appeal ended.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Member
from app.core.clock import now
from app.core.db import Base
from app.forum.models import Post
from app.forum.models.notes import one_of
from app.moderation.models import ModerationAction

#: upheld: the act stands. overturned: it was taken back. void: nobody is left to tell.
APPEAL_OUTCOMES = ("upheld", "overturned", "void")
#: What the person concerned can ask another moderator to look at again.
APPEALABLE = ("remove_post", "warn_member", "suspend_member", "clear_profile")


class MemberWarning(Base):
    """A message the member has to confirm before anything else; `act_id` is its act.

    `post_id` is what it was about, for the member's eyes; the trail does not name it, so that a
    warning gives nobody away who wrote behind the mask.
    """

    __tablename__ = "warnings"
    __table_args__ = (Index("ix_warnings_member_id", "member_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"))
    act_id: Mapped[int] = mapped_column(ForeignKey("moderation_actions.id"), unique=True)
    post_id: Mapped[int | None] = mapped_column(ForeignKey("posts.id"))
    text: Mapped[str] = mapped_column(String(500))
    created_at: Mapped[datetime] = mapped_column(default=now)
    acknowledged_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]

    post: Mapped[Post | None] = relationship(lazy="raise")


class PrivateNote(Base):
    """What moderators tell each other about a member or a case; never shown to the member.

    The words live here and not in the trail, so that they can be taken away again.
    """

    __tablename__ = "private_notes"
    __table_args__ = (
        CheckConstraint("(member_id IS NULL) <> (case_id IS NULL)", name="one_subject"),
        Index("ix_private_notes_member_id", "member_id", "id"),
        Index("ix_private_notes_case_id", "case_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int | None] = mapped_column(ForeignKey("members.id"))
    case_id: Mapped[int | None] = mapped_column(ForeignKey("cases.id"))
    act_id: Mapped[int] = mapped_column(ForeignKey("moderation_actions.id"), unique=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("members.id"))
    text: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(default=now)
    removed_at: Mapped[datetime | None]

    author: Mapped[Member] = relationship(foreign_keys=[author_id], lazy="raise")


class Appeal(Base):
    """The one request of the person concerned that another moderator looks at an act again."""

    __tablename__ = "appeals"
    __table_args__ = (
        CheckConstraint(one_of("outcome", APPEAL_OUTCOMES), name="outcome"),
        CheckConstraint("(outcome IS NULL) = (decided_at IS NULL)", name="decided"),
        Index("ix_appeals_open", "decided_at", "due_at"),
        Index("ix_appeals_member_id", "member_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    act_id: Mapped[int] = mapped_column(ForeignKey("moderation_actions.id"), unique=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"))
    reason: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(default=now)
    due_at: Mapped[datetime]
    outcome: Mapped[str | None] = mapped_column(String(10))
    #: Why it was decided so; the author and the moderator who acted both read it.
    answer: Mapped[str] = mapped_column(String(500), default="")
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("members.id"))

    act: Mapped[ModerationAction] = relationship(lazy="raise")
    member: Mapped[Member] = relationship(foreign_keys=[member_id], lazy="raise")
    decided_by: Mapped[Member | None] = relationship(foreign_keys=[decided_by_id], lazy="raise")


class ProfileRemoval(Base):
    """A name or profile text that a moderator took away with the act `act_id`.

    `original` lets the act be undone or overturned, and is emptied when it can no longer be
    appealed against (limits.ORIGINAL_KEPT); the trail never holds the words.
    """

    __tablename__ = "profile_removals"
    __table_args__ = (
        CheckConstraint("part IN ('name', 'about')", name="part"),
        UniqueConstraint("act_id", "part"),
        Index("ix_profile_removals_member_id", "member_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"))
    act_id: Mapped[int] = mapped_column(ForeignKey("moderation_actions.id"))
    part: Mapped[str] = mapped_column(String(5))
    original: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(default=now)
    purge_at: Mapped[datetime]
    purged_at: Mapped[datetime | None]
