"""A question that speaks of not wanting to live: nothing public lists it, its address works."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.core.clock import now
from app.core.db import db, transaction
from app.forum.models import Question
from app.forum.queries.counters import wrong_tag_counts
from tests.forum.test_safety_step import SUICIDAL

TITLE = "I cannot go on, does anybody else feel like this?"
#: Where a question, its answers or its asker could be listed for everybody.
PUBLIC = (
    "/", "/questions", "/questions?sort=active", "/questions?sort=votes", "/questions?sort=newest",
    "/questions?filter=waiting", "/tags", "/tags/night", "/tags/night/feed.atom", "/feed.atom",
    "/users", "/users/{asha}/asha", "/users/{ben}/ben", "/sitemap.xml", "/sitemaps/questions-1.xml",
    "/sitemaps/topics-1.xml", "/search?q=cannot+go+on", "/search?q=night",
    "/questions/similar?title=cannot+go+on+does+anybody+feel", "/questions/{other}",
    "/articles/muscle-twitching", "/safety-notices", "/safety-notices/feed.atom", "/notifications",
)  # fmt: skip


@pytest.fixture
def cast(make):
    class Cast:
        asha, ben, vic, mona = (
            make.member("Asha"), make.member("Ben"), make.member("Vic"), make.moderator("Mona"),
        )  # fmt: skip
        other = make.question(vic, "Does anybody else feel like this after a night without sleep?")
        asked = make.question(asha, TITLE, body=SUICIDAL, tags=["night"])
        answer = make.answer(ben, asked, "Please talk to somebody. I have been there, too.")

    assert db.session.get(Question, Cast.asked.id).is_unlisted
    return Cast


def listed(browse, cast, who=None) -> list[str]:
    """The pages that show the question, its title, its answer, or somebody who wrote only here."""
    marks = (f"/questions/{cast.asked.id}", TITLE, f"/a/{cast.answer.id}")
    found = []
    for path in PUBLIC:
        at = path.format(asha=cast.asha.id, ben=cast.ben.id, other=cast.other.id)
        page = browse(who).get(at, follow_redirects=True).text.replace(f"{at}", "")
        if any(mark in page for mark in marks):
            found.append(path)
    return found


def test_nothing_public_lists_it_not_even_to_members(app, browse, cast):
    assert listed(browse, cast) == []
    assert listed(browse, cast, cast.vic) == []


def test_its_topic_does_not_count_it(app, make, browse, cast):
    assert wrong_tag_counts() == []
    assert "night" not in browse().get("/tags").text.partition("<main")[2]
    make.question(cast.vic, "What helps you to fall asleep again at night?", tags=["night"])
    assert "1 question" in browse().get("/tags").text
    assert wrong_tag_counts() == []


def test_who_wrote_only_there_is_not_among_the_members(app, browse, cast):
    page = browse().get("/users").text
    assert f"/users/{cast.vic.id}/" in page
    assert f"/users/{cast.asha.id}/" not in page
    assert f"/users/{cast.ben.id}/" not in page


def test_topic_of_a_sitemap_does_not_tell_when_somebody_wrote_there(app, make, browse, cast):
    for number in range(3):
        make.question(cast.vic, f"What helps you at night, number {number}?", tags=["night"])
    with transaction() as session:
        session.get(Question, cast.asked.id).last_activity_at = now() + timedelta(days=400)
    year = (now() + timedelta(days=400)).strftime("%Y-%m-%d")
    assert year not in browse().get("/sitemaps/topics-1.xml").text


def test_its_address_works_and_asks_machines_to_pass_by(app, browse, cast):
    for who in (None, cast.asha, cast.ben, cast.mona):
        page = browse(who).get(f"/q/{cast.asked.id}", follow_redirects=True)
        assert page.status_code == 200
        assert '<meta name="robots" content="noindex">' in page.text
        assert "application/ld+json" not in page.text
        assert browse(who).get(f"/a/{cast.answer.id}").status_code == 302
    feed = browse().get(f"/questions/{cast.asked.id}/feed.atom")
    assert feed.headers["X-Robots-Tag"] == "noindex"


def test_a_moderators_reply_lists_it_and_counts_it(app, make, browse, cast):
    make.reply(cast.mona, cast.asked, "I am glad that you wrote. Here is who can listen now.")
    assert {"/questions", "/tags/night", "/feed.atom", "/search?q=cannot+go+on"} <= set(
        listed(browse, cast)
    )
    assert "1 question" in browse().get("/tags").text
    assert wrong_tag_counts() == []


def test_an_edit_that_turns_suicidal_takes_it_out_of_the_counts(app, make, browse, cast):
    from app.forum import services as forum

    asked = make.question(cast.vic, "What helps you at night, I wonder?", tags=["night"])
    assert "/tags/night" in browse().get("/tags").text
    with transaction():
        forum.edit_post(cast.vic, asked, body=SUICIDAL, reason="", revision=1, tags=["night"])
    assert "/tags/night" not in browse().get("/tags").text
    assert wrong_tag_counts() == []
