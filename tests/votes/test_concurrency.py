"""Many people at once: real threads, each with a connection of its own, on both databases."""

from __future__ import annotations

import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from app.accounts.models import Member
from app.core.db import db, transaction
from app.forum import services as forum
from app.forum.models import Post, Question
from app.votes import services as votes
from app.votes.models import Vote
from app.votes.queries import wrong_scores

THREADS = 8


def at_once(app, work: Callable[[int], None], threads: int = THREADS) -> None:
    """Run `work(number)` in so many threads that start together; raises what any of them raised."""
    start = Barrier(threads)

    def run(number: int) -> None:
        with app.app_context():
            start.wait(timeout=20)
            try:
                work(number)
            finally:
                db.session.remove()

    db.session.rollback()
    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(run, range(threads)))
    db.session.rollback()
    db.session.expire_all()


def test_score_equals_the_rows_after_many_votes_at_once(app, make):
    answer_id = make.answer(make.member("Ben"), make.question(make.member("Asha"))).id
    members = [make.member(f"Voter {number}").id for number in range(THREADS)]

    def vote(number: int) -> None:
        chance = random.Random(number)
        for _ in range(6):
            with transaction() as session:
                votes.cast_vote(
                    session.get(Member, members[number]),
                    session.get(Post, answer_id),
                    chance.choice((1, -1, 0)),
                )

    at_once(app, vote)
    answer = db.session.get(Post, answer_id)
    rows = [vote.value for vote in db.session.query(Vote)]
    assert answer.score == sum(rows)
    assert (answer.up_count, answer.down_count) == (rows.count(1), rows.count(-1))
    assert wrong_scores() == []


def test_one_member_clicking_at_once_has_one_vote(app, make):
    answer_id = make.answer(make.member("Ben"), make.question(make.member("Asha"))).id
    cara_id = make.member("Cara").id

    def vote(number: int) -> None:
        with transaction() as session:
            votes.cast_vote(session.get(Member, cara_id), session.get(Post, answer_id), 1)

    at_once(app, vote)
    assert db.session.query(Vote).count() == 1
    assert db.session.get(Post, answer_id).score == 1


def test_two_answers_marked_at_once_leave_one_mark(app, make):
    asha, ben = make.member("Asha"), make.member("Ben")
    question = make.question(asha)
    asha_id, question_id = asha.id, question.id
    answers = [make.answer(ben, question).id for _ in range(THREADS)]
    version = db.session.get(Question, question_id).content_version

    def accept(number: int) -> None:
        with transaction() as session:
            forum.accept_answer(session.get(Member, asha_id), session.get(Post, answers[number]))

    at_once(app, accept)
    details = db.session.get(Question, question_id)
    assert details.accepted_answer_id in answers
    # Every change of the mark was seen by the next one and raised the version once.
    assert details.content_version == version + THREADS


def test_votes_and_answers_at_once_keep_all_counts(app, make):
    asha = make.member("Asha")
    question_id = make.question(asha).id
    members = [make.member(f"Writer {number}").id for number in range(THREADS)]

    def write(number: int) -> None:
        with transaction() as session:
            question = session.get(Post, question_id)
            member = session.get(Member, members[number])
            votes.cast_vote(member, question, 1)
        with transaction() as session:
            forum.post_answer(
                session.get(Member, members[number]),
                session.get(Post, question_id),
                body=f"Answer of member {number}.",
                key=f"key {number}",
            )

    at_once(app, write)
    assert db.session.get(Post, question_id).score == THREADS
    assert db.session.get(Question, question_id).answer_count == THREADS
    assert (
        "All counts equal their rows."
        in app.test_cli_runner().invoke(args=["forum", "check"]).output
    )
