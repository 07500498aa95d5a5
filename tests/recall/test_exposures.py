"""Who was shown which post: noted beside the page, never in its way, and forgotten in time."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import event

from app.accounts.models import Member
from app.core.daily import run_due_jobs
from app.core.db import db, transaction
from app.forum import services as forum
from app.forum.models import Post
from app.recall import services as recall
from app.recall.models import Exposure


def _seen(member):
    return set(db.session.scalars(db.select(Exposure.post_id).filter_by(member_id=member.id)))


def test_page_notes_what_it_showed_once_however_often_it_is_read(app, scene):
    cara = scene.make.member("Cara")
    scene.look(cara)
    first = db.session.get(Exposure, (cara.id, scene.answer.id))
    assert first.first_seen_at == first.last_seen_at
    with scene.later(hours=1):
        scene.recorder.note(db.session.get(Member, cara.id), [scene.answer])
        scene.recorder.flush()
    db.session.expire_all()
    again = db.session.get(Exposure, (cara.id, scene.answer.id))
    assert again.last_seen_at > again.first_seen_at
    assert scene.question.id in _seen(cara)
    assert db.session.query(Exposure).filter_by(member_id=cara.id).count() == 3


def test_own_posts_and_posts_out_of_view_are_not_noted(app, scene):
    with transaction():
        forum.set_status(db.session.get(Post, scene.answer.id), "hidden")
    scene.look(scene.mona)
    assert scene.answer.id not in _seen(scene.mona)
    assert scene.question.id in _seen(scene.mona)
    scene.look(scene.asha)
    assert scene.question.id not in _seen(scene.asha)


def test_replies_opened_later_are_noted(sqlite_app, scene):
    cara = scene.make.member("Cara")
    replies = [scene.make.reply(scene.asha, scene.answer) for _ in range(5)]
    scene.look(cara)
    assert replies[4].id not in _seen(cara)
    scene.browse(cara).fragment("GET", f"{scene.path}?replies={scene.answer.id}")
    scene.recorder.flush()
    assert {reply.id for reply in replies} <= _seen(cara)


def test_visitors_are_not_noted(sqlite_app, scene):
    scene.look(None)
    assert db.session.query(Exposure).count() == 0


def test_reading_writes_nothing_while_the_page_is_made(sqlite_app, scene):
    cara, written = scene.make.member("Cara"), []

    def note(_connection, _cursor, statement, *_):
        if not statement.lstrip().upper().startswith(("SELECT", "BEGIN", "WITH")):
            written.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        scene.browse(cara).get(scene.path)
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
    assert written == []
    assert scene.recorder.flush() == 3


def test_site_can_switch_it_off(sqlite_app, scene, monkeypatch):
    monkeypatch.setitem(sqlite_app.config, "EXPOSURE_RECORD", False)
    cara = scene.make.member("Cara")
    scene.look(cara)
    assert _seen(cara) == set()
    assert "does not note" in scene.browse(cara).get("/settings/privacy").text


def test_member_who_switches_it_off_is_forgotten_and_not_noted_again(app, scene):
    cara = scene.make.member("Cara")
    scene.look(cara)
    assert _seen(cara)
    page = scene.browse(cara).get("/settings/privacy").text
    assert "We then cannot warn you" in page
    assert re.search(r'name="allows_exposure"[^>]* checked', page)
    scene.browse(cara).get(scene.path)  # waits in the buffer
    scene.browse(cara).post("/settings/privacy", data={})
    scene.look(db.session.get(Member, cara.id))
    assert _seen(cara) == set()
    scene.browse(cara).post("/settings/privacy", data={"allows_exposure": "y"})
    scene.look(cara)
    assert _seen(cara)


def test_views_that_wait_are_not_written_for_somebody_erased_meanwhile(app, scene):
    cara = scene.make.member("Cara")
    scene.recorder.note(cara, [scene.answer])
    with transaction():
        db.session.get(Member, cara.id).erased_at = cara.created_at
    assert scene.recorder.flush() == 0


def test_failed_writing_keeps_the_views_for_the_next_try(sqlite_app, scene, monkeypatch):
    cara = scene.make.member("Cara")
    scene.recorder.note(cara, [scene.answer])
    with monkeypatch.context() as patch:
        patch.setattr(recall, "record_exposures", lambda _: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            scene.recorder.flush()
    assert scene.recorder.flush() == 1


def test_views_are_forgotten_after_ninety_days(app, scene, monkeypatch):
    monkeypatch.setattr("app.recall.services.exposures.PURGE_CHUNK", 2)
    cara, dora = scene.make.member("Cara"), scene.make.member("Dora")
    scene.look(cara)
    with scene.later(days=60):
        scene.recorder.note(dora, [scene.answer])
        scene.recorder.flush()
    with scene.later(days=91):
        assert "recall.exposures" in run_due_jobs()
    assert _seen(cara) == set()
    assert _seen(dora) == {scene.answer.id}
