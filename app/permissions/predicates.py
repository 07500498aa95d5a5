"""Yes/no functions that read as English. The actor may be a member row or None (a visitor)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from app.permissions.roles import ADMINISTRATOR, ROLES, STAFF

Predicate = Callable[[Any, Any], bool]


def anyone(actor: Any, subject: Any) -> bool:
    return True


def is_member(actor: Any, subject: Any = None) -> bool:
    return actor is not None and actor.is_active


def is_staff(actor: Any, subject: Any = None) -> bool:
    return is_member(actor) and not actor.is_suspended and actor.role in STAFF


def is_administrator(actor: Any, subject: Any = None) -> bool:
    return is_staff(actor) and actor.role == ADMINISTRATOR


def may_write(actor: Any, subject: Any = None) -> bool:
    """Confirmed and not suspended."""
    return is_member(actor) and actor.is_confirmed and not actor.is_suspended


def keeps(right: str) -> Predicate:
    """Whether no suspension takes this right now; asked of the member's row at each request."""
    return lambda actor, subject: actor is None or actor.suspension(right) is None


def outranks(actor: Any, subject: Any) -> bool:
    """Moderators stand above members, administrators above moderators, nobody above those."""
    return subject is not None and ROLES.index(actor.role) > ROLES.index(subject.role)


def is_concerned(actor: Any, subject: Any) -> bool:
    """An act was about this member, or about what they wrote."""
    return actor is not None and subject is not None and subject.concerned_id == actor.id


def acted(actor: Any, subject: Any) -> bool:
    """This member did the act that is talked about."""
    return actor is not None and subject is not None and subject.acted_by_id == actor.id


def is_author(actor: Any, subject: Any) -> bool:
    return actor is not None and subject is not None and subject.author_id == actor.id


def is_visible(actor: Any, subject: Any) -> bool:
    return subject is not None and subject.status == "visible"


def is_self(actor: Any, subject: Any) -> bool:
    return actor is not None and subject is not None and subject.id == actor.id


def is_profile_visible(actor: Any, subject: Any) -> bool:
    return subject is not None and subject.profile_status == "visible"


def is_owned(actor: Any, subject: Any) -> bool:
    return actor is not None and subject is not None and subject.member_id == actor.id


def is_editable(actor: Any, subject: Any) -> bool:
    """The text is still in place: a removed or withdrawn post is not edited, it is restored."""
    return subject is not None and subject.status in ("visible", "held", "hidden")


def both(*predicates: Predicate) -> Predicate:
    return lambda actor, subject: all(one(actor, subject) for one in predicates)


def either(*predicates: Predicate) -> Predicate:
    return lambda actor, subject: any(one(actor, subject) for one in predicates)


def unless(predicate: Predicate) -> Predicate:
    return lambda actor, subject: not predicate(actor, subject)
