"""Tags: the topics of questions."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Base


class Tag(Base):
    """A topic. `question_count` counts its visible questions."""

    __tablename__ = "tags"
    __table_args__ = (Index("ix_tags_question_count", "question_count", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(30), unique=True)
    description: Mapped[str] = mapped_column(Text, default="")
    question_count: Mapped[int] = mapped_column(default=0)


class QuestionTag(Base):
    """A question's tag, at its place in the asker's order."""

    __tablename__ = "question_tags"
    __table_args__ = (Index("ix_question_tags_tag_id", "tag_id", "question_id"),)

    question_id: Mapped[int] = mapped_column(
        ForeignKey("questions.post_id", ondelete="CASCADE"), primary_key=True
    )
    tag_id: Mapped[int] = mapped_column(ForeignKey("tags.id", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int]
