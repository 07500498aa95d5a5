"""Work that follows a commit: done once, kept when it fails, never before the commit."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine

from app.core import outbox
from app.core.clock import now
from app.core.db import db, transaction
from app.core.outbox import OutboxEntry


@pytest.fixture
def calls(monkeypatch):
    """A handler "test.work" that notes its payloads, and fails while `calls.broken`."""

    class Calls(list):
        broken = False

    noted = Calls()

    def work(payload):
        if noted.broken:
            raise ConnectionRefusedError("no server")
        noted.append(payload)

    monkeypatch.setitem(outbox._handlers, "test.work", work)
    return noted


def test_work_is_done_after_the_commit_and_only_once(app, calls):
    with transaction():
        outbox.enqueue("test.work", {"n": 1})
    assert outbox.deliver_due() == 1
    assert outbox.deliver_due() == 0
    assert calls == [{"n": 1}]


def test_work_of_an_act_that_failed_is_never_done(app, calls):
    with pytest.raises(ZeroDivisionError), transaction():
        outbox.enqueue("test.work", {"n": 1})
        _ = 1 / 0
    assert outbox.deliver_due() == 0


def test_work_that_fails_is_tried_again_later_with_growing_pauses(app, calls):
    calls.broken = True
    with transaction():
        outbox.enqueue("test.work", {"n": 1})
    outbox.deliver_due()
    entry = db.session.query(OutboxEntry).one()
    assert entry.attempts == 1
    assert entry.due_at > now()
    assert "ConnectionRefusedError" in entry.last_error
    calls.broken = False
    with time_machine.travel(now() + timedelta(minutes=2)):
        assert outbox.deliver_due() == 1
    assert calls == [{"n": 1}]


def test_work_is_given_up_visibly_after_many_tries(app, calls):
    calls.broken = True
    with transaction():
        outbox.enqueue("test.work", {})
    moment = now()
    for _ in range(outbox.MOST_ATTEMPTS):
        moment += timedelta(days=1)
        with time_machine.travel(moment):
            outbox.deliver_due()
    entry = db.session.query(OutboxEntry).populate_existing().one()
    assert entry.given_up_at is not None
    with time_machine.travel(moment + timedelta(days=1)):
        assert outbox.deliver_due() == 0


def test_one_failing_piece_does_not_stop_the_next(app, calls, monkeypatch):
    monkeypatch.setitem(outbox._handlers, "test.broken", lambda payload: 1 / 0)
    with transaction():
        outbox.enqueue("test.broken", {})
        outbox.enqueue("test.work", {"n": 2})
    outbox.deliver_due()
    assert calls == [{"n": 2}]


def test_work_of_a_worker_that_died_is_taken_over_after_its_lease(app, calls):
    with transaction():
        outbox.enqueue("test.work", {"n": 1})
    outbox._lease(10)  # a worker takes it and dies
    assert outbox.deliver_due() == 0
    with time_machine.travel(now() + outbox.LEASE + timedelta(seconds=1)):
        assert outbox.deliver_due() == 1


def test_delayed_work_waits(app, calls):
    with transaction():
        outbox.enqueue("test.work", {"n": 1}, after=timedelta(minutes=2))
    assert outbox.deliver_due() == 0
    with time_machine.travel(now() + timedelta(minutes=3)):
        assert outbox.deliver_due() == 1


def test_payload_is_emptied_once_done(app, calls):
    with transaction():
        outbox.enqueue("test.work", {"link": "secret"})
    outbox.deliver_due()
    assert db.session.query(OutboxEntry).one().payload == {}
