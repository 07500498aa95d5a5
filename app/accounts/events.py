"""What can have happened to an account."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.core.events import Event
from app.safety import Finding


@dataclass(frozen=True)
class SignedIn(Event):
    """Somebody signed up or signed in. `browser` is the secret that owns drafts of before."""

    member_id: int
    browser: str | None


@dataclass(frozen=True)
class EmailConfirmed(Event):
    """A member proved that the address is theirs; they may post from now on."""

    member_id: int


@dataclass(frozen=True)
class RoleChanged(Event):
    """A member got another role. `actor_id` is None when it was done from the command line."""

    member_id: int
    actor_id: int | None
    before: str
    after: str


@dataclass(frozen=True)
class ProfileReviewed(Event):
    """The safety check read a new name or new lines about a member.

    severity, category: of the words that are new. before, after: the status of the lines.
    """

    member_id: int
    revision: int
    severity: str
    category: str
    findings: Sequence[Finding]
    has_failed: bool
    before: str
    after: str


@dataclass(frozen=True)
class MemberErased(Event):
    """An account was erased: its row stays, without name, address and words."""

    member_id: int
