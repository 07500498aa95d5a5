"""What can have happened to an account."""

from __future__ import annotations

from dataclasses import dataclass

from app.core.events import Event


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
