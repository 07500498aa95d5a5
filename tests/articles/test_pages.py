"""The pages of articles: reading, history, editing."""

from __future__ import annotations

import json
import re

import pytest

from app.articles import services
from app.core.db import transaction
from tests.articles.conftest import draft_of

PATH = "/articles/eyelids"
EDIT = "/moderation/articles/eyelids/edit"


@pytest.fixture
def seeded(sqlite_app):
    with transaction():
        return services.seed_articles()[0].article


def form_of(page: str) -> dict[str, str]:
    """The values of the edit form on a page."""
    found = dict(re.findall(r'<input[^>]* name="([a-z_]+)"[^>]* value="([^"]*)"', page))
    found |= dict(re.findall(r'<textarea[^>]* name="([a-z_]+)"[^>]*>\n?([^<]*)</textarea>', page))
    return found


def test_article_says_when_it_was_written_and_that_nobody_reviewed_it(seeded, browse):
    page = browse().get("/articles/muscle-twitching").text
    words = " ".join(re.sub(r"<[^>]+>", "", page).split())
    assert (
        "Written 23 November 2026 by the forum’s editors from public sources. "
        "Not yet reviewed by a clinician. Next review due 1 November 2029."
    ) in words


def test_article_ends_with_search_and_the_way_to_ask(seeded, browse):
    page = browse().get("/articles/muscle-twitching").text
    end = page[page.index("Couldn't find what you were looking for?") :]
    assert 'name="q"' in end
    assert "Still have something to ask? Get help from other members!" in end
    assert (
        'href="/questions/ask?from=muscle-twitching&amp;section=before-you-ask">'
        "Post your question on the forums</a>"
    ) in end


def test_every_line_of_the_contents_leads_to_a_heading(seeded, browse):
    page = browse().get("/articles/muscle-twitching").text
    toc = page[page.index('class="toc"') : page.index("</ol></nav>")]
    anchors = re.findall(r'href="#([^"]+)"', toc)
    assert len(anchors) == 14
    assert all(f'<h2 id="{anchor}">' in page for anchor in anchors)


def test_article_lists_the_questions_it_led_to(seeded, make, browse):
    question = make.question(make.member("Asha"), article_id=seeded.id)
    page = browse().get("/articles/muscle-twitching").text
    assert "Questions this article led to" in page
    assert f"/questions/{question.id}/" in page


def test_structured_data_claims_no_review_that_did_not_happen(seeded, browse):
    page = browse().get("/articles/muscle-twitching").text
    data = json.loads(re.findall(r'ld\+json">(.*?)</script>', page, re.S)[0])
    medical, crumbs = data["@graph"]
    assert medical["@type"] == "MedicalWebPage"
    assert "lastReviewed" not in medical
    assert len(medical["citation"]) == 6
    assert medical["citation"][0].startswith("NHS: Twitching eyes and muscles; ")
    assert crumbs["@type"] == "BreadcrumbList"


def test_a_real_review_is_named(sqlite_app, make, article, browse):
    edited = draft_of(article, reviewer="Dr Ada Byron", reviewed_on=article.written_on)
    with transaction():
        services.edit_article(
            make.moderator(), article, edited, reason="Reviewed by a neurologist.", revision=1
        )
    page = browse().get(PATH).text
    assert "by Dr Ada Byron." in page
    assert '"lastReviewed": "2026-11-23"' in page
    assert "Not yet reviewed" not in page


def test_history_shows_the_words_that_changed(sqlite_app, make, article, browse):
    body = article.body.replace("when people are tired", "when people sleep badly")
    with transaction():
        services.edit_article(
            make.moderator(), article, draft_of(article, body=body), reason="Clearer.", revision=1
        )
    page = browse().get(f"{PATH}/history").text
    assert "<del>are tired.</del><ins>sleep badly.</ins>" in page
    assert "Clearer." in page
    assert "nothing to compare" in browse().get(f"{PATH}/history?revision=1").text
    assert browse().get(f"{PATH}/history?revision=9").status_code == 404


def test_moderator_saves_an_edit_and_lands_on_the_article(sqlite_app, make, article, browse):
    browser = browse(make.moderator())
    form = form_of(browser.get(EDIT).text)
    answer = browser.post(EDIT, data=form | {"title": "Eyelids, explained", "reason": "Clearer."})
    assert (answer.status_code, answer.location) == (303, PATH)
    assert "Eyelids, explained" in browser.get(PATH).text


def test_refused_edit_keeps_every_word(sqlite_app, make, article, browse):
    browser = browse(make.moderator())
    form = form_of(browser.get(EDIT).text)
    answer = browser.post(EDIT, data=form | {"body": "Too short.", "review_due_on": "soon"})
    assert answer.status_code == 422
    assert "<title>Error: " in answer.text
    assert "Write the date as year-month-day" in answer.text
    assert "Too short." in answer.text
    assert 'value="soon"' in answer.text


def test_edit_of_an_old_version_shows_the_text_again(sqlite_app, make, article, browse):
    mona = make.moderator()
    browser = browse(mona)
    form = form_of(browser.get(EDIT).text) | {"title": "Mine, typed for an hour", "reason": "Mine"}
    with transaction():
        services.edit_article(mona, article, draft_of(article), reason="Faster.", revision=1)
    answer = browser.post(EDIT, data=form)
    assert answer.status_code == 409
    assert "Mine, typed for an hour" in answer.text
    assert browser.post(EDIT, data=form_of(answer.text)).status_code == 303


def test_preview_shows_the_text_and_keeps_nothing(sqlite_app, make, article, browse):
    browser = browse(make.moderator())
    form = form_of(browser.get(EDIT).text) | {"body": "## New section\n\nNew.", "preview": "1"}
    whole = browser.post(EDIT, data=form)
    part = browser.fragment("POST", EDIT, data=form)
    assert '<h2 id="new-section">' in whole.text
    assert part.text.lstrip().startswith('<section class="preview" id="preview"')
    assert "New section" not in browser.get(PATH).text


def test_preview_of_a_mistake_names_it(sqlite_app, make, article, browse):
    browser = browse(make.moderator())
    part = browser.fragment("POST", EDIT, data={"body": "::: warning\n:::", "preview": "1"})
    assert part.status_code == 422
    assert "“warning” is no block" in part.text


def test_visitor_sees_no_way_to_edit(sqlite_app, make, article, browse):
    assert "/edit" not in browse().get(PATH).text
    assert EDIT in browse(make.moderator()).get(PATH).text
