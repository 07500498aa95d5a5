"""What can have happened in the votes room."""

from __future__ import annotations

from dataclasses import dataclass

from app.core.events import Event


@dataclass(frozen=True)
class VoteCast(Event):
    """A member's opinion of a post changed. Values: 1 helpful, -1 not helpful, 0 none."""

    post_id: int
    member_id: int
    before: int
    after: int
