"""Tables of the votes room."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.core.clock import now
from app.core.db import Base


class Vote(Base):
    """One member's opinion of one post: 1 helpful, -1 not helpful. At most one row a pair."""

    __tablename__ = "votes"
    __table_args__ = (CheckConstraint("value IN (1, -1)", name="value"),)

    post_id: Mapped[int] = mapped_column(ForeignKey("posts.id"), primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"), primary_key=True, index=True)
    value: Mapped[int]
    created_at: Mapped[datetime] = mapped_column(default=now)
