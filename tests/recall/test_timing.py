"""When recalls go out, and when they do not."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from app.core import clock, outbox
from app.core.db import db, transaction
from app.forum import services as forum
from app.forum.models import Post
from app.notifications.models import Notice
from app.recall import sending
from app.recall.models import Recall, RecallNotice


def test_nobody_is_told_within_two_minutes(sqlite_app, scene):
    scene.remove()
    scene.after(seconds=110)
    assert scene.told() == {}


def test_undo_within_two_minutes_sends_nothing(app, scene, mailbox):
    scene.look(scene.make.member("Cara"))
    mailbox.collect()
    act = scene.remove()
    with scene.later(minutes=1):
        scene.undo(act)
    scene.after(hours=2)
    assert scene.told() == {}
    assert not [one for one in db.session.query(Notice) if one.kind.startswith("recall")]
    assert [mail["Subject"] for mail in mailbox.collect()] == []


def test_removal_after_an_undo_starts_its_own_two_minutes(sqlite_app, scene):
    start = clock.now()
    with clock.at(start):
        act = scene.remove()
    with clock.at(start.fromtimestamp(start.timestamp() + 60, UTC)):
        scene.undo(act)
        scene.remove()
    with clock.at(start.fromtimestamp(start.timestamp() + 130, UTC)):
        scene.deliver()
    assert scene.told() == {}
    with clock.at(start.fromtimestamp(start.timestamp() + 200, UTC)):
        scene.deliver()
    assert scene.told() == {"Asha": "asker"}


def test_undo_of_a_removal_of_a_hidden_post_sends_nothing(sqlite_app, scene):
    with transaction():
        forum.set_status(db.session.get(Post, scene.answer.id), "hidden")
    act = scene.remove()
    scene.undo(act)
    scene.after(hours=2)
    assert scene.told() == {}


def test_important_recalls_wait_for_the_full_hour_and_make_one_mail(app, scene, mailbox):
    other = scene.make.answer(scene.ben, scene.question)
    scene.deliver()
    mailbox.collect()
    with clock.at(datetime(2026, 11, 20, 9, 10, tzinfo=UTC)):
        scene.remove(category="rx_supply")
        scene.remove(category="delay_tests", post=other)
    with clock.at(datetime(2026, 11, 20, 9, 59, tzinfo=UTC)):
        scene.deliver()
        assert scene.told() == {}
        mailbox.collect()
    with clock.at(datetime(2026, 11, 20, 10, 1, tzinfo=UTC)):
        scene.deliver()
        subjects = [mail["Subject"] for mail in mailbox.collect()]
    assert subjects == ["Please read: a safety notice"]
    assert len([one for one in scene.notices(scene.asha) if one.warning]) == 2


def test_worker_that_was_down_sends_later_and_once(app, scene, mailbox):
    scene.look(scene.make.member("Cara"))
    mailbox.collect()
    scene.remove()
    recall_id = db.session.query(Recall.id).scalar()
    scene.after(days=1)
    with scene.later(days=1):
        mails = [mail["To"] for mail in mailbox.collect() if "Please" in mail["Subject"]]
        # The worker died before it could say that it was done: the same work again.
        sending.send({"recall_id": recall_id})
        scene.deliver()
        again = mailbox.collect()
    assert sorted(mails) == ["asha@example.org", "cara@example.org"]
    assert again == []
    assert db.session.query(RecallNotice).count() == 2


def test_crash_in_the_middle_goes_on_where_it_stopped(app, scene, monkeypatch):
    for number in range(4):
        scene.look(scene.make.member(f"Reader {number}"))
    monkeypatch.setattr("app.recall.services.telling.CHUNK", 2)
    scene.remove()
    calls = []
    tell_next = sending.recall.tell_next

    def dies_after_one(recall_id):
        if calls:
            raise OSError("the machine stops")
        calls.append(recall_id)
        return tell_next(recall_id)

    monkeypatch.setattr(sending.recall, "tell_next", dies_after_one)
    scene.after(minutes=3)
    assert len(scene.told()) == 2
    monkeypatch.setattr(sending.recall, "tell_next", tell_next)
    scene.after(minutes=10)
    assert len(scene.told()) == 5


def test_return_tells_the_same_people_and_settles_the_warning(app, scene, mailbox):
    cara, late = scene.make.member("Cara"), scene.make.member("Late")
    scene.look(cara)
    scene.remove()
    scene.after(minutes=3)
    with scene.later(hours=1):
        scene.restore()
        scene.look(late)
    scene.after(hours=1, minutes=1)
    assert "We put it back" not in " ".join(one.headline for one in scene.notices(cara))
    scene.after(hours=1, minutes=3)
    for member in (cara, scene.asha):
        backs = [one for one in scene.notices(member) if one.headline.startswith("We put it back")]
        assert len(backs) == 1
        assert not [one for one in scene.notices(member) if one.warning]
    assert scene.notices(late) == []
    recall = db.session.query(Recall).one()
    assert recall.reversed_at is not None


def test_return_that_is_undone_at_once_tells_nobody(app, scene):
    scene.look(scene.make.member("Cara"))
    scene.remove()
    scene.after(minutes=3)
    with scene.later(hours=1):
        act = scene.restore()
        scene.undo(act, scene.dele)
    scene.after(hours=2)
    assert not [one for one in db.session.query(Notice) if one.kind == "recall_back"]
    assert db.session.query(RecallNotice).count() == 2
    assert [one.kind for one in db.session.query(Notice) if one.kind == "recall"] == ["recall"] * 2


def test_second_removal_after_a_return_tells_anew(app, scene):
    scene.remove()
    scene.after(minutes=3)
    with scene.later(hours=1):
        scene.restore()
    scene.after(hours=1, minutes=5)
    with scene.later(hours=2):
        scene.remove()
    scene.after(hours=2, minutes=5)
    assert db.session.query(Recall).count() == 2
    assert scene.notices(scene.asha)[0].warning is not None


def test_erased_member_is_not_told_that_it_is_back(sqlite_app, scene):
    from app.accounts.models import Member

    scene.remove()
    scene.after(minutes=3)
    with transaction():
        db.session.get(Member, scene.asha.id).erased_at = clock.now()
    with scene.later(hours=1):
        scene.restore()
    scene.after(hours=2)
    assert not [one for one in db.session.query(Notice) if one.kind == "recall_back"]


@pytest.mark.parametrize("kind", [sending.recall.SEND, sending.recall.TELL_BACK])
def test_work_about_a_recall_that_is_gone_is_done(sqlite_app, scene, kind):
    with transaction():
        outbox.enqueue(kind, {"recall_id": 999})
    scene.deliver()
    assert db.session.query(outbox.OutboxEntry).filter_by(done_at=None).count() == 0
