"""Asking in steps: the way from an empty form to a posted question."""

from __future__ import annotations

import gzip
import re
from datetime import timedelta

import pytest

from app.articles import services as articles
from app.core.clock import now
from app.core.db import db, transaction
from app.forum.models import Draft, Post, Question
from tests.factories import Make

TITLE = "Why does my left eyelid twitch all day?"
DETAILS = "It began three weeks ago and comes back whenever I sit at the screen."
FIRST = {"title": TITLE, "details": DETAILS, "tags": "eyelid, screen time"}


def start(browser, **values) -> str:
    """Send step 1; returns the address of the draft."""
    response = browser.post("/questions/ask", data=FIRST | values)
    assert response.status_code == 303, response.text
    return response.location.removesuffix("/notes")


def ready(browser, **values) -> str:
    """Steps 1 and 2, with nothing to tell: the next is the last one."""
    draft = start(browser, **values)
    assert browser.post(f"{draft}/notes", data={"signs": "none"}).location == f"{draft}/preview"
    return draft


def test_member_asks_in_four_steps(app, make: Make, browse):
    browser = browse(make.member("Asha"))
    draft = start(browser)
    response = browser.post(
        f"{draft}/notes", data={"noticed": "3 weeks ago", "same_muscle": "yes", "signs": "none"}
    )
    assert response.location == f"{draft}/preview"
    shown = browser.get(f"{draft}/preview").text
    assert "3 weeks ago" in shown
    assert "left eyelid twitch" in shown
    response = browser.post(f"{draft}/preview")
    assert response.status_code == 303
    question = db.session.query(Question).one()
    assert response.location == f"/questions/{question.post_id}?posted=1"
    assert (question.title, question.noticed, question.same_muscle) == (
        TITLE,
        "3 weeks ago",
        "yes",
    )
    assert db.session.query(Draft).count() == 0


def test_every_step_can_be_opened_again_and_shows_what_was_typed(sqlite_app, make, browse):
    browser = browse(make.member("Asha"))
    draft = start(browser)
    browser.post(
        f"{draft}/notes",
        data={"places": "left lower eyelid", "frequency": "many_a_day", "signs": "none"},
    )
    assert TITLE in browser.get(draft).text
    notes = browser.get(f"{draft}/notes").text
    assert 'value="left lower eyelid"' in notes
    assert re.search(r'value="many_a_day" checked', notes)


def test_step_without_words_is_shown_again_with_everything_that_was_typed(sqlite_app, make, browse):
    response = browse(make.member("Asha")).post(
        "/questions/ask", data=FIRST | {"title": "Help", "is_anonymous": "y"}
    )
    assert response.status_code == 422
    assert "<title>Error: " in response.text
    assert "There is a problem" in response.text
    assert DETAILS in response.text
    assert re.search(r'name="is_anonymous" value="y" checked', response.text)
    assert db.session.query(Draft).count() == 0


def test_details_of_10001_characters_are_refused_and_kept(sqlite_app, make, browse):
    response = browse(make.member("Asha")).post(
        "/questions/ask", data=FIRST | {"details": "a" * 10_001}
    )
    assert response.status_code == 422
    assert "That is longer than 10,000 characters. Shorten it and try again." in response.text
    assert "a" * 10_001 in response.text


def test_more_than_five_topics_are_refused_at_the_field(sqlite_app, make, browse):
    response = browse(make.member("Asha")).post(
        "/questions/ask", data=FIRST | {"tags": "aa;bb;cc;dd;ee;ff"}
    )
    assert response.status_code == 422
    assert "Choose at most 5 topics." in response.text
    assert 'href="#tags"' in response.text


def test_topics_may_be_separated_by_semicolons(sqlite_app, make, browse):
    browser = browse(make.member("Asha"))
    start(browser, tags="Eyelid; screen time")
    assert db.session.query(Draft).one().tags == "eyelid, screen-time"


def test_characters_that_databases_or_readers_trip_over_are_dropped(app, make, browse):
    browser = browse(make.member("Asha"))
    start(browser, title="Why does\x00 my \u202eeyelid\r\nBcc: x twitch?", details=DETAILS + "\x00")
    draft = db.session.query(Draft).one()
    assert draft.title == "Why does my eyelid Bcc: x twitch?"
    assert draft.body == DETAILS


def test_fields_that_the_form_does_not_have_are_ignored(sqlite_app, make, browse):
    asha, ben = make.member("Asha"), make.member("Ben")
    start(
        browse(asha),
        member_id=str(ben.id),
        kind="reply",
        is_posted_on_confirm="1",
        article_id="1",
        status="removed",
    )
    draft = db.session.query(Draft).one()
    assert (draft.member_id, draft.kind, draft.is_posted_on_confirm, draft.article_id) == (
        asha.id,
        "question",
        False,
        None,
    )


def test_words_of_a_search_come_along(sqlite_app, browse):
    page = browse().get("/questions/ask?q=eyelid+%3Cb%3Etwitch").text
    assert 'value="eyelid &lt;b&gt;twitch"' in page


