"""Tables of the prepared words: what administrators changed, and the history of it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Member
from app.core.clock import now
from app.core.db import Base
from app.forum.models.notes import one_of

#: Reasons to remove, reasons to keep, categories of unsafe advice.
REASON_KINDS = ("other", "keep", "unsafe")


class ReasonText(Base):
    """What differs from the shipped words of a reason, or an added reason as a whole.

    Empty words mean the shipped ones, so that an upgrade can better what nobody has changed here.
    """

    __tablename__ = "reason_texts"
    __table_args__ = (
        CheckConstraint(one_of("kind", REASON_KINDS), name="kind"),
        # A category of unsafe advice cannot be done without: the rules name it.
        CheckConstraint("kind <> 'unsafe' OR is_off = false", name="unsafe_is_on"),
        UniqueConstraint("kind", "code"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(10))
    code: Mapped[str] = mapped_column(String(40))
    name: Mapped[str | None] = mapped_column(String(60))
    reason: Mapped[str | None] = mapped_column(String(500))
    note: Mapped[str | None] = mapped_column(String(600))
    is_off: Mapped[bool] = mapped_column(default=False)
    changed_by_id: Mapped[int] = mapped_column(ForeignKey("members.id"))
    changed_at: Mapped[datetime] = mapped_column(default=now)

    changed_by: Mapped[Member] = relationship(lazy="raise")


class ReasonChange(Base):
    """Who changed which prepared words, when, and how: one row a change, only ever added to.

    `before` and `after` hold the words in full where they changed. `reason` is the sentence from
    then on: the public log knows by it what was prepared when an act was done.
    """

    __tablename__ = "reason_changes"
    __table_args__ = (Index("ix_reason_changes_kind", "kind", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(10))
    code: Mapped[str] = mapped_column(String(40))
    what: Mapped[str] = mapped_column(String(300))
    reason: Mapped[str] = mapped_column(String(500))
    before: Mapped[str] = mapped_column(Text, default="")
    after: Mapped[str] = mapped_column(Text, default="")
    changed_by_id: Mapped[int] = mapped_column(ForeignKey("members.id"))
    changed_at: Mapped[datetime] = mapped_column(default=now)

    changed_by: Mapped[Member] = relationship(lazy="raise")
