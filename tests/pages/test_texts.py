"""Help and the other texts: they hang together, and say only what is true."""

from __future__ import annotations

import re

import pytest

from app.moderation.reasons import shipped_reasons
from app.pages.routes.texts import TEXT_PAGES


@pytest.mark.parametrize("page", TEXT_PAGES, ids=lambda page: page.endpoint)
def test_text_page_has_one_title_and_leads_to_all_others(sqlite_app, browse, page):
    text = browse().get(page.path).text
    assert len(re.findall(r"<h1[ >]", text)) == 1
    assert f'href="{page.path}" aria-current="page"' in text
    assert all(f'href="{other.path}"' in text for other in TEXT_PAGES)
    assert "noindex" not in text


def test_links_of_the_texts_lead_somewhere(sqlite_app, browse):
    found = {
        link
        for page in TEXT_PAGES
        for link in re.findall(r'href="(/[^"#?]*)', browse().get(page.path).text)
    }
    broken = [link for link in sorted(found) if browse().get(link).status_code >= 400]
    assert broken == []


@pytest.mark.parametrize("path", ["/help/unsafe-advice", "/help/after-unsafe-advice"])
def test_every_kind_of_unsafe_advice_is_explained(sqlite_app, browse, path):
    text = browse().get(path).text
    missing = [code for code in shipped_reasons().unsafe if f'id="{code}"' not in text]
    assert missing == []
    assert "not yet reviewed by a clinician" in text


def test_help_names_the_weight_of_reports_that_hides_a_post(sqlite_app, browse, monkeypatch):
    monkeypatch.setitem(sqlite_app.config, "HIDE_UNSAFE_AT", 7)
    assert "as unsafe weigh 7 together" in browse().get("/help/unsafe-advice").text


def test_contact_shows_the_address_when_there_is_one(sqlite_app, browse, monkeypatch):
    assert "mailto:" not in browse().get("/contact").text
    monkeypatch.setitem(sqlite_app.config, "CONTACT_EMAIL", "hello@example.org")
    assert 'href="mailto:hello@example.org"' in browse().get("/contact").text
