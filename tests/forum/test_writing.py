"""Answers and replies: posting, looking before, quoting, and what can go wrong."""

from __future__ import annotations

import time
from datetime import timedelta

import pytest

from app.core.clock import now
from app.core.db import db, transaction
from app.forum import services as forum
from app.forum.models import Draft, Post, Question
from app.moderation import services as moderation


@pytest.fixture
def cast(make):
    asha, ben = make.member("Asha"), make.member("Ben")
    question = make.question(asha)
    return asha, ben, question, make.answer(ben, question, "It went on for five weeks.")


def lock_question(question) -> None:
    with transaction():
        db.session.get(Question, question.id).locked_at = now()


def test_answer_is_posted_and_leads_to_itself(app, make, browse, cast):
    _, ben, question, _ = cast
    response = browse(ben).post(
        f"/questions/{question.id}/answers",
        data={"body": "Mine **went** by itself.", "answer_kind": "experience"},
    )
    answer = db.session.query(Post).filter_by(kind="answer").order_by(Post.id.desc()).first()
    assert (response.status_code, response.location) == (303, f"/a/{answer.id}")
    assert "<strong>went</strong>" in answer.body_html
    assert answer.answer_kind == "experience"


def test_answer_sent_twice_is_posted_once(app, browse, cast):
    _, ben, question, _ = cast
    data = {"body": "Mine went by itself.", "key": "k" * 32}
    browser = browse(ben)
    first, second = (browser.post(f"/questions/{question.id}/answers", data=data) for _ in range(2))
    assert first.location == second.location
    assert db.session.query(Post).filter_by(kind="answer").count() == 2  # with the one of the cast


def test_key_of_somebody_else_keeps_the_text_and_gives_a_new_key(app, make, browse, cast):
    asha, ben, question, _ = cast
    path, key = f"/questions/{question.id}/answers", "k" * 32
    browse(ben).post(path, data={"body": "Mine went by itself.", "key": key})
    response = browse(asha).post(path, data={"body": "My own words.", "key": key})
    assert response.status_code == 409
    assert "My own words." in response.text
    assert key not in response.text


def test_information_needs_a_source(sqlite_app, browse, cast):
    _, ben, question, _ = cast
    path = f"/questions/{question.id}/answers"
    response = browse(ben).post(path, data={"body": "It is common.", "answer_kind": "information"})
    assert response.status_code == 422
    assert 'href="#source_url"' in response.text


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "//example.org",
        "http://[",
        "ftp://x.org",
        "https://a b.org",
        "https://" + "a" * 600,
    ],
)
def test_source_must_be_a_page(app, browse, cast, url):
    _, ben, question, _ = cast
    response = browse(ben).post(
        f"/questions/{question.id}/answers", data={"body": "It is common.", "source_url": url}
    )
    assert response.status_code == 422
    assert "starting with https://" in response.text
    assert "It is common." in response.text


def test_empty_answer_is_told_at_its_field(sqlite_app, browse, cast):
    _, ben, question, _ = cast
    response = browse(ben).post(f"/questions/{question.id}/answers", data={"body": "  \n "})
    assert response.status_code == 422
    assert "<title>Error: " in response.text
    assert 'href="#body"' in response.text


def test_answer_of_10001_characters_is_refused_and_kept(app, browse, cast):
    _, ben, question, _ = cast
    text = "a" * 10_001
    response = browse(ben).post(f"/questions/{question.id}/answers", data={"body": text})
    assert response.status_code == 422
    assert "That is longer than 10,000 characters. Shorten it and try again." in response.text
    assert text in response.text


def test_brackets_without_end_are_rendered_in_no_time(sqlite_app, browse, cast):
    _, ben, question, _ = cast
    browser = browse(ben)
    for text in ("[" * 10_000, "> " * 5_000, "*" * 10_000, "![" * 5_000, "`" * 9_999, "<" * 10_000):
        began = time.perf_counter()
        response = browser.post(f"/questions/{question.id}/answers", data={"body": text})
        assert response.status_code == 303, text[:2]
        assert time.perf_counter() - began < 2, text[:2]
    assert (
        browser.post(f"/questions/{question.id}/answers", data={"body": "[" * 20_000}).status_code
        == 422
    )


def test_fields_that_the_form_does_not_have_are_ignored(sqlite_app, browse, cast):
    asha, ben, question, _ = cast
    browse(ben).post(
        f"/questions/{question.id}/answers",
        data={"body": "Mine went.", "author_id": asha.id, "score": "99", "status": "removed"},
    )
    answer = db.session.query(Post).filter_by(body="Mine went.").one()
    assert (answer.author_id, answer.score, answer.status) == (ben.id, 0, "visible")


def test_preview_shows_the_text_and_posts_nothing(sqlite_app, browse, cast):
    _, ben, question, _ = cast
    data = {"body": "Mine **went** by itself.", "preview": "1"}
    browser = browse(ben)
    page = browser.post(f"/questions/{question.id}/answers", data=data)
    assert page.status_code == 200
    assert "<strong>went</strong>" in page.text
    assert "Mine **went** by itself.</textarea>" in page.text
    fragment = browser.fragment("POST", f"/questions/{question.id}/answers", data=data)
    assert "<strong>went</strong>" in fragment.text
    assert "<html" not in fragment.text
    assert db.session.query(Post).filter_by(kind="answer").count() == 1


