"""Lists and topics: orders, filters, pages, and what search engines are told."""

from __future__ import annotations

import base64
import gzip
import re

import pytest

from app.core.db import db, transaction
from app.forum import services as forum
from app.forum.models import Post, Question
from app.forum.notes import Notes
from app.votes import services as votes

NOINDEX = '<meta name="robots" content="noindex">'


def text_of(response):
    return response.get_data(as_text=True)


def ids_in(page):
    return [int(found) for found in re.findall(r'<h3 dir="auto"><a href="/questions/(\d+)/', page)]


def test_row_shows_notes_topics_author_and_what_came_of_it(sqlite_app, make, browse):
    asha, ben = make.member("Asha"), make.member("Ben")
    question = make.question(
        asha, tags=["screen-time"], notes=Notes(noticed="3 weeks ago", same_muscle="yes")
    )
    with transaction():
        forum.accept_answer(asha, make.answer(ben, question))
    page = text_of(browse().get("/questions"))
    assert "Noticed <b><bdi>3 weeks ago</bdi></b>" in page
    assert "Same muscle" in page
    assert '<a class="tag" href="/tags/screen-time">screen time</a>' in page
    assert "<b>1</b> answer" in page
    assert "helped" in page


def test_anonymous_asker_is_masked_in_lists(sqlite_app, make, browse):
    asha = make.member("Ashatella")
    make.question(asha, is_anonymous=True)
    for path in ("/questions", "/tags/eyelid"):
        page = text_of(browse(asha).get(path))
        assert "Anonymous asker" in page
        assert "Ashatella" not in re.sub(r"<header.*?</header>", "", page, flags=re.S)


def test_hidden_removed_and_deleted_questions_are_in_no_list(sqlite_app, make, browse):
    asha = make.member("Asha")
    shown = make.question(asha)
    hidden, removed, gone = (make.question(asha) for _ in range(3))
    with transaction():
        forum.set_status(hidden, "hidden")
        forum.bury(removed, category=None, reason="spam", safer_note="")
        forum.withdraw_post(asha, gone)
    for viewer in (None, asha, make.moderator()):
        for path in (
            "/questions",
            "/questions?sort=votes",
            "/questions?sort=active",
            "/tags/eyelid",
        ):
            assert ids_in(text_of(browse(viewer).get(path))) == [shown.id], path


def test_orders_and_the_filter_of_waiting_questions(sqlite_app, make, browse):
    asha, ben = make.member("Asha"), make.member("Ben")
    first, second, third = (make.question(asha) for _ in range(3))
    make.answer(ben, first)
    with transaction():
        votes.cast_vote(ben, second, 1)
    expected = {
        "/questions": [third.id, second.id, first.id],
        "/questions?sort=active": [first.id, third.id, second.id],
        "/questions?sort=votes": [second.id, third.id, first.id],
        "/questions?filter=waiting": [third.id, second.id],
        "/questions?sort=no-such-order": [third.id, second.id, first.id],
    }
    for path, ids in expected.items():
        assert ids_in(text_of(browse().get(path))) == ids, path


def test_older_questions_follow_without_gap_or_repetition(app, make, browse):
    asha, ben = make.member("Asha"), make.member("Ben")
    with transaction():
        made = [make.question(asha).id for _ in range(45)]
        for number in range(0, 45, 3):
            votes.cast_vote(ben, db.session.get(Post, made[number]), 1)
    for start in ("/questions", "/questions?sort=active", "/questions?sort=votes", "/tags/eyelid"):
        seen, path = [], start
        while path:
            page = text_of(browse().get(path))
            seen += ids_in(page)
            following = re.search(r'rel="next" href="([^"]+)"', page)
            path = following and following.group(1).replace("&amp;", "&")
        assert len(seen) == 45, start
        assert sorted(seen) == made, start


def test_sorted_and_filtered_copies_name_the_plain_list_as_theirs(sqlite_app, make, browse):
    make.question(make.member("Asha"))
    canonical = '<link rel="canonical" href="http://127.0.0.1:8000/questions">'
    plain = text_of(browse().get("/questions"))
    assert canonical in plain
    assert NOINDEX not in plain
    for path in ("/questions?sort=votes", "/questions?filter=waiting"):
        copy = text_of(browse().get(path))
        assert canonical in copy
        assert NOINDEX in copy


def test_topic_with_few_questions_is_kept_from_search_engines(sqlite_app, make, browse):
    asha = make.member("Asha")
    make.question(asha)
    make.question(asha)
    assert NOINDEX in text_of(browse().get("/tags/eyelid"))
    make.question(asha)
    assert NOINDEX not in text_of(browse().get("/tags/eyelid"))


def test_topics_are_listed_with_their_number_of_questions(sqlite_app, make, browse):
    make.question(make.member("Asha"), tags=["night-cramps"])
    page = text_of(browse().get("/tags"))
    assert 'href="/tags/night-cramps">night cramps</a>' in page
    assert "1 question<" in page


def test_empty_lists_say_what_to_do_next(sqlite_app, make, browse):
    page = text_of(browse().get("/questions"))
    assert "No questions here yet." in page
    assert "Ask the first one" in page


def test_full_list_keeps_within_its_budget(sqlite_app, make, browse):
    asha = make.member("Asha")
    notes = Notes("3 weeks ago", "A few seconds", "many_a_day", "Left lower eyelid", "yes")
    title = "Left eyelid has twitched most days for weeks now. Did anything help you, number {}?"
    with transaction():
        for number in range(21):
            make.question(
                asha,
                title.format(number),
                notes=notes,
                tags=["eyelid", "screen-time", "caffeine", "sleep"],
            )
    body = browse().get("/questions").get_data()
    assert len(body) < 25_000
    assert len(gzip.compress(body)) < 7_000


@pytest.mark.parametrize(
    "values",
    [
        "[]",
        "[1e999]",
        '["2026-01-01T00:00:00", 1]',
        '[["2026"], 1]',
        "[99999999999]",
        "[1, 2, 3]",
        "7",
    ],
)
def test_page_that_no_list_ever_made_is_not_found(app, make, browse, values):
    question = make.question(make.member("Asha"))
    cursor = base64.urlsafe_b64encode(values.encode()).decode().rstrip("=")
    path = db.session.get(Question, question.id).path
    lists = ("/questions?", "/questions?sort=active&", "/questions?sort=votes&", "/tags?")
    for start in (*lists, "/tags/eyelid?", f"{path}?", f"{path}?sort=newest&"):
        response = browse().get(f"{start}page={cursor}")
        assert response.status_code == 404, start