def test_question_remembers_the_article_it_came_from(sqlite_app, make, browse):
    with transaction():
        articles.seed_articles()
    browser = browse(make.member("Asha"))
    page = browser.get("/questions/ask?from=muscle-twitching&section=self-care").text
    assert 'name="from" value="muscle-twitching"' in page
    draft = ready(browser, **{"from": "muscle-twitching", "section": "self-care"})
    browser.post(f"{draft}/preview")
    question = db.session.query(Question).one()
    assert question.article_id is not None
    assert question.article_section == "self-care"


def test_unknown_article_is_no_obstacle(sqlite_app, browse):
    assert browse().get("/questions/ask?from=no-such%00article").status_code == 200


def test_sending_the_last_step_twice_posts_once_and_shows_the_question_both_times(
    app, make, browse
):
    browser = browse(make.member("Asha"))
    draft = ready(browser)
    first, second = (browser.post(f"{draft}/preview") for _ in range(2))
    assert first.location == second.location
    assert second.status_code == 303
    assert db.session.query(Post).count() == 1


def test_sending_the_first_step_twice_makes_one_draft(sqlite_app, make, browse):
    browser = browse(make.member("Asha"))
    key = "k" * 32
    first = start(browser, key=key)
    again = start(browser, key=key, title="Why do both my eyelids twitch all day?")
    assert first == again
    assert db.session.query(Draft).one().title.startswith("Why do both")


def test_form_sent_again_after_posting_makes_a_new_question(sqlite_app, make, browse):
    browser = browse(make.member("Asha"))
    for title in (TITLE, "Is there anything that helped your eyelid?"):
        browser.post(f"{ready(browser, key='k' * 32, title=title)}/preview")
    assert db.session.query(Question).count() == 2


def test_draft_that_was_emptied_leads_back_to_its_first_step(sqlite_app, make, browse):
    browser = browse(make.member("Asha"))
    draft = ready(browser)
    browser.post(f"{draft}/save", data={"title": "Help", "details": DETAILS})
    response = browser.post(f"{draft}/preview")
    assert response.status_code == 422
    assert 'href="#title"' in response.text
    assert db.session.query(Post).count() == 0


def test_suspended_member_is_told_why_and_keeps_the_draft(sqlite_app, make, browse):
    asha = make.member(
        "Asha", suspended_until=now() + timedelta(days=3), suspension_reason="Three warnings"
    )
    browser = browse(asha)
    draft = ready(browser)
    response = browser.post(f"{draft}/preview")
    assert response.status_code == 403
    assert "Three warnings" in response.text
    assert db.session.query(Draft).count() == 1


def test_question_about_an_anonymous_asker_names_nobody_on_the_last_step(sqlite_app, make, browse):
    browser = browse(make.member("Asha Petersen"))
    draft = ready(browser, is_anonymous="y")
    page = browser.get(f"{draft}/preview").text
    assert "Anonymous asker" in page
    assert "Asha Petersen" not in page.partition("<main")[2].partition("</main>")[0]


def test_similar_questions_are_counted_for_those_who_listen(sqlite_app, make, browse):
    for title in ("Left eyelid twitch all day long", "Eyelid twitch every single day"):
        make.question(make.member(), title)
    fragment = browse().fragment("GET", "/questions/similar?title=eyelid+twitch+all+day").text
    assert 'data-announce="2 similar questions found"' in fragment
    assert "<html" not in fragment
    page = browse().get("/questions/similar?title=eyelid+twitch+all+day").text
    assert "<html" in page
    assert "Left eyelid twitch all day long" in page


def test_similar_questions_bear_any_title(app, browse):
    for title in ("", "%", "\\", "_" * 200, "\x00", "'; drop table posts; --", "🫀" * 80):
        response = browse().get("/questions/similar", query_string={"title": title})
        assert response.status_code == 200


def test_already_asked_is_listed_on_the_second_step(sqlite_app, make, browse):
    make.question(make.member("Ben"), "Why does my right eyelid twitch all day?")
    browser = browse(make.member("Asha"))
    assert "Already asked" in browser.get(f"{start(browser)}/notes").text


def test_safety_step_is_passed_over_when_nothing_is_found(sqlite_app, make, browse):
    browser = browse(make.member("Asha"))
    draft = start(browser)
    assert browser.get(f"{draft}/safety").location == f"{draft}/preview"


@pytest.mark.parametrize("step", ["", "/notes", "/preview"])
def test_each_step_keeps_within_its_size(sqlite_app, make, browse, step):
    for number in range(8):
        make.question(
            make.member(),
            f"{TITLE} Number {number}",
            tags=[f"topic-{number}-{n}" for n in range(5)],
        )
    browser = browse(make.member("Asha"))
    draft = ready(browser)
    html = browser.get(f"{draft}{step}").data
    assert len(html) < 20_000
    assert len(gzip.compress(html)) < 6_000
