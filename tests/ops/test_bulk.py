"""Content in bulk is true: counters equal rows, pages show it, the same seed gives the same."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from app.core.db import db, transaction
from app.forum import queries
from app.forum.models import Post, Question, Tag
from app.forum.services import counters
from app.ops import bulk
from app.votes.models import Vote
from app.votes.services import recount_votes

SIZE = bulk.Size(questions=60, answers=180, replies=160, members=20)


@pytest.fixture
def filled(app):
    bulk.generate(SIZE, seed=3)
    return app


def test_it_writes_as_many_as_asked(filled):
    counts = dict(db.session.execute(select(Post.kind, func.count()).group_by(Post.kind)).all())
    assert counts == {"question": 60, "answer": 180, "reply": 160}


def test_stored_counters_equal_the_rows(filled):
    def snapshot():
        db.session.expire_all()
        return (
            db.session.execute(
                select(Question.post_id, Question.answer_count, Question.comment_count)
                .order_by(Question.post_id)
            ).all(),
            db.session.execute(
                select(Post.id, Post.score, Post.up_count, Post.down_count, Post.reply_count)
                .order_by(Post.id)
            ).all(),
            db.session.execute(select(Tag.name, Tag.question_count).order_by(Tag.name)).all(),
        )  # fmt: skip

    before = snapshot()
    with transaction():
        for question in db.session.scalars(select(Question)):
            counters.recount_thread(question)
            counters.recount_tags(question.post_id)
        for post in db.session.scalars(select(Post)):
            recount_votes(post)
            if post.kind != "reply":
                counters.recount_replies(post.id)
    assert snapshot() == before


def test_nobody_votes_for_themselves(filled):
    own = select(func.count()).select_from(Vote).join(Post).where(Post.author_id == Vote.member_id)
    assert db.session.scalar(own) == 0


def test_posting_goes_on_after_it(filled, make):
    question = make.question(make.member("Asha"))
    assert question.id == SIZE.questions + SIZE.answers + SIZE.replies + 1
    assert queries.newest_questions(None, 1)[0].post.id == question.id


def test_replies_are_threads_in_reading_order(filled):
    deep = db.session.scalar(select(func.max(Post.depth)))
    assert deep > 1
    for reply in db.session.scalars(select(Post).where(Post.kind == "reply", Post.depth > 1)):
        parent = db.session.get(Post, reply.parent_id)
        assert reply.path.startswith(parent.path)
        assert reply.root_id == parent.root_id


def test_same_seed_gives_the_same_words(sqlite_database):
    def words():
        with sqlite_database.app.app_context():
            bulk.generate(SIZE, seed=9)
            found = db.session.scalars(select(Post.body).order_by(Post.id)).all()
            db.session.remove()
        sqlite_database.empty()
        return found

    assert words() == words()
