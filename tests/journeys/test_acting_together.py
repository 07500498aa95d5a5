"""Several people at once, the keyboard, and what happens when a session ends."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect


@pytest.mark.browser
def test_votes_of_two_people_at_once_both_count(site, stage, open_page):
    with stage as make:
        asha, ben, cleo = (make.member(name) for name in ("Asha", "Ben", "Cleo"))
        question = make.question(asha)
    pages = [open_page(member) for member in (ben, cleo)]
    for page in pages:
        page.goto(f"/q/{question.id}")
    for page in pages:
        page.locator("article.question").get_by_role("button", name=re.compile("^Helpful")).click()
    for page in pages:
        expect(page.locator("article.question [aria-pressed=true]")).to_have_count(1)
    with stage as make:
        from app.core.db import db
        from app.forum.models import Post

        assert db.session.get(Post, question.id).score == 2


@pytest.mark.browser
def test_vote_can_be_changed_and_taken_back_without_a_page_load(site, stage, open_page):
    with stage as make:
        asha, ben = make.member("Asha"), make.member("Ben")
        question = make.question(asha)
    page = open_page(ben)
    page.goto(f"/q/{question.id}")
    page.evaluate("window.stayed = true")
    helpful = page.locator("article.question").get_by_role("button", name=re.compile("^Helpful"))
    helpful.click()
    expect(helpful).to_have_attribute("aria-pressed", "true")
    helpful.click()
    expect(helpful).to_have_attribute("aria-pressed", "false")
    page.locator("article.question").get_by_role("button", name=re.compile("^Not helpful")).click()
    expect(page.get_by_text("Is it unsafe?", exact=False).first).to_be_visible()
    assert page.evaluate("window.stayed") is True


@pytest.mark.browser
@pytest.mark.parametrize("js", [True, False], ids=["with-js", "without-js"])
def test_answer_written_in_a_session_that_ended_is_brought_back(site, stage, open_page, js):
    with stage as make:
        from app.accounts import services as accounts

        asha = make.member("Asha")
        make.member("Ben", password_hash=accounts.hash_password("correct horse battery"))
        question = make.question(asha)
    page = open_page(js=js)
    page.goto("/login")
    page.get_by_label(re.compile("e-mail address or name", re.I)).fill("Ben")
    page.get_by_label("Password", exact=False).first.fill("correct horse battery")
    page.get_by_role("button", name="Sign in").click()
    page.goto(f"/q/{question.id}")
    page.get_by_label("Your answer", exact=False).last.fill("I would not like to write this twice.")
    with stage as make:
        from app.accounts.models import Member
        from app.core.db import db, transaction

        with transaction():  # signed out everywhere, from another device
            db.session.query(Member).filter_by(name="Ben").one().session_epoch += 1
    page.get_by_role("button", name="Post my answer").last.click()
    expect(page.get_by_text(re.compile("sign in", re.I)).first).to_be_visible()
    page.get_by_label(re.compile("e-mail address or name", re.I)).fill("Ben")
    page.get_by_label("Password", exact=False).first.fill("correct horse battery")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_label("Your answer", exact=False).last).to_have_value(
        "I would not like to write this twice."
    )
    page.get_by_role("button", name="Post my answer").last.click()
    expect(page.get_by_text("I would not like to write this twice.").first).to_be_visible()


@pytest.mark.browser
def test_keyboard_alone_reaches_the_content_and_votes(site, stage, open_page):
    with stage as make:
        asha, ben = make.member("Asha"), make.member("Ben")
        question = make.question(asha)
    page = open_page(ben)
    page.goto(f"/questions/{question.id}/x")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Skip to main content")
    page.keyboard.press("Enter")
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.locator(":focus").get_attribute("aria-label") or "Helpful" in (
            page.locator(":focus").inner_text() or ""
        ):
            break
    page.keyboard.press("Enter")
    expect(page.locator("article.question [aria-pressed=true]")).to_have_count(1)
    # Focus stays on what was pressed, so that the next Tab goes on from there.
    expect(page.locator(":focus")).to_have_attribute("aria-pressed", "true")
