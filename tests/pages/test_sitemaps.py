"""Sitemaps list canonical pages that search engines may show, and nothing else."""

from __future__ import annotations

import re

from app.core.db import transaction
from app.forum import services as forum
from app.pages import queries

LONG = "It flickers on and off through the day, mostly when I sit still. " * 5


def places(browse, path):
    return re.findall(r"<loc>https?://[^/]+(/[^<]*)</loc>", browse().get(path).text)


def test_index_leads_to_files_that_exist(pinned, make, browse):
    make.question(make.member("Asha"))
    files = places(browse, "/sitemap.xml")
    assert len(files) == 4
    assert all(browse().get(file).mimetype == "application/xml" for file in files)


def test_questions_in_view_are_listed_unless_they_are_short_and_unanswered(app, make, browse):
    asha, ben = make.member("Asha"), make.member("Ben")
    long, answered, short, gone = (
        make.question(asha, body=body)
        for body in (
            LONG,
            "A short one that gets an answer.",
            "A short one that still waits.",
            LONG,
        )
    )
    make.answer(ben, answered)
    with transaction():
        forum.withdraw_post(asha, gone)
    listed = places(browse, "/sitemaps/questions-1.xml")
    assert [int(path.split("/")[2]) for path in listed] == [long.id, answered.id]
    assert short.id  # it exists, and is not listed


def test_listed_pages_open_and_are_not_noindex(pinned, make, browse):
    with transaction():
        asha = make.member("Asha")
        for _ in range(3):
            make.question(asha, body=LONG, tags=["calf"])
        make.question(asha, body="Quite a short one, so to speak.", tags=["rare"])
    for file in places(browse, "/sitemap.xml"):
        for path in places(browse, file):
            page = browse().get(path)
            assert page.status_code == 200, path
            assert 'content="noindex"' not in page.text, path
    assert places(browse, "/sitemaps/topics-1.xml") == ["/tags/calf"]


def test_many_posts_make_several_files(app, make, monkeypatch):
    monkeypatch.setattr(queries, "SITEMAP_IDS", 2)
    asha = make.member("Asha")
    posted = [make.question(asha, body=LONG).id for _ in range(4)]
    found = [
        int(place.path.split("/")[2])
        for number in range(1, queries.question_files() + 1)
        for place in queries.question_places(number)
    ]
    assert found == posted
