"""News between rooms: a service records what happened, listeners of other rooms react.

Listeners run at once, inside the transaction of the act, so that act and reaction are kept
together or not at all. What must wait for the commit (mail, an index) is written to the outbox by
the listener (`app.core.outbox.enqueue`) and done by the worker. See docs/decisions/0002.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from app.core.db import assert_writing


@dataclass(frozen=True)
class Event:
    """Something that has happened. Subclasses are frozen, in the past tense, and carry ids."""


E = TypeVar("E", bound=Event)
_listeners: dict[type[Event], list[Callable[[Any], None]]] = defaultdict(list)


def listens_to(event_type: type[E]) -> Callable[[Callable[[E], None]], Callable[[E], None]]:
    """Register a function that is called with each event of this type."""

    def register(function: Callable[[E], None]) -> Callable[[E], None]:
        if function not in _listeners[event_type]:
            _listeners[event_type].append(function)
        return function

    return register


def record(event: Event) -> None:
    """Tell all listeners of the event. Must be called inside `transaction()`."""
    assert_writing()
    for listener in _listeners[type(event)]:
        listener(event)
