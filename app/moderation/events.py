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
class PostRedacted(Event):
    """A moderator blacked words out of a post. `action_id` is the act in the trail."""

    post_id: int
    author_id: int
    action_id: int


@dataclass(frozen=True)
class ThreadActed(Event):
    """A moderator locked, closed, merged, retagged a question, moved a post or put a remark at it,
    or took one of these back (`undoes_id`: the act that this one reverses).

    kind: one of THREAD_ACTS. post_id: what it was about; `before` and `after` of the act say more.
    """

    kind: str
    post_id: int
    question_id: int
    actor_id: int
    action_id: int
    undoes_id: int | None


@dataclass(frozen=True)
class ReportDecided(Event):
    """A report got its answer. `outcome`: removed, changed, or kept (design 3.4).

    `action_id` is the act that answered it; `undoes_id` the act that this one takes back, if any.
    It was about a post, or about the member `member_id`.
    """

    report_id: int
    post_id: int | None
    reporter_id: int | None
    reporter_email: str | None
    outcome: str
    reason: str
    action_id: int
    undoes_id: int | None = None
    member_id: int | None = None


@dataclass(frozen=True)
class ReportReopened(Event):
    """The answer to a report was taken back: `undoes_id` is the act that had given it."""

    report_id: int
    post_id: int | None
    reporter_id: int | None
    undoes_id: int


@dataclass(frozen=True)
class ProfileHidden(Event):
    """The lines about a member were taken from readers until a decision."""

    member_id: int
    action_id: int
    undoes_id: int | None = None


@dataclass(frozen=True)
class ProfileCleared(Event):
    """A moderator took a name or the lines about a member away."""

    member_id: int
    action_id: int
    reason: str


@dataclass(frozen=True)
class ProfileRestored(Event):
    """What a member says of themselves is back. `undoes_id`: the act that is taken back by it."""

    member_id: int
    action_id: int
    undoes_id: int | None = None


@dataclass(frozen=True)
class MemberWarned(Event):
    """A member got a warning, to be confirmed before anything else."""

    member_id: int
    action_id: int


@dataclass(frozen=True)
class WarningEnded(Event):
    """A warning was confirmed by the member, or taken back. `action_id` is the warning's act."""

    member_id: int
    action_id: int


@dataclass(frozen=True)
class MemberSuspended(Event):
    """A member lost all rights to write, or a single one, for a time."""

    member_id: int
    action_id: int
    right: str
    reason: str


@dataclass(frozen=True)
class SuspensionLifted(Event):
    """A suspension ended early. `action_id` is the act of the suspension."""

    member_id: int
    action_id: int


@dataclass(frozen=True)
class AppealDecided(Event):
    """An appeal got its answer: upheld or overturned. `acted_by_id`: who had done the act."""

    appeal_id: int
    action_id: int
    member_id: int
    post_id: int | None
    acted_by_id: int | None
    outcome: str
    reason: str
