"""Pages stay small, cost few queries at any size, and give visitors no cookie (design 7)."""

from __future__ import annotations

import gzip

import pytest

from app.core.db import transaction

#: Bytes of a kB; the design counts in thousands.
KB = 1000


def weight(page) -> tuple[int, int]:
    """(raw, gzipped) size of a page in bytes."""
    body = page.get_data()
    return len(body), len(gzip.compress(body, 6))


def fill(make, *, questions: int) -> None:
    with transaction():
        asha, ben = make.member(), make.member()
        for number in range(questions):
            question = make.question(
                asha,
                f"Has anybody felt a flutter like this one for {number} weeks in the left eyelid?",
                tags=[f"topic {number % 15}", "eyelid", "sleep"],
            )
            if number % 3:
                make.answer(ben, question)


def test_article_is_within_its_budget(pinned, make, browse):
    with transaction():
        asha = make.member("Asha")
        for number in range(8):
            make.question(
                asha, f"What helped you when it went on for {number} weeks?", article_id=pinned.id
            )
    raw, packed = weight(browse().get("/articles/muscle-twitching"))
    assert raw <= 30 * KB
    assert packed <= 9 * KB


def test_home_is_within_its_budget(pinned, make, browse):
    fill(make, questions=30)
    raw, packed = weight(browse().get("/"))
    assert raw <= 25 * KB
    assert packed <= 7 * KB


def test_search_is_within_its_budget(pinned, make, browse):
    fill(make, questions=60)
    raw, packed = weight(browse().get("/search?q=flutter+eyelid"))
    assert raw <= 30 * KB
    assert packed <= 9 * KB


@pytest.mark.parametrize(
    ("path", "most"),
    [
        ("/", 7),
        ("/search?q=flutter", 3),
        ("/articles", 1),
        ("/articles/muscle-twitching", 2),
        ("/users", 1),
        ("/feed.atom", 2),
        ("/help", 0),
        ("/emergency", 0),
    ],
)
def test_page_needs_as_many_queries_with_many_questions_as_with_few(
    pinned, make, browse, counted, path, most
):
    fill(make, questions=3)
    with counted() as few:
        assert browse().get(path).status_code == 200
    fill(make, questions=40)
    with counted() as many:
        browse().get(path)
    assert len(few) == len(many) <= most


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/search?q=eyelid",
        "/articles",
        "/articles/muscle-twitching",
        "/articles/muscle-twitching/history",
        "/users",
        "/help",
        "/privacy",
        "/contact",
        "/emergency",
        "/feed.atom",
    ],
)
def test_reading_as_a_visitor_sets_no_cookie_and_can_be_cached(pinned, browse, path):
    page = browse().get(path)
    assert page.status_code == 200
    assert "Set-Cookie" not in page.headers
    assert "no-store" not in page.headers["Cache-Control"]
    assert "csrf_token" not in page.text
