"""Two people at the same moment, with real threads and real transactions."""

from __future__ import annotations

import contextvars
import threading
from collections.abc import Callable
from typing import Any

from app.accounts.models import Member
from app.core.db import db, transaction
from app.core.errors import DomainError
from app.forum import services as forum
from app.forum.models import Post
from app.moderation import services as moderation
from app.moderation.errors import AlreadyReported, TooLate
from app.moderation.models import ModerationAction, Report
from app.moderation.weights import HideAt
from tests.moderation.conftest import NOTE


def at_once(app: Any, *jobs: Callable[[], Any]) -> list[Any]:
    """Run the jobs in threads that start together; a refusal is a result too."""
    start, results = threading.Barrier(len(jobs)), [None] * len(jobs)

    def run(place: int, job: Callable[[], Any]) -> None:
        with app.app_context():
            start.wait(10)
            try:
                with transaction():
                    results[place] = job()
            except DomainError as refusal:
                results[place] = refusal
            finally:
                db.session.remove()

    threads = [
        threading.Thread(target=contextvars.Context().run, args=(run, place, job))
        for place, job in enumerate(jobs)
    ]
    db.session.rollback()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert not any(thread.is_alive() for thread in threads)
    db.session.rollback()
    return results


def test_two_moderators_in_the_same_second_make_one_act(app, scene):
    scene.report()
    seen, post_id = scene.case().version, scene.answer.id
    mona_id, dele_id = scene.mona.id, scene.dele.id

    def keep() -> Any:
        mona = db.session.get(Member, mona_id)
        return moderation.keep_post(mona, db.session.get(Post, post_id), version=seen)

    def remove() -> Any:
        return moderation.remove_post(
            db.session.get(Member, dele_id),
            db.session.get(Post, post_id),
            category="dosing",
            reason="It gave an amount.",
            safer_note=NOTE,
            version=seen,
        )

    results = at_once(app, keep, remove)
    late = [result for result in results if isinstance(result, TooLate)]
    assert len(late) == 1
    (act,) = scene.acts()
    assert late[0].earlier.act_id == act.id
    assert scene.status() == ("visible" if act.kind == "keep_post" else "removed")


def test_one_form_sent_twice_at_once_reports_once(app, scene):
    meg_id, post_id = scene.meg.id, scene.answer.id

    def report() -> Any:
        return moderation.report_post(
            db.session.get(Member, meg_id), db.session.get(Post, post_id), kind="spam"
        )

    results = at_once(app, report, report)
    assert sum(isinstance(result, AlreadyReported) for result in results) == 1
    assert db.session.query(Report).filter_by(reporter_id=meg_id).count() == 1


def test_reports_at_once_hide_a_post_once(app, scene, make):
    people, post_id = [make.member().id for _ in range(4)], scene.answer.id

    def report_by(person: int) -> Callable[[], Any]:
        return lambda: moderation.report_post(
            db.session.get(Member, person),
            db.session.get(Post, post_id),
            kind="unsafe_advice",
            hide_at=HideAt(unsafe=2),
        )

    at_once(app, *[report_by(person) for person in people])
    assert scene.status() == "hidden"
    assert [act.kind for act in scene.acts()] == ["hide_post"]


def test_undo_pressed_twice_at_once_undoes_once(app, scene):
    act_id, mona_id = scene.remove().id, scene.mona.id

    def undo() -> Any:
        return moderation.undo_act(db.session.get(Member, mona_id), act_id)

    at_once(app, undo, undo)
    assert db.session.query(ModerationAction).filter_by(reverts_id=act_id).count() == 1
    assert scene.status() == "visible"


def test_answering_while_a_question_is_removed_never_blocks_both(app, scene, make):
    question_id, mona_id = scene.question.id, scene.mona.id
    writers = [make.member().id for _ in range(3)]

    def remove() -> Any:
        return moderation.remove_post(
            db.session.get(Member, mona_id), db.session.get(Post, question_id), reason="Spam."
        )

    def answer_by(writer: int) -> Callable[[], Any]:
        return lambda: forum.post_answer(
            db.session.get(Member, writer),
            db.session.get(Post, question_id),
            body="Mine stopped after a week.",
            key=f"key {writer}",
        )

    at_once(app, *[answer_by(writer) for writer in writers], remove)
    assert scene.status(scene.question) == "removed"
