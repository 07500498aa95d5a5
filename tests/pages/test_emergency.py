"""Emergency numbers: the site's country first, all others on the same page, no script needed."""

from __future__ import annotations

import json
import re

import pytest

from app.safety.countries import countries
from app.web.country import dial


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


@pytest.mark.parametrize(("code", "number"), [("FR", "112"), ("IE", "112"), ("EU", "112")])
def test_country_of_the_european_union_gets_112(sqlite_app, browse, monkeypatch, code, number):
    monkeypatch.setitem(sqlite_app.config, "COUNTRY", code)
    page = browse().get("/emergency").text
    assert f'href="tel:{number}"' in page.split('class="panel"')[1].split("</section>")[0]


def test_reader_chooses_a_country_and_every_page_knows(sqlite_app, browse):
    browser = browse()
    assert re.search(r'value="GB" checked', browser.get("/emergency/country").text)
    response = browser.post("/emergency/country", data={"country": "IE"})
    assert (response.status_code, response.location) == (303, "/emergency")
    assert "HttpOnly" in response.headers["Set-Cookie"]
    page = browser.get("/emergency")
    assert re.findall(r"<h2>([^<]+)</h2>", page.text)[0] == "Ireland"
    assert page.headers["X-Country"] == "IE"
    assert "Emergency numbers: Ireland" in browser.get("/offline").text
    assert "Cookie" in page.headers["Vary"]


@pytest.mark.parametrize("code", ["", "ZZ", "<script>"])
def test_country_that_is_not_listed_is_refused(sqlite_app, browse, code):
    response = browse().post("/emergency/country", data={"country": code})
    assert response.status_code == 422
    assert "Choose a country." in response.text
    assert not any(one.startswith("country=") for one in response.headers.getlist("Set-Cookie"))


def test_cookie_that_somebody_wrote_by_hand_counts_for_nothing(sqlite_app, browse):
    browser = browse()
    browser.set_cookie("country", "<b>")
    assert re.findall(r"<h2>([^<]+)</h2>", browser.get("/emergency").text)[0] == "United Kingdom"


def test_address_can_name_the_country_without_remembering_it(sqlite_app, browse):
    page = browse().get("/emergency?country=NZ")
    assert re.findall(r"<h2>([^<]+)</h2>", page.text)[0] == "New Zealand"
    assert "Set-Cookie" not in page.headers


def test_service_worker_keeps_only_numbers_and_what_they_are_made_of(sqlite_app, browse):
    worker = browse().get("/sw.js")
    assert worker.mimetype == "text/javascript"
    kept = re.search(r"FILES\] = (\[.*?\]);", worker.text).group(1)
    assert [path.partition("?")[0] for path in json.loads(kept)] == [
        "/emergency", "/offline", "/static/app.css", "/static/app.js", "/static/icon.svg",
    ]  # fmt: skip
    assert 'credentials: "omit"' in worker.text
    assert "{{" not in worker.text
    for path in json.loads(kept):
        assert browse().get(path).status_code == 200


@pytest.mark.parametrize(
    ("number", "dialled"), [("13 11 14", "131114"), ("1-800-222-1222", "18002221222")]
)
def test_number_is_dialled_without_spaces(number, dialled):
    assert dial(number) == dialled


def test_page_stands_in_no_need_of_scripts_or_forms(sqlite_app, browse):
    main = browse().get("/emergency").text.split("<main")[1].split("</main>")[0]
    assert "<form" not in main
    assert "<script" not in main
