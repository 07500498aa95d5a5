"""Threads: what is read, in which order, for whom."""

from __future__ import annotations

import pytest

from app.core.db import db, transaction
from app.core.errors import NotFound
from app.forum import limits, queries
from app.forum import services as forum
from app.forum.models import Post, Question
from app.votes import services as votes


def test_answers_are_sorted_by_votes_then_the_oldest_first(app, make):
    asha, ben, cara = (make.member(name) for name in ("Asha", "Ben", "Cara"))
    question = make.question(asha)
    one, two, three = (make.answer(ben, question) for _ in range(3))
    with transaction():
        votes.cast_vote(cara, three, 1)
    shown = [answer.id for answer in queries.get_thread(None, question.id).answers.items]
    assert shown == [three.id, one.id, two.id]


def test_removed_answer_sorts_as_if_nobody_had_voted(app, make):
    asha, ben, cara = (make.member(name) for name in ("Asha", "Ben", "Cara"))
    question = make.question(asha)
    first, liked = make.answer(ben, question), make.answer(ben, question)
    with transaction():
        votes.cast_vote(cara, liked, 1)
        forum.bury(liked, category=None, reason="spam", safer_note="")
    shown = [answer.id for answer in queries.get_thread(None, question.id).answers.items]
    assert shown == [first.id, liked.id]


@pytest.mark.parametrize("sort", ["votes", "newest", "oldest"])
def test_pages_of_answers_neither_skip_nor_repeat(app, make, sort):
    asha, ben, cara = (make.member(name) for name in ("Asha", "Ben", "Cara"))
    question = make.question(asha)
    with transaction():
        answers = [make.answer(ben, question) for _ in range(47)]
        for answer in answers[::3]:
            votes.cast_vote(cara, answer, 1)
        for answer in answers[::7]:
            forum.set_status(answer, "hidden")
        forum.accept_answer(asha, answers[5])
    seen, cursor, pages = [], None, 0
    while True:
        thread = queries.get_thread(None, question.id, sort=sort, cursor=cursor)
        seen += [post.id for post in thread.tops[1:]]
        cursor, pages = thread.answers.next_cursor, pages + 1
        if cursor is None:
            break
    assert seen[0] == answers[5].id
    assert sorted(seen) == [answer.id for answer in answers]
    assert pages == 3


def test_noise_of_another_question_stays_out(app, make):
    asha, ben = make.member("Asha"), make.member("Ben")
    question, noise = make.question(asha), make.question(asha)
    make.reply(asha, make.answer(ben, noise))
    answer = make.answer(ben, question)
    assert queries.get_thread(None, question.id).shown_ids == [question.id, answer.id]


def test_replies_come_in_reading_order_and_siblings_by_age(app, make):
    asha, ben = make.member("Asha"), make.member("Ben")
    answer = make.answer(ben, make.question(asha))
    one = make.reply(asha, answer)
    two = make.reply(asha, answer)
    under_one = make.reply(ben, one)
    thread = queries.get_thread(None, answer.question_id, open_thread=answer.id)
    assert [reply.id for reply in thread.replies[answer.id]] == [one.id, under_one.id, two.id]


def test_page_opens_fewer_threads_the_more_answers_it_has(app, make):
    asha, ben = make.member("Asha"), make.member("Ben")
    question = make.question(asha)
    with transaction():
        for _ in range(20):
            answer = make.answer(ben, question)
            for _ in range(4):
                make.reply(asha, answer)
    thread = queries.get_thread(None, question.id)
    assert len(thread.shown_ids) == limits.POSTS_ON_PAGE
    assert [branch.total for branch in thread.branches.values()] == [4] * 20


def test_long_thread_goes_on_where_its_first_part_ends(app, make, monkeypatch):
    monkeypatch.setattr("app.forum.queries.threads.THREAD_PAGE", 5)
    asha, ben = make.member("Asha"), make.member("Ben")
    answer = make.answer(ben, make.question(asha))
    with transaction():
        replies = [make.reply(asha, answer).id for _ in range(8)]
    first = queries.get_thread(None, answer.question_id, open_thread=answer.id).replies[answer.id]
    assert [reply.id for reply in first] == replies[:5]
    _, branch = queries.get_branch(None, answer, open_from=first[-1].id)
    assert [reply.id for reply in branch.replies] == replies[4:]


def test_number_beyond_every_id_is_not_found(app, make):
    for number in (0, 2**31, 2**63, 2**200):
        with pytest.raises(NotFound):
            queries.get_thread(None, number)
        with pytest.raises(NotFound):
            queries.get_post(None, number)


def test_related_questions_share_topics_and_leave_out_what_is_hidden(app, make):
    asha = make.member("Asha")
    question = make.question(asha, "Left eyelid twitches at the screen", tags=["eyelid", "screen"])
    alike = make.question(asha, "Right eyelid twitches at the screen", tags=["screen"])
    other = make.question(asha, "What do you drink against it all day?", tags=["eyelid"])
    hidden = make.question(asha, "Left eyelid twitches at the screen too", tags=["eyelid"])
    make.question(asha, "Left eyelid twitches at the screen again", tags=["calf"])
    with transaction():
        forum.set_status(hidden, "hidden")
    details = db.session.get(Question, question.id)
    found = queries.related_questions(None, details, ["eyelid", "screen"])
    assert [one.id for one in found] == [alike.id, other.id]


def test_post_under_a_removed_answer_is_not_found_except_by_staff(app, make):
    asha, ben = make.member("Asha"), make.member("Ben")
    answer = make.answer(ben, make.question(asha))
    deep = make.reply(asha, make.reply(ben, answer))
    with transaction():
        forum.bury(answer, category=None, reason="spam", safer_note="")
    with pytest.raises(NotFound):
        queries.get_post(asha, deep.id)
    assert queries.get_post(make.moderator(), deep.id).id == deep.id


def test_counts_follow_a_removed_reply_and_its_return(app, make):
    asha, ben = make.member("Asha"), make.member("Ben")
    question = make.question(asha)
    answer = make.answer(ben, question)
    reply = make.reply(asha, answer)
    make.reply(ben, reply)

    def counts():
        details = db.session.get(Question, question.id, populate_existing=True)
        return details.comment_count, db.session.get(Post, answer.id).reply_count

    assert counts() == (2, 2)
    with transaction():
        forum.bury(reply, category=None, reason="spam", safer_note="")
    assert counts() == (0, 0)
    with transaction():
        forum.unbury(reply, "visible")
    assert counts() == (2, 2)
