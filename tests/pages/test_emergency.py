"""Emergency numbers: the site's country first, all others on the same page, no script needed."""

from __future__ import annotations

import re

import pytest

from app.pages.routes.emergency import dial
from app.safety.countries import countries


def test_own_country_comes_first(sqlite_app, browse, monkeypatch):
    monkeypatch.setitem(sqlite_app.config, "COUNTRY", "NZ")
    headings = re.findall(r"<h[23]>([^<]+)</h[23]>", browse().get("/emergency").text)
    assert headings[0] == "New Zealand"
    assert headings.count("New Zealand") == 1


def test_every_number_can_be_dialled_and_read(sqlite_app, browse):
    page = browse().get("/emergency").text
    for country in countries().values():
        for line in country.lines.values():
            if line.number:
                assert f'href="tel:{dial(line.number)}">{line.number}</a>' in page
                assert f'id="{country.code}"' in page


def test_country_without_an_entry_gets_generic_words(sqlite_app, browse, monkeypatch):
    monkeypatch.setitem(sqlite_app.config, "COUNTRY", "ZZ")
    page = browse().get("/emergency").text
    assert "your local emergency number" in page
    assert 'href="tel:112"' in page
    assert "None" not in page


@pytest.mark.parametrize(
    ("number", "dialled"), [("13 11 14", "131114"), ("1-800-222-1222", "18002221222")]
)
def test_number_is_dialled_without_spaces(number, dialled):
    assert dial(number) == dialled


def test_page_stands_in_no_need_of_scripts_or_forms(sqlite_app, browse):
    main = browse().get("/emergency").text.split("<main")[1].split("</main>")[0]
    assert "<form" not in main
    assert "<script" not in main
