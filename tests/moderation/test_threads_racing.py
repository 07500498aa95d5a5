"""Acts about threads at the same moment, with real threads and real transactions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from app.accounts.models import Member
from app.core.db import db
from app.core.errors import DomainError
from app.forum import services as forum
from app.forum.models import Post, Question
from app.forum.queries.counters import wrong_question_counts, wrong_reply_counts
from app.moderation import services as moderation
from tests.moderation.test_racing import at_once


def _merge(actor: Any, source: Any, target: Any) -> Callable[[], Any]:
    ids = actor.id, source.id, target.id
    return lambda: moderation.merge_questions(
        db.session.get(Member, ids[0]), db.session.get(Post, ids[1]), db.session.get(Post, ids[2])
    )


def test_merging_both_ways_at_once_merges_one_way(app, make, scene):
    other = make.question(scene.meg)
    results = at_once(
        app,
        _merge(scene.mona, scene.question, other),
        _merge(scene.dele, other, scene.question),
    )
    assert sum(isinstance(result, DomainError) for result in results) == 1
    merged = db.session.query(Question).filter_by(is_merged=True).all()
    assert len(merged) == 1
    assert merged[0].answer_count == 0
    assert wrong_question_counts() == wrong_reply_counts() == []


def test_replying_and_answering_while_a_question_is_merged_leaves_no_post_between(app, make, scene):
    other = make.question(scene.meg)
    writers, answer_id, question_id = (
        [make.member().id for _ in range(2)],
        scene.answer.id,
        scene.question.id,
    )

    def reply() -> Any:
        return forum.post_reply(
            db.session.get(Member, writers[0]),
            db.session.get(Post, answer_id),
            body="Did it come back?",
            key="key of the reply",
        )

    def answer() -> Any:
        return forum.post_answer(
            db.session.get(Member, writers[1]),
            db.session.get(Post, question_id),
            body="Mine stopped after a week.",
            key="key of the answer",
        )

    at_once(app, reply, _merge(scene.mona, scene.question, other), answer)
    for one in db.session.query(Post).filter(Post.root_id.is_not(None)):
        root = db.session.get(Post, one.root_id)
        assert one.question_id == root.thread_id
    assert wrong_question_counts() == wrong_reply_counts() == []


def test_two_moves_at_once_make_no_circle(app, make, scene):
    other = make.answer(scene.meg, scene.question)
    ids = scene.mona.id, scene.dele.id, scene.answer.id, other.id

    def move(actor: int, post: int, under: int) -> Callable[[], Any]:
        return lambda: moderation.move_post(
            db.session.get(Member, actor),
            db.session.get(Post, post),
            under=db.session.get(Post, under),
            reason="It replies.",
        )

    results = at_once(app, move(ids[0], ids[2], ids[3]), move(ids[1], ids[3], ids[2]))
    assert sum(isinstance(result, DomainError) for result in results) == 1
    kinds = sorted(db.session.get(Post, number).kind for number in ids[2:])
    assert kinds == ["answer", "reply"]
    assert wrong_question_counts() == wrong_reply_counts() == []
