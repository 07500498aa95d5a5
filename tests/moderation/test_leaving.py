"""The words of a hidden or removed post leave every page at once, and the place says so."""

from __future__ import annotations

import pytest

from app.core.db import db, transaction
from app.forum.models import Post, Question
from app.moderation import services as moderation
from tests.moderation.conftest import NOTE

CANARY = "Just stop the tablets"


@pytest.fixture
def app(sqlite_app):
    """Pages: the engine plays no part."""
    return sqlite_app


def addresses(scene):
    slug = db.session.get(Question, scene.question.id).slug
    path = f"/questions/{scene.question.id}/{slug}"
    answer = scene.answer.id
    return [
        path,
        f"{path}?sort=newest",
        f"/a/{answer}",
        f"/answers/{answer}/history",
        f"/report?post=answer-{answer}",
        f"/users/{scene.ben.id}",
        "/",
        "/questions",
        "/search?q=tablets",
        "/safety-notices",
        f"/safety-notices/{answer}",
        f"/questions/{scene.question.id}/feed.atom",
    ]


def follow(browser, address):
    answer = browser.get(address)
    while answer.status_code in (301, 302, 303):
        answer = browser.get(answer.location)
    return answer


@pytest.mark.parametrize("act", ["hide", "remove"])
def test_words_leave_all_pages_of_visitors_and_members(app, scene, make, browse, act):
    quoting = make.reply(
        scene.asha,
        scene.question,
        f"> {CANARY}, I did.\n> — [Ben](/a/{scene.answer.id})\n\nReally?",
    )
    assert CANARY in db.session.get(Post, quoting.id).body_html
    scene.remove() if act == "remove" else scene.do("hide")
    for person in (None, scene.meg):
        for address in addresses(scene):
            answer = follow(browse(person), address)
            assert CANARY not in answer.get_data(as_text=True), address
    quoting = db.session.get(Post, quoting.id, populate_existing=True)
    assert CANARY not in quoting.body + quoting.body_html + quoting.body_text


def test_place_of_a_removed_answer_shows_reason_and_safer_note(app, scene, browse):
    scene.remove()
    text = browse().get(addresses(scene)[0]).get_data(as_text=True)
    assert "unsafe" in text
    assert "It told people to stop." in text
    assert NOTE in text


def test_place_of_a_hidden_answer_says_that_a_moderator_is_checking(app, scene, browse):
    scene.do("hide")
    text = browse().get(addresses(scene)[0]).get_data(as_text=True)
    assert "A moderator is checking this answer." in text


def test_question_removed_as_unsafe_is_gone_with_its_note(app, scene, browse):
    with transaction():
        moderation.remove_post(
            scene.mona, scene.question, category="dosing", reason="It gave an amount.",
            safer_note=NOTE,
        )  # fmt: skip
    answer = browse().get(addresses(scene)[0])
    assert answer.status_code == 410
    assert NOTE in answer.get_data(as_text=True)
    assert CANARY not in answer.get_data(as_text=True)


def test_words_come_back_with_the_post_also_where_they_are_quoted(app, scene, make, browse):
    quoting = make.reply(
        scene.asha, scene.question, f"> {CANARY}, I did.\n> — [Ben](/a/{scene.answer.id})"
    )
    scene.undo(scene.remove())
    assert CANARY in db.session.get(Post, quoting.id, populate_existing=True).body_html
    assert CANARY in browse().get(addresses(scene)[0]).get_data(as_text=True)
