"""Limits for new members. Tests switch limits off; these switch them on."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.core import clock
from app.core.clock import now
from app.core.db import db, transaction
from app.core.errors import Invalid
from app.forum import services as forum
from app.forum.limits import NEW_LINKS, NEW_MENTIONS, NEW_POSTS
from app.forum.models import Draft, Post

LINKS = "See https://example.org/{} and that was all. "


@pytest.fixture
def cast(app, make, monkeypatch):
    """Ben is a member of a week with three posts that stayed; Vic came today."""
    with clock.at(now() - timedelta(days=7)):
        asha, ben = make.member("Asha"), make.member("Ben")
        question = make.question(asha)
        for _ in range(3):
            make.answer(ben, question)
    monkeypatch.setitem(app.config, "RATE_LIMITS", True)
    return ben, make.member("Vic"), question


def links(count):
    return "".join(LINKS.format(number) for number in range(count))


def test_new_member_posts_so_often_a_day_and_no_more(app, make, cast):
    ben, vic, question = cast
    for _ in range(NEW_POSTS):
        make.answer(vic, question)
    with pytest.raises(Invalid, match=f"{NEW_POSTS} times in 24 hours") as refusal:
        make.reply(vic, question)
    assert refusal.value.field == "body"
    with clock.at(now() + timedelta(hours=25)):
        make.reply(vic, question)
    for _ in range(NEW_POSTS + 1):
        make.answer(ben, question)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (links(NEW_LINKS + 1), "2 links into a post, and this one has 3"),
        ("Ask @Ben, @Asha and @Mona, they know.", "2 people with @ in a post"),
    ],
)
def test_links_and_names_of_new_members_are_limited(app, make, cast, body, words):
    ben, vic, question = cast
    for post in (make.answer, make.reply):
        with pytest.raises(Invalid, match=words) as refusal:
            post(vic, question, body)
        assert refusal.value.field == "body"
        post(ben, question, body)
    with pytest.raises(Invalid, match=words):
        make.question(vic, body=body)


def test_as_many_as_allowed_addresses_and_quotes_pass(app, make, cast):
    _, vic, question = cast
    make.answer(vic, question, links(NEW_LINKS) + "@Ben " * NEW_MENTIONS)
    make.answer(vic, question, f"> flickers\n> — [Asha](/q/{question.id})\n\nMine too, and yours?")
    make.answer(vic, question, "Write to the ward: desk@example.org, or post@example.com, a@b.org.")
    assert db.session.query(Post).filter_by(author_id=vic.id).count() == 3


def test_moderators_have_no_such_limits(app, make, cast):
    answer = make.answer(make.moderator(), cast[2], links(NEW_LINKS + 1))
    assert f"https://example.org/{NEW_LINKS}" in answer.body


def test_edit_is_no_way_round_the_limit_but_keeps_what_stood_there(app, make, cast, monkeypatch):
    _, vic, question = cast
    answer = make.answer(vic, question)
    with pytest.raises(Invalid, match="2 links"), transaction():
        forum.edit_post(vic, answer, body=links(3), reason="", revision=1)
    monkeypatch.setitem(app.config, "RATE_LIMITS", False)
    rich = make.answer(vic, question, links(4))
    monkeypatch.setitem(app.config, "RATE_LIMITS", True)
    with transaction():
        forum.edit_post(vic, rich, body=links(4) + "Typo.", reason="", revision=1)
    with pytest.raises(Invalid, match="has 5"), transaction():
        forum.edit_post(vic, rich, body=links(5), reason="", revision=2)


def test_moderator_who_edits_a_new_members_post_is_not_limited(app, make, cast):
    _, vic, question = cast
    answer = make.answer(vic, question)
    with transaction():
        forum.edit_post(make.moderator(), answer, body=links(3), reason="", revision=1)
    assert "https://example.org/2" in db.session.get(Post, answer.id).body


def test_refusal_stands_at_the_field_and_keeps_the_text(app, make, browse, cast):
    _, vic, question = cast
    page = browse(vic).post(
        f"/questions/{question.id}/answers", data={"body": links(3), "answer_kind": "experience"}
    )
    assert page.status_code == 422
    assert "New members can put 2 links into a post" in page.text
    assert "https://example.org/2" in page.text
    assert "Error:" in page.text
    assert db.session.query(Post).filter_by(author_id=vic.id).count() == 0


def test_draft_that_waited_for_the_address_stays_a_draft_when_it_goes_over(app, make, cast):
    _, vic, question = cast
    with transaction():
        draft = forum.start_draft(
            vic, kind="answer", browser="a browser of theirs", parent_id=question.id
        )
        forum.save_draft(draft, body=links(3))
        forum.let_wait(draft)
        forum.post_waiting_drafts(vic)
    assert db.session.query(Post).filter_by(author_id=vic.id).count() == 0
    assert "https://example.org/2" in db.session.query(Draft).one().body
