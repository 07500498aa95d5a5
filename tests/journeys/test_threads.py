"""Closing as a duplicate without script, locking until a day with keys, undoing both."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

pytest.importorskip("playwright")
from playwright.sync_api import expect

from app.core.clock import now
from tests.journeys.axe import violations

TITLE = "Why does my left eyelid flutter when I am tired?"
AGAIN = "Why does my left eyelid flutter when I feel tired?"


@pytest.fixture
def question(stage):
    with stage as make:
        asha, mona = make.member("Asha"), make.moderator()
        original = make.question(asha, TITLE)
        make.answer(make.member("Ben"), original)
        again = make.question(make.member("Meg"), AGAIN)
        return mona, original, again


@pytest.mark.browser
def test_duplicate_is_closed_and_opened_again_without_script(site, open_page, question):
    mona, original, again = question
    page, reader = open_page(mona, js=False), open_page(js=False)
    page.goto(f"/q/{again.id}")
    page.locator("article.question").get_by_role("link", name="Moderate").click()
    page.get_by_role("link", name=re.compile("^Close")).click()
    page.get_by_role("radio", name="It was asked before").check()
    page.get_by_role("radio", name=re.compile(re.escape(TITLE))).check()
    page.get_by_role("button", name="Close it").click()
    expect(page.get_by_role("status")).to_contain_text("The question is closed.")
    reader.goto(f"/q/{again.id}")
    expect(reader.get_by_text("it was asked before")).to_be_visible()
    expect(reader.get_by_role("link", name="Write an answer")).to_have_count(0)
    reader.get_by_role("link", name=TITLE).first.click()
    expect(reader).to_have_url(re.compile(rf"/questions/{original.id}/"))
    page.get_by_role("button", name=re.compile("^Undo")).first.click()
    expect(page.get_by_role("status")).to_contain_text("Taken back.")
    reader.goto(f"/q/{again.id}")
    expect(reader.get_by_role("link", name="Write an answer")).to_be_visible()


@pytest.mark.browser
def test_question_is_locked_until_a_day_with_keys_and_unlocked_with_z(site, open_page, question):
    mona, original, _again = question
    page, reader = open_page(mona), open_page()
    page.goto(f"/moderation/questions/{original.id}")
    assert violations(page) == []
    page.keyboard.press("l")
    expect(page.get_by_role("heading", name="Lock the question")).to_be_visible()
    assert violations(page) == []
    page.keyboard.press("1")
    page.get_by_label("Until").fill((now() + timedelta(days=4)).strftime("%Y-%m-%d"))
    page.get_by_label("Until").press("Control+Enter")
    expect(page.get_by_role("status")).to_contain_text("The question is locked.")
    reader.goto(f"/q/{original.id}")
    expect(reader.get_by_text("This question is locked until")).to_be_visible()
    assert violations(reader) == []
    expect(reader.get_by_role("link", name="Reply")).to_have_count(0)
    page.keyboard.press("z")
    expect(page.get_by_role("status")).to_contain_text("Taken back.")
    reader.reload()
    expect(reader.get_by_role("link", name="Reply").first).to_be_visible()
