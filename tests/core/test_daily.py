"""Daily work: once a day, by one worker, and again soon when it failed."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.accounts.models import AccountToken
from app.accounts.services.tokens import issue_token
from app.core import clock, daily, outbox
from app.core.db import db, transaction
from app.forum.models import Submission


@pytest.fixture
def work(monkeypatch):
    """Only the work that a test registers."""
    registered = {}
    monkeypatch.setattr(daily, "_work", registered)
    return registered


def _at(**span):
    return clock.at(clock.now() + timedelta(**span))


def test_work_is_done_once_a_day(app, work):
    calls = []
    daily.every_day("test")(lambda: calls.append(1) or 0)
    assert daily.run_due_jobs() == ["test"]
    with _at(hours=23):
        assert daily.run_due_jobs() == []
    with _at(hours=25):
        assert daily.run_due_jobs() == ["test"]
    assert len(calls) == 2


def test_work_goes_on_in_small_transactions_until_nothing_is_left(sqlite_app, work):
    left = [5, 5, 2, 0]
    daily.every_day("test")(lambda: left.pop(0))
    daily.run_due_jobs()
    assert left == []


def test_work_that_failed_is_tried_within_the_hour_and_stops_nothing_else(sqlite_app, work):
    calls = []
    daily.every_day("bad")(lambda: 1 / 0)
    daily.every_day("good")(lambda: calls.append(1) or 0)
    assert daily.run_due_jobs() == ["good"]
    daily.every_day("bad")(lambda: 0)
    assert daily.run_due_jobs() == []
    with _at(minutes=61):
        assert daily.run_due_jobs() == ["bad"]


def test_old_rows_are_purged_and_young_ones_stay(app, make):
    asha = make.member("Asha")
    make.question(asha)
    with transaction():
        issue_token("reset", member=asha)
        db.session.query(outbox.OutboxEntry).update({"done_at": clock.now()})
    tables = (Submission, AccountToken, outbox.OutboxEntry)
    with _at(days=6):
        daily.run_due_jobs()
    assert db.session.query(Submission).count() == 1
    with _at(days=8):
        daily.run_due_jobs()
    assert [db.session.query(table).count() > 0 for table in tables] == [False, True, False]
    with _at(days=32):
        daily.run_due_jobs()
    assert [db.session.query(table).count() for table in tables] == [0, 0, 0]
