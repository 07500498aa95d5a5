"""The clock: one place that says what time it is, always in UTC."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime

_pretended: ContextVar[datetime | None] = ContextVar("pretended", default=None)


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return _pretended.get() or datetime.now(UTC)


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Pretend that it is another moment: for filling a demonstration with a past."""
    token = _pretended.set(moment)
    try:
        yield
    finally:
        _pretended.reset(token)
