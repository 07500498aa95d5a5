"""Posts: questions, answers and replies in one table (docs/decisions/0001).

A reply hangs under a question or an answer, to any depth. `path` is the chain of reply ids from the
top of its thread, ten digits each, so that sorting by `path` gives reading order in one index scan
on both engines, whatever their collation.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
    false,
    true,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Member
from app.core.clock import now
from app.core.db import Base
from app.forum.models.notes import FREQUENCIES, SAME_MUSCLE, NotesColumns, one_of
from app.forum.models.threads import CLOSED_AS, DUPLICATE, ThreadColumns
from app.forum.models.triage import HAPPENING, RED_FLAGS, TriageColumns

KINDS = ("question", "answer", "reply")
#: visible: everyone. held: waits for a moderator before anyone sees it. hidden: taken from readers
#: until a decision. removed: a moderator took it away (a Tombstone says why). withdrawn: the
#: author took it back.
STATUSES = ("visible", "held", "hidden", "removed", "withdrawn")
#: "This happened to me", "Information, with a source", "You may need care" (design 3.2).
ANSWER_KINDS = ("experience", "information", "care")


class Post(Base):
    """Something a member wrote. `score` is the sum of its votes' rows, always."""

    __tablename__ = "posts"
    __table_args__ = (
        CheckConstraint(one_of("kind", KINDS), name="kind"),
        CheckConstraint(one_of("status", STATUSES), name="status"),
        CheckConstraint(one_of("answer_kind", ANSWER_KINDS), name="answer_kind"),
        CheckConstraint(
            "(kind = 'question' AND question_id IS NULL AND parent_id IS NULL)"
            " OR (kind = 'answer' AND question_id IS NOT NULL AND parent_id = question_id)"
            " OR (kind = 'reply' AND question_id IS NOT NULL AND parent_id IS NOT NULL"
            " AND root_id IS NOT NULL)",
            name="place",
        ),
        CheckConstraint("score = up_count - down_count", name="score"),
        Index("ix_posts_list", "kind", "status", "id"),
        Index("ix_posts_by_score", "kind", "status", "score", "id"),
        Index("ix_posts_answers", "question_id", "kind", "status", "score", "id"),
        Index("ix_posts_thread", "root_id", "path"),
        Index("ix_posts_author", "author_id", "kind", "id"),
        Index("ix_posts_parent_id", "parent_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(10))
    author_id: Mapped[int] = mapped_column(ForeignKey("members.id"))
    is_anonymous: Mapped[bool] = mapped_column(default=False)
    question_id: Mapped[int | None] = mapped_column(ForeignKey("posts.id"))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("posts.id"))
    root_id: Mapped[int | None] = mapped_column(ForeignKey("posts.id"))
    depth: Mapped[int] = mapped_column(default=0)
    path: Mapped[str] = mapped_column(Text, default="")
    status: Mapped[str] = mapped_column(String(10), default="visible")
    body: Mapped[str] = mapped_column(Text)
    body_html: Mapped[str] = mapped_column(Text)
    body_text: Mapped[str] = mapped_column(Text)
    renderer: Mapped[int] = mapped_column(default=1)
    answer_kind: Mapped[str | None] = mapped_column(String(12))
    source_url: Mapped[str | None] = mapped_column(String(500))
    #: A category of the safety taxonomy whose fixed line stands under the post, if any.
    safety_line: Mapped[str | None] = mapped_column(String(40))
    #: It makes a claim about a treatment and names no source; readers are told.
    lacks_source: Mapped[bool] = mapped_column(default=False, server_default=false())
    score: Mapped[int] = mapped_column(default=0)
    up_count: Mapped[int] = mapped_column(default=0)
    down_count: Mapped[int] = mapped_column(default=0)
    reply_count: Mapped[int] = mapped_column(default=0)
    revision_count: Mapped[int] = mapped_column(default=1)
    #: A short line by the moderators above it; `remark_html` is made when it is written.
    remark: Mapped[str] = mapped_column(String(300), default="", server_default="")
    remark_html: Mapped[str] = mapped_column(Text, default="", server_default="")
    #: An answer became a reply or the other way round; its old permalink still leads here.
    moved_at: Mapped[datetime | None]
    #: The question it was written under, when that was merged into the one it stands under now.
    merged_from_id: Mapped[int | None] = mapped_column(ForeignKey("posts.id"))
    created_at: Mapped[datetime] = mapped_column(default=now)
    edited_at: Mapped[datetime | None]
    #: The status it had when its author took it back; it returns to that, not into view.
    withdrawn_from: Mapped[str | None] = mapped_column(String(10))

    author: Mapped[Member] = relationship(lazy="raise")
    question: Mapped[Question | None] = relationship(
        back_populates="post", foreign_keys="Question.post_id", lazy="raise", uselist=False
    )
    tombstone: Mapped[Tombstone | None] = relationship(
        foreign_keys="Tombstone.post_id", lazy="raise", uselist=False
    )

    @property
    def thread_id(self) -> int:
        """The id of the question this post belongs to; its own for a question."""
        return self.question_id or self.id

    @property
    def anchor(self) -> str:
        """The id of its element on the question page, such as `answer-12`."""
        return f"{self.kind}-{self.id}"

    @property
    def permalink(self) -> str:
        """The short path that always leads to it, such as `/a/12`."""
        return f"/{self.kind[0]}/{self.id}"


class Question(NotesColumns, TriageColumns, ThreadColumns, Base):
    """What a question has beyond its post: title, notes, counters, the answer that helped."""

    __tablename__ = "questions"
    __table_args__ = (
        CheckConstraint(one_of("frequency", FREQUENCIES), name="frequency"),
        CheckConstraint(one_of("same_muscle", SAME_MUSCLE), name="same_muscle"),
        CheckConstraint(one_of("red_flag", RED_FLAGS), name="red_flag"),
        CheckConstraint(one_of("happening", HAPPENING), name="happening"),
        CheckConstraint(one_of("closed_as", CLOSED_AS), name="closed_as"),
        CheckConstraint("(closed_at IS NULL) = (closed_as IS NULL)", name="closed"),
        CheckConstraint(DUPLICATE, name="duplicate"),
        Index("ix_questions_active", "last_activity_at", "post_id"),
        Index("ix_questions_waiting", "answer_count", "post_id"),
        Index("ix_questions_duplicate_of_id", "duplicate_of_id"),
        Index("ix_questions_article_id", "article_id", "post_id"),
    )

    post_id: Mapped[int] = mapped_column(
        ForeignKey("posts.id"), primary_key=True, autoincrement=False
    )
    title: Mapped[str] = mapped_column(String(150))
    slug: Mapped[str] = mapped_column(String(100))
    accepted_answer_id: Mapped[int | None] = mapped_column(ForeignKey("posts.id"))
    answer_count: Mapped[int] = mapped_column(default=0)
    comment_count: Mapped[int] = mapped_column(default=0)
    last_activity_at: Mapped[datetime] = mapped_column(default=now)
    content_version: Mapped[int] = mapped_column(default=1)
    article_id: Mapped[int | None] = mapped_column(ForeignKey("articles.id", ondelete="SET NULL"))
    article_section: Mapped[str | None] = mapped_column(String(100))
    #: Out of lists, feeds and search, until a moderator has replied (services/triage.py).
    is_unlisted: Mapped[bool] = mapped_column(default=False, server_default=false())
    #: Warning signs that a moderator looked at and ruled out: the check does not raise them again.
    ruled_out_signs: Mapped[list[str] | None] = mapped_column(JSON)

    post: Mapped[Post] = relationship(
        back_populates="question", foreign_keys=[post_id], lazy="raise"
    )

    @property
    def path(self) -> str:
        """The canonical path of its page."""
        return f"/questions/{self.post_id}/{self.slug}"


class Revision(Base):
    """One version of a post's text. Number 1 is what was first posted; rows never change."""

    __tablename__ = "revisions"
    __table_args__ = (UniqueConstraint("post_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    post_id: Mapped[int] = mapped_column(ForeignKey("posts.id"))
    number: Mapped[int]
    editor_id: Mapped[int] = mapped_column(ForeignKey("members.id"))
    title: Mapped[str | None] = mapped_column(String(150))
    body: Mapped[str] = mapped_column(Text)
    tags: Mapped[str | None] = mapped_column(String(300))
    notes: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    reason: Mapped[str] = mapped_column(String(200), default="")
    created_at: Mapped[datetime] = mapped_column(default=now)

    editor: Mapped[Member] = relationship(lazy="raise")


class Tombstone(Base):
    """What readers see in place of a removed post. Written by moderation, kept by the forum."""

    __tablename__ = "tombstones"
    __table_args__ = (CheckConstraint("(category IS NULL) = (safer_note = '')", name="safer_note"),)

    post_id: Mapped[int] = mapped_column(
        ForeignKey("posts.id"), primary_key=True, autoincrement=False
    )
    #: A code of the safety taxonomy when it was unsafe, else None.
    category: Mapped[str | None] = mapped_column(String(40))
    reason: Mapped[str] = mapped_column(String(500))
    safer_note: Mapped[str] = mapped_column(Text, default="")
    removed_at: Mapped[datetime] = mapped_column(default=now)
    #: False when the post was never in view: then only its author and moderators find this.
    is_public: Mapped[bool] = mapped_column(default=True, server_default=true())


class Quote(Base):
    """Words of one post repeated in another, stored by reference: `[[quote:ID]]` in the source.

    When the quoted post leaves view, the quoting ones are rendered again without the words.
    """

    __tablename__ = "quotes"
    __table_args__ = (Index("ix_quotes_quoted_post_id", "quoted_post_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    post_id: Mapped[int] = mapped_column(ForeignKey("posts.id"), index=True)
    quoted_post_id: Mapped[int] = mapped_column(ForeignKey("posts.id"))
    text: Mapped[str] = mapped_column(Text)
