"""What moderators decided about a question and its thread, as columns of the question."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, false
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from app.core.clock import now

#: Why a question takes no more answers. duplicate: another one is the same. off_topic: it is not
#: about health. unsafe: strangers cannot answer it without harm.
CLOSED_AS = ("duplicate", "off_topic", "unsafe")
DUPLICATE = (
    "duplicate_of_id IS NULL"
    " OR (closed_as IS NOT NULL AND closed_as = 'duplicate' AND duplicate_of_id <> post_id)"
)


class ThreadColumns:
    """Mixin: whether a question is locked or closed, why, and where its answers went.

    Locked: nobody but moderators answers, replies or edits; until `lock_until`, or until unlocked.
    Closed: no more answers; replies go on. `is_merged`: its answers stand under `duplicate_of_id`.
    `thread_version` rises with every act of a moderator about the thread.
    """

    locked_at: Mapped[datetime | None]
    lock_until: Mapped[datetime | None]
    lock_reason: Mapped[str] = mapped_column(String(500), default="", server_default="")
    closed_at: Mapped[datetime | None]
    closed_as: Mapped[str | None] = mapped_column(String(10))
    close_reason: Mapped[str] = mapped_column(String(500), default="", server_default="")
    is_merged: Mapped[bool] = mapped_column(default=False, server_default=false())
    thread_version: Mapped[int] = mapped_column(default=1, server_default="1")

    @declared_attr
    def duplicate_of_id(cls) -> Mapped[int | None]:  # noqa: N805 (a class, as SQLAlchemy wants it)
        """The question that this one is the same as."""
        return mapped_column(ForeignKey("posts.id"))

    @property
    def is_locked(self) -> bool:
        """Whether a lock holds now; one with an end ends by itself."""
        return self.locked_at is not None and (self.lock_until is None or self.lock_until > now())

    @property
    def is_closed(self) -> bool:
        """Whether it takes no more answers."""
        return self.closed_at is not None