def test_preview_of_too_long_a_text_says_so(sqlite_app, browse, cast):
    _, ben, question, answer = cast
    for path in (f"/questions/{question.id}/answers", f"/answers/{answer.id}/replies"):
        response = browse(ben).fragment("POST", path, data={"body": "a" * 10_001, "preview": "1"})
        assert response.status_code == 422
        assert "Shorten it and try again." in response.text


def test_preview_runs_no_script(sqlite_app, browse, cast):
    _, ben, question, _ = cast
    response = browse(ben).fragment(
        "POST",
        f"/questions/{question.id}/answers",
        data={"body": "<script>alert(1)</script> [x](javascript:alert(1))", "preview": "1"},
    )
    assert "<script>" not in response.text
    assert 'href="javascript' not in response.text


def test_reply_may_hang_under_question_answer_and_reply(app, make, browse, cast):
    asha, ben, question, answer = cast
    reply = make.reply(asha, answer)
    for path in (f"/questions/{question.id}", f"/answers/{answer.id}", f"/replies/{reply.id}"):
        response = browse(ben).post(f"{path}/replies", data={"body": "Thank you."})
        assert response.status_code == 303
        assert response.location.startswith("/r/")
    assert db.session.query(Post).filter_by(body="Thank you.").count() == 3


def test_reply_sent_by_the_script_takes_the_place_of_its_form(sqlite_app, browse, cast):
    _, ben, _, answer = cast
    browser = browse(ben)
    form = browser.fragment("GET", f"/answers/{answer.id}/replies").text
    assert f'id="reply-form-{answer.id}"' in form
    assert f'id="body-{answer.id}"' in form
    response = browser.fragment(
        "POST", f"/answers/{answer.id}/replies", data={"body": "Thank you."}
    )
    assert response.status_code == 200
    assert (
        f'<div id="reply-form-{answer.id}" data-announce="Your reply is posted."' in response.text
    )
    assert "Thank you." in response.text
    assert "<form" not in response.text


def test_reply_sent_by_the_script_without_words_comes_back_with_its_error(sqlite_app, browse, cast):
    _, ben, _, answer = cast
    response = browse(ben).fragment("POST", f"/answers/{answer.id}/replies", data={"body": ""})
    assert response.status_code == 422
    assert f'id="reply-form-{answer.id}"' in response.text
    assert f'href="#body-{answer.id}"' in response.text


def test_locked_question_takes_nothing_and_the_text_is_kept(app, browse, cast):
    _, ben, question, answer = cast
    lock_question(question)
    for path in (f"/questions/{question.id}/answers", f"/answers/{answer.id}/replies"):
        response = browse(ben).post(path, data={"body": "My words of now."})
        assert response.status_code == 403
        assert "My words of now." in response.text
        assert "This question is locked" in response.text
        assert "<textarea" not in browse(ben).get(path).text


def test_post_removed_a_second_ago_takes_no_reply_and_the_text_is_offered_back(
    app, make, browse, cast
):
    asha, ben, _, answer = cast
    reply = make.reply(asha, answer)
    with transaction():
        moderation.hide_post(make.moderator(), reply, reason="being checked")
    response = browse(ben).post(f"/replies/{reply.id}/replies", data={"body": "My words of now."})
    assert response.status_code == 404
    assert "My words of now." in response.text
    assert "no longer here" in response.text


def test_withdrawn_question_takes_no_answer(app, make, browse, cast):
    asha, ben, question, _ = cast
    with transaction():
        forum.withdraw_post(asha, question)
    response = browse(ben).post(f"/questions/{question.id}/answers", data={"body": "My words."})
    assert response.status_code == 404
    assert "My words." in response.text


def test_suspended_member_is_told_why_and_keeps_the_text(sqlite_app, make, browse, cast):
    *_, question, _ = cast
    cleo = make.member(
        "Cleo", suspended_until=now() + timedelta(days=3), suspension_reason="Three warnings"
    )
    response = browse(cleo).post(f"/questions/{question.id}/answers", data={"body": "My words."})
    assert response.status_code == 403
    assert "Three warnings" in response.text
    assert "My words." in response.text
    assert db.session.query(Draft).count() == 0


def test_quote_brings_words_and_name(sqlite_app, browse, cast):
    _, ben, question, answer = cast
    page = browse(ben).get(f"/questions/{question.id}/answers?quote=answer-{answer.id}").text
    assert f"&gt; It went on for five weeks.\n&gt;\n&gt; — [Ben](/a/{answer.id})" in page


def test_quote_of_an_anonymous_asker_names_nobody(sqlite_app, make, browse, cast):
    _, ben, *_ = cast
    secret = make.question(make.member("Nina Petersen"), is_anonymous=True)
    page = browse(ben).get(f"/questions/{secret.id}/answers?quote=question-{secret.id}").text
    assert "[Anonymous asker]" in page
    assert "Nina" not in page


@pytest.mark.parametrize("quote", ["answer-999999", "answer-9999999999999", "x", "answer-", "\x00"])
def test_quote_of_nothing_is_an_empty_form(app, browse, cast, quote):
    _, ben, question, _ = cast
    response = browse(ben).get(f"/questions/{question.id}/answers", query_string={"quote": quote})
    assert response.status_code == 200
    assert "&gt; " not in response.text.partition("<textarea")[2]


def test_visitor_opens_the_form_and_is_told_when_to_sign_in(sqlite_app, browse, cast):
    *_, question, _ = cast
    page = browse().get(f"/questions/{question.id}/answers").text
    assert "We ask you to sign in when you post" in page
    assert "Your answer" in page
