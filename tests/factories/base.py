"""What factories share."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from contextlib import contextmanager

from app.core.db import db, transaction

numbers = itertools.count(1)


@contextmanager
def in_transaction() -> Iterator[None]:
    """Join the open transaction, or open one for this thing alone."""
    if db.session().info.get("writing"):
        yield
    else:
        with transaction():
            yield
