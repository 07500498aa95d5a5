"""The home page and search."""

from __future__ import annotations

import json
import re

from app.core.db import transaction
from app.moderation import services as moderation


def test_home_leads_with_the_pinned_article(pinned, browse):
    page = browse().get("/").text
    assert 'class="pinned" href="/articles/muscle-twitching"' in page
    assert "Not yet reviewed by a clinician." in page
    assert "minute read" in page


def test_home_without_article_and_questions_invites_to_ask(sqlite_app, browse):
    page = browse().get("/").text
    assert "No questions here yet. Ask the first one." in page
    assert 'class="pinned"' not in page


def test_home_shows_newest_and_waiting_questions_with_their_topics(sqlite_app, make, browse):
    asha = make.member("Asha")
    answered = make.question(asha, "A question that somebody answered?", tags=["calf"])
    make.answer(make.member("Ben"), answered)
    make.question(asha, "A question that still waits?", tags=["eyelid"])
    page = browse().get("/").text
    newest, waiting = page.split("Waiting for a first answer")
    assert newest.index("still waits?") < newest.index("somebody answered?")
    assert "still waits?" in waiting
    assert "somebody answered?" not in waiting
    assert 'href="/tags/calf"' in page


def test_home_names_no_anonymous_asker(sqlite_app, make, browse):
    asha = make.member("Asha")
    make.question(asha, "May I ask this without my name?", is_anonymous=True)
    page = browse().get("/").text
    assert "Anonymous asker" in page
    assert "Asha" not in page


def test_home_shows_the_latest_safety_notice_without_the_unsafe_words(sqlite_app, make, browse):
    answer = make.answer(
        make.member("Ben"), make.question(make.member("Asha")), "Just leave the tablets off."
    )
    mona = make.moderator()
    with transaction():
        moderation.remove_post(
            mona,
            answer,
            category="stop_change_medicine",
            reason="It told people to stop.",
            safer_note="Do not stop or change a prescribed medicine without asking first.",
        )
    page = browse().get("/").text
    assert "We removed an answer because it was unsafe. It told people to stop." in page
    assert f'href="/safety-notices/{answer.id}"' in page
    assert browse().get(f"/safety-notices/{answer.id}").status_code == 200
    assert "leave the tablets off" not in page


def test_home_tells_machines_how_to_search(sqlite_app, browse):
    data = json.loads(re.findall(r'ld\+json">(.*?)</script>', browse().get("/").text, re.S)[0])
    assert data["@type"] == "WebSite"
    assert data["potentialAction"]["target"]["urlTemplate"].endswith(
        "/search?q={search_term_string}"
    )


def test_search_finds_questions_and_articles_in_one_list(pinned, make, browse):
    make.question(make.member("Asha"), "My eyelid twitches whenever I am tired")
    page = browse().get("/search?q=eyelid+twitching").text
    assert "2 results" in page
    assert page.index("/articles/muscle-twitching") < page.index("My eyelid twitches whenever")


def test_search_without_a_match_says_so_and_carries_the_words_to_the_ask_form(pinned, browse):
    page = browse().get("/search?q=purple+%26+elephants").text
    assert "Nothing found for “purple &amp; elephants”." in page
    assert 'href="/questions/ask?q=purple+%26+elephants"' in page
    assert page.index("Nothing found") < page.index("Not what you need? Ask the members")


def test_search_page_without_words_offers_topics(sqlite_app, make, browse):
    make.question(make.member("Asha"), tags=["calf"])
    page = browse().get("/search").text
    assert "Or browse topics" in page
    assert 'href="/tags/calf"' in page
    assert "Nothing found" not in page


def test_search_shows_typed_markup_as_text(pinned, browse):
    page = browse().get("/search", query_string={"q": '"><script>alert(1)</script>'}).text
    assert "<script>alert" not in page


def test_search_survives_very_long_and_odd_words(sqlite_app, browse):
    for words in ("x" * 5000, "%%% ___ \\", "\x00\ud7ff", "a b c"):
        assert browse().get("/search", query_string={"q": words}).status_code == 200


def test_search_is_not_for_search_engines(pinned, browse):
    assert 'name="robots" content="noindex"' in browse().get("/search?q=eyelid").text
    assert "noindex" not in browse().get("/").text
