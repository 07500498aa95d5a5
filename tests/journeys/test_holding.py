"""A held answer is rewritten and seen; personal data is blacked out; with and without script."""

from __future__ import annotations

import re

import pytest

pytest.importorskip("playwright")
from playwright.sync_api import expect

from tests.journeys.axe import violations

HELD = "Just stop taking your sertraline, you do not need it at all."
CLEAN = "Mine came down slowly over three months. Ask the prescriber how."
PRIVATE = "Ring me on 07700 900123 and I will tell you more about it."
BOTH = pytest.mark.parametrize("js", [True, False], ids=["with-js", "without-js"])


@pytest.mark.browser
@BOTH
def test_held_answer_says_why_and_is_seen_once_it_is_rewritten(site, stage, open_page, js):
    with stage as make:
        asha, ben = make.member("Asha"), make.member("Ben")
        question = make.question(asha)
    page, reader = open_page(ben, js=js), open_page(js=js)
    page.goto(f"/q/{question.id}")
    page.get_by_label("Your answer").fill(HELD)
    page.get_by_role("button", name="Post my answer").click()
    expect(page.get_by_text("Your answer is not visible yet.")).to_be_visible()
    expect(page.get_by_text("It reads as telling someone to change")).to_be_visible()
    if js:
        assert violations(page) == []
    reader.goto(f"/q/{question.id}")
    expect(reader.get_by_text(HELD)).to_have_count(0)
    page.get_by_role("link", name="Rewrite it").click()
    expect(page.get_by_label("Your answer")).to_have_value(HELD)
    page.get_by_label("Your answer").fill(CLEAN)
    page.get_by_role("button", name="Save the changes").click()
    expect(page.get_by_text("Your answer is not visible yet.")).to_have_count(0)
    reader.goto(f"/q/{question.id}")
    expect(reader.get_by_text(CLEAN)).to_be_visible()


@pytest.mark.browser
@BOTH
def test_telephone_number_is_blacked_out_in_a_click_before_posting(site, stage, open_page, js):
    with stage as make:
        asha, ben = make.member("Asha"), make.member("Ben")
        question = make.question(asha)
    page = open_page(ben, js=js)
    page.goto(f"/q/{question.id}")
    page.get_by_label("Your answer").fill(PRIVATE)
    page.get_by_role("button", name="Post my answer").click()
    expect(page.locator("mark", has_text="07700 900123")).to_be_visible()
    if js:
        assert violations(page) == []
    page.get_by_role("button", name="Black it out").click()
    field = page.get_by_label("Your answer")
    expect(field).to_have_value(PRIVATE.replace("07700 900123", "▇▇▇"))
    page.get_by_role("button", name="Post my answer").click()
    expect(page.locator("article.answer", has_text="Ring me on ▇▇▇")).to_be_visible()


@pytest.mark.browser
@BOTH
def test_reply_with_a_number_is_asked_about_in_its_place(site, stage, open_page, js):
    with stage as make:
        asha, ben = make.member("Asha"), make.member("Ben")
        question = make.question(asha)
    page = open_page(ben, js=js)
    page.goto(f"/q/{question.id}")
    page.locator("article.question").get_by_role("link", name="Ask for detail").click()
    page.get_by_label("Your reply").fill(PRIVATE)
    page.get_by_role("button", name="Post my reply").click()
    expect(page.locator("mark", has_text="07700 900123")).to_be_visible()
    page.get_by_role("button", name="Post it as it is").click()
    expect(page.get_by_text("Your reply is not visible yet.").first).to_be_visible()
    expect(page.get_by_text("It contains details that identify a person.").first).to_be_visible()


@pytest.mark.browser
@BOTH
def test_moderator_blacks_words_out_of_a_post_from_its_case(site, stage, open_page, js):
    with stage as make:
        asha, ben, mona = make.member("Asha"), make.member("Ben"), make.moderator()
        question = make.question(asha)
        make.answer(ben, question, PRIVATE)
    page = open_page(mona, js=js)
    page.goto("/moderation/queue")
    page.get_by_role("link", name=re.compile("Personal data")).click()
    if js:
        assert violations(page) == []
    page.get_by_role("button", name="Black it out").click()
    expect(page.get_by_text("Ring me on ▇▇▇").first).to_be_visible()
    expect(page.get_by_text("07700 900123")).to_have_count(0)
    page.get_by_role("button", name=re.compile("^Keep as edited")).click()
    reader = open_page(js=js)
    reader.goto(f"/q/{question.id}")
    expect(reader.get_by_text("Ring me on ▇▇▇")).to_be_visible()


@pytest.mark.browser
@BOTH
def test_author_deletes_a_held_answer_and_puts_it_back(site, stage, open_page, js):
    with stage as make:
        asha, ben = make.member("Asha"), make.member("Ben")
        question = make.question(asha)
        make.answer(ben, question, HELD)
    page = open_page(ben, js=js)
    page.goto(f"/q/{question.id}")
    page.locator("article.answer").get_by_role("button", name="Delete").click()
    expect(page.get_by_text("Your answer is deleted.")).to_be_visible()
    expect(page.get_by_text(HELD)).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Your answer is not visible yet.")).to_be_visible()
