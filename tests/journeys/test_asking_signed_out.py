"""Writing starts without an account, and nothing is lost on the way to one."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

TITLE = "My thumb jumps when I hold my phone. Does changing grip help?"
DETAILS = "It started about a month ago and lasts under a minute each time."
PASSWORD = "correct horse battery staple"


def write_question(page, *, anonymous: bool = False) -> None:
    page.goto("/questions/ask")
    page.get_by_label("Your question", exact=False).first.fill(TITLE)
    page.get_by_label("Details", exact=False).fill(DETAILS)
    page.get_by_label("Topics", exact=False).fill("hand, screen-time")
    if anonymous:
        page.get_by_label("Show me as Anonymous", exact=False).check(force=True)
    page.get_by_role("button", name="Continue").click()
    expect(page).to_have_url(re.compile("/notes$"))
    page.get_by_label("How long does one episode last?", exact=False).fill("under a minute")
    page.get_by_label("None of these").check(force=True)
    page.get_by_role("button", name="Continue").click()
    expect(page).to_have_url(re.compile("/preview$"))


@pytest.mark.browser
@pytest.mark.parametrize("js", [True, False], ids=["with-js", "without-js"])
def test_visitor_asks_and_the_question_appears_when_the_address_is_confirmed(site, open_page, js):
    page = open_page(js=js)
    write_question(page)
    page.get_by_label("E-mail", exact=False).first.fill("nina@example.org")
    page.get_by_label("Password", exact=False).first.fill(PASSWORD)
    page.get_by_role("button", name="Post my question").click()
    expect(page.get_by_text(re.compile("check your e-mail", re.I)).first).to_be_visible()

    visitor = open_page(js=js)
    visitor.goto("/questions")
    expect(visitor.get_by_text(TITLE)).to_have_count(0)

    page.goto(site.link_in_mail_to("nina@example.org"))
    page.get_by_role("button", name="Yes, this is my address").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(TITLE)
    expect(page.get_by_text("under a minute", exact=False).first).to_be_visible()
    expect(page.get_by_text("Your question is posted.", exact=False)).to_be_visible()

    visitor.goto("/questions")
    expect(visitor.get_by_text(TITLE)).to_be_visible()


@pytest.mark.browser
def test_anonymous_draft_stays_anonymous_through_sign_up(site, open_page):
    page = open_page()
    write_question(page, anonymous=True)
    page.get_by_label("E-mail", exact=False).first.fill("nina.petersen@example.org")
    page.get_by_label("Password", exact=False).first.fill(PASSWORD)
    page.get_by_role("button", name="Post my question").click()
    expect(page.get_by_text(re.compile("check your e-mail", re.I)).first).to_be_visible()
    page.goto(site.link_in_mail_to("nina.petersen@example.org"))
    page.get_by_role("button", name="Yes, this is my address").click()
    expect(page.get_by_text("Anonymous asker").first).to_be_visible()
    path = re.sub(r"[?#].*", "", page.url)

    visitor = open_page()
    visitor.goto(path)
    expect(visitor.get_by_text("Anonymous asker").first).to_be_visible()
    assert "nina" not in visitor.content().lower()
    assert "/users/" not in visitor.locator("article.question").inner_html()


@pytest.mark.browser
def test_member_who_signs_in_on_the_way_finds_the_draft(site, stage, open_page):
    with stage as make:
        from app.accounts import services as accounts

        make.member("Asha", password_hash=accounts.hash_password(PASSWORD))
    page = open_page()
    write_question(page)
    draft = page.url
    page.goto(f"/login?next={draft.removeprefix(site.url)}")
    page.get_by_label(re.compile("e-mail address or name", re.I)).fill("Asha")
    page.get_by_label("Password", exact=False).first.fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page).to_have_url(draft)
    page.get_by_role("button", name="Post my question").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(TITLE)


@pytest.mark.browser
def test_similar_questions_appear_while_the_title_is_typed(site, stage, open_page):
    with stage as make:
        make.question(make.member("Asha"), "Thumb jumps when I hold my phone, is it the grip?")
    page = open_page()
    page.goto("/questions/ask")
    page.get_by_label("Your question", exact=False).first.press_sequentially(
        "my thumb jumps when holding a phone", delay=10
    )
    region = page.locator("#similar")
    expect(region.get_by_role("link", name=re.compile("Thumb jumps"))).to_be_visible()
    expect(page.locator("[role=status]").first).to_contain_text("1 similar question")
