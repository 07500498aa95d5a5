"""The outbox: work that must follow a commit is written in the same transaction, done later.

A worker (inside `make run`, or `flask worker` on its own) takes due rows and calls the handler of
their kind. A crash between commit and work loses nothing: the row is still there. A handler can
be called twice after a crash, so each must bear repetition. See docs/decisions/0002.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Event as Flag
from time import monotonic
from typing import Any

from sqlalchemy import JSON, Index, String, Text, delete, or_, select
from sqlalchemy.orm import Mapped, mapped_column

from app.core.clock import now
from app.core.daily import every_day, run_due_jobs
from app.core.db import Base, assert_writing, db, lock, transaction

log = logging.getLogger(__name__)

#: A handler that fails is tried again after 1, 2, 4 … minutes; after ten tries (about 17 hours)
#: the row is given up visibly. Mail servers are expected to be back within a night.
MOST_ATTEMPTS = 10
#: A worker that dies holds its rows for this long; longer than any handler takes.
LEASE = timedelta(minutes=2)
#: How often an idle worker looks, in seconds.
PAUSE = 0.5
#: How often it looks whether daily work is due, in seconds.
DAILY_PAUSE = 60
#: Rows that were done this long ago are deleted: by then nobody asks why a mail came.
KEPT_FOR = timedelta(days=30)

Payload = dict[str, Any]
Handler = Callable[[Payload], None]
_handlers: dict[str, Handler] = {}


class OutboxEntry(Base):
    """One piece of work. The payload is emptied once done: it may hold a one-time link."""

    __tablename__ = "outbox"
    __table_args__ = (Index("ix_outbox_due", "done_at", "given_up_at", "due_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(60))
    payload: Mapped[Payload] = mapped_column(JSON)
    created_at: Mapped[datetime]
    due_at: Mapped[datetime]
    leased_until: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    last_error: Mapped[str | None] = mapped_column(Text)
    done_at: Mapped[datetime | None]
    given_up_at: Mapped[datetime | None]


def handles(kind: str) -> Callable[[Handler], Handler]:
    """Register the function that does work of this kind. It gets the payload."""

    def register(function: Handler) -> Handler:
        _handlers[kind] = function
        return function

    return register


def enqueue(kind: str, payload: Payload, *, after: timedelta = timedelta(0)) -> None:
    """Write work into the outbox, due after a delay. Must be called inside `transaction()`."""
    assert_writing()
    if kind not in _handlers:
        raise LookupError(f"no handler for outbox work {kind!r}")
    moment = now()
    db.session.add(
        OutboxEntry(kind=kind, payload=payload, created_at=moment, due_at=moment + after)
    )


def deliver_due(most: int = 50) -> int:
    """Do the work that is due, at most so many rows. Returns how many rows were taken.

    One row that fails does not stop the next.
    """
    taken = _lease(most)
    for entry_id, kind, payload in taken:
        try:
            _handlers[kind](payload)
        except Exception as error:  # a mail server may fail in any way; the row waits
            db.session.rollback()
            log.warning("outbox %s %s failed: %s", entry_id, kind, type(error).__name__)
            _postpone(entry_id, f"{type(error).__name__}: {error}"[:500])
        else:
            _finish(entry_id)
    return len(taken)


def _lease(most: int) -> list[tuple[int, str, Payload]]:
    moment = now()
    due = (
        select(OutboxEntry)
        .where(
            OutboxEntry.done_at.is_(None),
            OutboxEntry.given_up_at.is_(None),
            OutboxEntry.due_at <= moment,
            or_(OutboxEntry.leased_until.is_(None), OutboxEntry.leased_until < moment),
        )
        .order_by(OutboxEntry.due_at, OutboxEntry.id)
        .limit(most)
    )
    # Look without a writing transaction first: an idle worker must not keep writers waiting.
    waiting = db.session.scalar(due.with_only_columns(OutboxEntry.id).limit(1))
    db.session.rollback()
    if waiting is None:
        return []
    with transaction() as session:
        entries = session.scalars(due.with_for_update(skip_locked=True)).all()
        for entry in entries:
            entry.leased_until = moment + LEASE
            entry.attempts += 1
        return [(entry.id, entry.kind, dict(entry.payload)) for entry in entries]


def _finish(entry_id: int) -> None:
    with transaction() as session:
        entry = lock(session, OutboxEntry, entry_id)
        entry.done_at, entry.payload, entry.last_error = now(), {}, None


def _postpone(entry_id: int, error: str) -> None:
    with transaction() as session:
        entry = lock(session, OutboxEntry, entry_id)
        entry.last_error = error
        entry.leased_until = None
        entry.due_at = now() + timedelta(minutes=2 ** (entry.attempts - 1))
        if entry.attempts >= MOST_ATTEMPTS:
            entry.given_up_at = now()


@every_day("core.outbox")
def purge_done() -> int:
    """Delete rows whose work was done KEPT_FOR ago; what was given up stays. Returns how many."""
    result = db.session.execute(delete(OutboxEntry).where(OutboxEntry.done_at < now() - KEPT_FOR))
    return int(result.rowcount)  # type: ignore[attr-defined]


def run_worker(stop: Flag, *, pause: float = PAUSE) -> None:
    """Do work as it becomes due until `stop` is set. A database out of reach is waited for."""
    look_again = monotonic()
    while not stop.is_set():
        try:
            busy = deliver_due()
            if monotonic() >= look_again:
                look_again = monotonic() + DAILY_PAUSE
                run_due_jobs()
        except Exception as error:
            busy = 0
            log.warning("outbox worker waits: %s", type(error).__name__)
        finally:
            db.session.remove()
        if not busy:
            stop.wait(pause)
