"""Daily work: functions that the worker calls once a day, such as deleting what has become old.

A function deletes a limited number of rows, returns how many, and is called again until it returns
0, each time in a transaction of its own, so that readers and writers get their turn in between.
Several workers may run: the one that moves `last_run_at` does the work.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import String, select
from sqlalchemy.orm import Mapped, mapped_column

from app.core.clock import now
from app.core.db import Base, db, lock, queue_up, transaction

log = logging.getLogger(__name__)

EVERY = timedelta(days=1)
#: Work that failed is tried again after this.
RETRY = timedelta(hours=1)

Work = Callable[[], int]
_work: dict[str, Work] = {}


class DailyJob(Base):
    """When a piece of daily work was last begun."""

    __tablename__ = "daily_jobs"

    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    last_run_at: Mapped[datetime]


def every_day(name: str) -> Callable[[Work], Work]:
    """Register a function that is called every day until it returns 0, inside `transaction()`."""

    def register(function: Work) -> Work:
        _work[name] = function
        return function

    return register


def run_due_jobs() -> list[str]:
    """Do the daily work that is due. Returns its names. One that fails does not stop the next."""
    last = {job.name: job.last_run_at for job in db.session.scalars(select(DailyJob))}
    db.session.rollback()
    done = []
    for name, function in _work.items():
        if (name in last and last[name] > now() - EVERY) or not _take(name):
            continue
        try:
            _run(name, function)
        except Exception as error:  # whatever it was, the other work must be done
            log.warning("daily work %s failed: %s", name, type(error).__name__)
            _retry(name)
        else:
            done.append(name)
    return done


def _take(name: str) -> bool:
    """Whether this worker is the one that does it now."""
    with transaction() as session:
        queue_up(session, f"daily:{name}")
        job = lock(session, DailyJob, name)
        if job is None:
            session.add(DailyJob(name=name, last_run_at=now()))
            return True
        if job.last_run_at > now() - EVERY:
            return False
        job.last_run_at = now()
        return True


def _run(name: str, function: Work) -> None:
    total = 0
    while True:
        with transaction():
            count = function()
        total += count
        if not count:
            break
    if total:
        log.info("daily work %s: %s rows", name, total)


def _retry(name: str) -> None:
    with transaction() as session:
        job = lock(session, DailyJob, name)
        job.last_run_at = now() - EVERY + RETRY
