"""What can have happened in notifications."""

from __future__ import annotations

from dataclasses import dataclass

from app.core.events import Event


@dataclass(frozen=True)
class NoticesRead(Event):
    """A member marked notices as read."""

    member_id: int
    notice_ids: tuple[int, ...]
