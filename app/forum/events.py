"""What can have happened in the forum."""

from __future__ import annotations

from dataclasses import dataclass

from app.core.events import Event
from app.safety import Finding


@dataclass(frozen=True)
class QuestionPosted(Event):
    """A question was posted; it may be held."""

    question_id: int
    author_id: int


@dataclass(frozen=True)
class AnswerPosted(Event):
    """A question was answered."""

    answer_id: int
    question_id: int
    author_id: int


@dataclass(frozen=True)
class ReplyPosted(Event):
    """Somebody replied to a post."""

    reply_id: int
    parent_id: int
    question_id: int
    author_id: int


@dataclass(frozen=True)
class PostEdited(Event):
    """A post has a new revision."""

    post_id: int
    editor_id: int
    revision: int


@dataclass(frozen=True)
class PostReviewed(Event):
    """The safety check has read the newest version of a post; its status is decided already.

    `findings` have positions in that revision. `before` is the status it had, None for a new post.
    """

    post_id: int
    editor_id: int
    revision: int
    severity: str
    category: str
    findings: tuple[Finding, ...]
    has_failed: bool
    before: str | None
    after: str


@dataclass(frozen=True)
class PostStatusChanged(Event):
    """A post came into view or left it."""

    post_id: int
    before: str
    after: str


@dataclass(frozen=True)
class PostWithdrawn(Event):
    """An author took a post of their own back. before: the status it had, visible or held."""

    post_id: int
    author_id: int
    before: str


@dataclass(frozen=True)
class PostPutBack(Event):
    """An author put a post back that they had taken back. after: the status it has again."""

    post_id: int
    author_id: int
    after: str


@dataclass(frozen=True)
class AnswerAccepted(Event):
    """The asker chose the answer that helped (`answer_id`), or took the choice back (None)."""

    question_id: int
    answer_id: int | None
    previous_id: int | None


@dataclass(frozen=True)
class RedFlagRaised(Event):
    """A question shows a warning sign, or a worse one than before.

    post_id: where the words stand, the question or a reply of its asker. red_flag: emergency or
    urgent. happening: what the asker said at the interruption, None if nobody asked.
    """

    post_id: int
    question_id: int
    red_flag: str
    category: str
    happening: str | None
