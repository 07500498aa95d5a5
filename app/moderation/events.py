"""What can have happened in moderation."""

from __future__ import annotations

from dataclasses import dataclass

from app.core.events import Event


@dataclass(frozen=True)
class PostHidden(Event):
    """A post was taken from readers until a decision. `action_id` is the act in the trail."""

    post_id: int
    author_id: int
    action_id: int


@dataclass(frozen=True)
class PostRemoved(Event):
    """A post was removed. `category` is a taxonomy code when it was unsafe, else None."""

    post_id: int
    author_id: int
    action_id: int
    category: str | None
    reason: str


@dataclass(frozen=True)
class PostRestored(Event):
    """A hidden or removed post is back in view."""

    post_id: int
    author_id: int
    action_id: int


@dataclass(frozen=True)
class ReportDecided(Event):
    """A report got its answer. `outcome`: removed, changed, or kept (design 3.4)."""

    report_id: int
    post_id: int
    reporter_id: int | None
    reporter_email: str | None
    outcome: str
    reason: str
