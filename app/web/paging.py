"""Keyset pages: a list goes on from the last row shown, so that page 500 costs what page 1 does.

A cursor holds the sort values of that row, ending with its id. It is readable by whoever wants to
and decides nothing but where the list goes on.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from app.core.errors import NotFound

T = TypeVar("T")
Cursor = tuple[Any, ...]


@dataclass(frozen=True)
class Page(Generic[T]):
    """Rows of one page and the cursor of the next, None on the last."""

    items: Sequence[T]
    next_cursor: str | None


def encode_cursor(*values: Any) -> str:
    """A URL-safe text of the sort values; datetimes go in as ISO text."""
    packed = json.dumps(values, separators=(",", ":"), default=str)
    return base64.urlsafe_b64encode(packed.encode()).decode().rstrip("=")


def moment(text: str) -> datetime:
    """The type of a time in a cursor. Raises ValueError for one without a zone."""
    value = datetime.fromisoformat(text)
    if value.tzinfo is None:
        raise ValueError("a time without a zone")
    return value


def decode_cursor(text: str | None, *types: Callable[[Any], Any]) -> Cursor | None:
    """The sort values of a cursor, each passed through its type; None for no cursor.

    Raises NotFound for a cursor that this list never made.
    """
    if not text:
        return None
    try:
        raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
        values = json.loads(raw)
        if not isinstance(values, list) or len(values) != len(types):
            raise ValueError
        decoded = tuple(kind(value) for kind, value in zip(types, values, strict=True))
    except (ValueError, TypeError, OverflowError, RecursionError) as error:
        raise NotFound from error
    if any(isinstance(value, int) and abs(value) >= 2**31 for value in decoded):
        raise NotFound
    return decoded


def page_of(rows: Sequence[T], size: int, key: Callable[[T], Cursor]) -> Page[T]:
    """Cut `size + 1` fetched rows into a page of `size`; the extra row says that more follow."""
    items = rows[:size]
    more = len(rows) > size
    return Page(items, encode_cursor(*key(items[-1])) if more else None)
