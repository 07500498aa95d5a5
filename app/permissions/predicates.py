"""Yes/no functions that read as English. The actor may be a member row or None (a visitor)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from app.permissions.roles import ADMINISTRATOR, STAFF

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


def is_author(actor: Any, subject: Any) -> bool:
    return actor is not None and subject is not None and subject.author_id == actor.id


def is_visible(actor: Any, subject: Any) -> bool:
    return subject is not None and subject.status == "visible"


def is_self(actor: Any, subject: Any) -> bool:
    return actor is not None and subject is not None and subject.id == actor.id


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
