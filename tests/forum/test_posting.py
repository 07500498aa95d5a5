"""Asking, answering, replying."""

from __future__ import annotations

import pytest

from app.core.db import db, transaction
from app.core.errors import Invalid, Refused
from app.forum import queries
from app.forum import services as forum
from app.forum.models import Post, Question


def test_posting_twice_with_one_key_posts_once(app, make):
    asha = make.member("Asha")
    posted = []
    for _ in range(2):
        with transaction():
            posted.append(
                forum.post_question(
                    asha,
                    title="Has anybody felt this too?",
                    body="It comes and goes through the day.",
                    tags=[],
                    key="the same key",
                ).id
            )
    assert posted[0] == posted[1]
    assert db.session.query(Post).count() == 1


def test_member_without_confirmed_address_cannot_ask(app, make):
    vic = make.member("Vic", confirmed=False)
    with pytest.raises(Refused, match="Confirm your e-mail address"), transaction():
        forum.post_question(
            vic, title="Has anybody felt this too?", body="It comes and goes.", tags=[], key="k"
        )
    assert db.session.query(Post).count() == 0


def test_title_that_is_too_short_is_refused_with_its_field(app, make):
    asha = make.member("Asha")
    with pytest.raises(Invalid) as refusal, transaction():
        forum.post_question(asha, title="Help", body="It comes and goes.", tags=[], key="k")
    assert refusal.value.field == "title"


def test_counters_follow_answers_and_replies_at_any_depth(app, make):
    asha, ben = make.member("Asha"), make.member("Ben")
    question = make.question(asha)
    answer = make.answer(ben, question)
    reply = make.reply(asha, answer)
    deeper = make.reply(ben, reply)
    deepest = make.reply(asha, deeper)
    details = db.session.get(Question, question.id)
    assert (details.answer_count, details.comment_count) == (1, 3)
    assert db.session.get(Post, answer.id).reply_count == 3
    assert deepest.depth == 3
    assert [r.id for r in queries.get_thread(None, question.id).replies[answer.id]] == [
        reply.id,
        deeper.id,
        deepest.id,
    ]


def test_every_visible_change_raises_the_content_version(app, make):
    asha, ben = make.member("Asha"), make.member("Ben")
    question = make.question(asha)
    versions = [db.session.get(Question, question.id).content_version]
    answer = make.answer(ben, question)
    versions.append(db.session.get(Question, question.id, populate_existing=True).content_version)
    make.reply(asha, answer)
    versions.append(db.session.get(Question, question.id, populate_existing=True).content_version)
    with transaction():
        forum.withdraw_post(ben, answer)
    versions.append(db.session.get(Question, question.id, populate_existing=True).content_version)
    assert versions == sorted(set(versions))


def test_quote_loses_the_words_when_the_quoted_post_leaves_view(app, make):
    asha, ben = make.member("Asha"), make.member("Ben")
    question = make.question(asha)
    answer = make.answer(ben, question, "It went on for five weeks.")
    reply = make.reply(
        asha, question, f"> It went on for five weeks.\n> — [Ben](/a/{answer.id})\n\nThank you."
    )
    assert "five weeks" not in reply.body
    assert "five weeks" in reply.body_html
    with transaction():
        forum.withdraw_post(ben, answer)
    reply = db.session.get(Post, reply.id, populate_existing=True)
    assert "five weeks" not in reply.body_html + reply.body_text
    assert "Thank you." in reply.body_text
