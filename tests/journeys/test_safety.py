"""The safety step in a real browser, and emergency numbers without a network."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.forum.test_safety_step import HARMLESS, STROKE, SUICIDAL
from tests.journeys.axe import violations

BOTH = pytest.mark.parametrize("js", [True, False], ids=["with-js", "without-js"])
TITLE = "What could this be, has anybody had it?"


def ask(page, details: str, *, ticked: str = "None of these") -> None:
    """Steps 1 and 2 of asking."""
    page.goto("/questions/ask")
    page.get_by_label("Your question", exact=False).first.fill(TITLE)
    page.get_by_label("Details", exact=False).fill(details)
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("group", name="Do you also have any of these?")).to_be_visible()
    page.get_by_label(ticked).check(force=True)
    page.get_by_role("button", name="Continue").click()


def post(page) -> None:
    """Step 4."""
    expect(page).to_have_url(re.compile("/preview$"))
    page.get_by_role("button", name="Post my question").click()
    expect(page.get_by_text("Your question is posted.", exact=False)).to_be_visible()


@pytest.mark.browser
@BOTH
def test_emergency_interrupts_and_no_goes_on(site, stage, open_page, js):
    with stage as make:
        asha, mona = make.member("Asha"), make.moderator()
    page = open_page(asha, js=js)
    ask(page, STROKE)
    expect(page.get_by_role("heading", level=1)).to_have_text("Please read this before you post")
    expect(page.get_by_role("link", name="Call 999")).to_have_attribute("href", "tel:999")
    assert page.locator("input[type=radio]:checked").count() == 0
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
    if js:
        assert violations(page) == []
    page.get_by_label("No, it was in the past or has been checked").check(force=True)
    page.get_by_role("button", name="Continue").click()
    post(page)
    expect(page.get_by_text("this is past or has been checked", exact=False)).to_be_visible()

    desk = open_page(mona, js=js)
    desk.goto("/moderation/queue")
    desk.get_by_role("link", name=re.compile(re.escape(TITLE))).first.click()
    expect(desk.get_by_text("it was in the past or has been checked", exact=False)).to_be_visible()


@pytest.mark.browser
@BOTH
def test_yes_shows_whom_to_call_and_the_question_can_be_posted_anyway(site, stage, open_page, js):
    with stage as make:
        asha = make.member("Asha")
    page = open_page(asha, js=js)
    ask(page, HARMLESS, ticked="Trouble breathing, or I cannot swallow")
    page.get_by_label("Yes, or I am not sure").check(force=True)
    page.get_by_role("button", name="Continue").click()
    heading = "Please call now. We saved your question as a draft."
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)
    if js:
        assert violations(page) == []
    page.get_by_role("button", name="Post it anyway").click()
    post(page)
    visitor = open_page(js=js)
    visitor.goto(re.sub(r"[?#].*", "", page.url))
    expect(visitor.get_by_role("heading", name=re.compile("Call 999 now if:"))).to_be_visible()
    if js:
        assert violations(visitor) == []


@pytest.mark.browser
@BOTH
def test_words_of_suicide_bring_the_crisis_line_and_stay_out_of_lists(site, stage, open_page, js):
    with stage as make:
        asha, mona = make.member("Asha"), make.moderator()
    page = open_page(asha, js=js)
    ask(page, SUICIDAL)
    expect(page.get_by_role("link", name="116 123")).to_have_attribute("href", "tel:116123")
    if js:
        assert violations(page) == []
    page.get_by_label("Yes, or I am not sure").check(force=True)
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("link", name="116 123")).to_be_visible()
    page.get_by_role("button", name="Post it anyway").click()
    post(page)
    address = re.sub(r"[?#].*", "", page.url)
    expect(page.get_by_role("link", name="116 123")).to_be_visible()

    visitor = open_page(js=js)
    visitor.goto("/questions")
    expect(visitor.get_by_text(TITLE)).to_have_count(0)
    visitor.goto(address)
    expect(visitor.get_by_role("link", name="116 123")).to_have_count(0)

    moderator = open_page(mona, js=js)
    moderator.goto(address)
    moderator.get_by_label("Your answer", exact=False).last.fill("I am glad that you wrote to us.")
    moderator.get_by_role("button", name="Post my answer").last.click()
    expect(moderator.get_by_text("I am glad that you wrote to us.").first).to_be_visible()
    visitor.goto("/questions")
    expect(visitor.get_by_text(TITLE)).to_have_count(1)


@pytest.mark.browser
@BOTH
def test_urgent_card_does_not_interrupt_and_a_visitor_sees_it(site, stage, open_page, js):
    with stage as make:
        asha = make.member("Asha")
    page = open_page(asha, js=js)
    ask(page, HARMLESS, ticked="A new medicine, or a changed dose")
    post(page)
    visitor = open_page(js=js)
    visitor.goto(re.sub(r"[?#].*", "", page.url))
    heading = "Speak to a doctor or pharmacist today or in the next days if:"
    expect(visitor.get_by_role("heading", name=re.compile(heading))).to_be_visible()
    if js:
        assert violations(visitor) == []


@pytest.mark.browser
@BOTH
def test_last_step_opened_by_its_address_leads_through_signs_and_interruption(
    site, stage, open_page, js
):
    with stage as make:
        asha = make.member("Asha")
    page = open_page(asha, js=js)
    page.goto("/questions/ask")
    page.get_by_label("Your question", exact=False).first.fill(TITLE)
    page.get_by_label("Details", exact=False).fill(STROKE)
    page.get_by_role("button", name="Continue").click()
    expect(page).to_have_url(re.compile("/notes$"))
    page.get_by_label("Which places?", exact=False).fill("left side of my face")
    page.get_by_role("button", name="Back").click()
    expect(page.get_by_label("Details", exact=False)).to_have_value(STROKE)
    draft = page.url
    page.goto(f"{draft}/preview")
    expect(page.get_by_text("One thing before the last step", exact=False)).to_be_visible()
    expect(page.get_by_label("Which places?", exact=False)).to_have_value("left side of my face")
    if js:
        assert violations(page) == []
    page.get_by_label("None of these").check(force=True)
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Please read this before you post")
    page.goto(f"{draft}/preview")
    expect(page).to_have_url(re.compile("/safety$"))
    page.get_by_label("No, it was in the past or has been checked").check(force=True)
    page.get_by_role("button", name="Continue").click()
    post(page)


@pytest.mark.browser
def test_fields_stay_where_they_are_and_saving_tells_the_time(site, stage, open_page):
    with stage as make:
        asha = make.member("Asha")
        for number in range(5):
            make.question(asha, f"Why does my left eyelid twitch all day, number {number}?")
    page = open_page()
    page.goto("/questions/ask")
    expect(page.get_by_text("Questions like yours show here while you type.")).to_be_visible()
    before = page.locator("#details").bounding_box()
    page.locator("#title").press_sequentially("Why does my left eyelid twitch")
    expect(page.locator("#similar a")).to_have_count(5)
    assert page.locator("#details").bounding_box() == before
    assert violations(page) == []
    page.get_by_label("Details", exact=False).fill(HARMLESS)
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("Which places?", exact=False).fill("left lower eyelid")
    expect(page.locator(".saved")).to_have_text(re.compile(r"^Draft saved \d\d:\d\d\.$"))


@pytest.mark.browser
@BOTH
def test_moderator_lowers_a_false_card_and_takes_it_back(site, stage, open_page, js):
    with stage as make:
        asha, mona = make.member("Asha"), make.moderator()
        question = make.question(asha, TITLE, body=STROKE)
    page, reader = open_page(mona, js=js), open_page(js=js)
    card = re.compile("Call 999 now if:")
    reader.goto(f"/q/{question.id}")
    expect(reader.get_by_role("heading", name=card)).to_be_visible()
    page.goto(f"/q/{question.id}")
    page.get_by_role("link", name="Warning sign").click()
    expect(page.locator("mark").first).to_be_visible()
    if js:
        assert violations(page) == []
    page.get_by_label("Card above the question").select_option("No card")
    page.get_by_role("button", name="Change the card").click()
    expect(page.get_by_text("The person who asked is not told.", exact=False)).to_be_visible()
    reader.reload()
    expect(reader.get_by_role("heading", name=card)).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("heading", name=card)).to_be_visible()


@pytest.mark.browser
def test_numbers_work_without_a_network_after_the_first_visit(site, stage, open_page):
    with stage as make:
        asha = make.member("Asha")
        question = make.question(asha, "A question that no device may keep, or may it?")
    page = open_page(asha, service_workers="allow")
    page.goto(f"/q/{question.id}")
    page.evaluate("navigator.serviceWorker.ready.then((one) => one.active.state)")
    page.goto("/emergency/country")
    page.get_by_label("Ireland").check(force=True)
    page.get_by_role("button", name="Show these numbers").click()
    expect(page.get_by_role("heading", level=2).first).to_have_text("Ireland")
    page.wait_for_function(
        "caches.match('/emergency').then((kept) => kept.text())"
        ".then((text) => text.indexOf('Ireland') < text.indexOf('United Kingdom'))"
    )

    page.context.set_offline(True)
    page.goto("/emergency")
    expect(page.get_by_role("heading", level=2).first).to_have_text("Ireland")
    expect(page.get_by_role("link", name="112", exact=True).first).to_be_visible()
    assert page.evaluate("getComputedStyle(document.querySelector('.panel')).borderTopStyle")
    page.goto(f"/questions/{question.id}")
    expect(page.get_by_role("heading", level=1)).to_have_text("You are offline")
    expect(page.get_by_role("link", name="999", exact=True)).to_be_visible()
    assert violations(page) == []

    kept = page.evaluate(
        "caches.keys().then((names) => caches.open(names[0])).then((one) => one.keys())"
        ".then((all) => Promise.all(all.map(async (one) => ["
        "new URL(one.url).pathname, await (await caches.match(one)).text()])))"
    )
    assert {path for path, _ in kept} == {
        "/emergency", "/offline", "/static/app.css", "/static/app.js", "/static/icon.svg",
    }  # fmt: skip
    assert not [path for path, text in kept if "Asha" in text or "no device may keep" in text]

    page.context.set_offline(False)
    page.get_by_role("link", name="Try again").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("A question that no device")
