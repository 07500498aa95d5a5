"""A member is reported from their page, a moderator clears it with three keys and takes it back."""

from __future__ import annotations

import re

import pytest

pytest.importorskip("playwright")
from playwright.sync_api import expect

from app.accounts.models import Member
from app.core.db import db
from app.moderation.models import Case
from tests.journeys.axe import violations

ABOUT = "Leg drops for twitchy people. Ask me for the price, you fools."


@pytest.mark.browser
@pytest.mark.parametrize("js", [True, False], ids=["with-script", "without-script"])
def test_report_of_a_member_from_the_link_to_the_undo(stage, open_page, js):
    with stage as make:
        shop, meg = make.member("Leg Shop", about=ABOUT), make.member("Meg")
        mona = make.moderator()
    reader = open_page(meg, js=js)
    reader.goto(f"/users/{shop.id}/leg-shop")
    reader.get_by_role("link", name="Report this member").click()
    reader.get_by_role("radio", name=re.compile("^Spam")).check()
    reader.get_by_label("What should the moderator know?").fill("It only sells something.")
    assert js is False or violations(reader) == []
    reader.get_by_role("button", name="Send the report").click()
    expect(reader.locator("main")).to_contain_text("Thank you. A moderator will look at it.")

    desk = open_page(mona, js=js)
    desk.goto("/moderation/queue")
    desk.get_by_role("link", name=re.compile("Leg Shop")).first.click()
    expect(desk.locator(".ctx")).to_contain_text("It only sells something.")
    expect(desk.get_by_role("heading", name="Clear the profile")).to_be_visible()
    assert js is False or violations(desk) == []
    if js:
        desk.keyboard.press("1")
        desk.keyboard.press("Control+Enter")
    else:
        desk.get_by_role("button", name="Clear it").click()
    expect(desk.locator(".undo")).to_contain_text("Cleared the profile of Leg Shop")
    with stage:
        assert db.session.get(Member, shop.id).about == ""
    reader.goto(f"/users/{shop.id}/leg-shop")
    expect(reader.locator("main")).not_to_contain_text("Leg drops")

    desk.get_by_role("button", name=re.compile("Undo")).click()
    expect(desk.locator(".undo")).to_contain_text("as it was before")
    reader.reload()
    expect(reader.locator("main")).to_contain_text("Leg drops")
    reader.goto("/notifications")
    expect(reader.locator("main")).not_to_contain_text("the profile that you reported")
    with stage:
        assert db.session.query(Case).filter_by(member_id=shop.id).one().state == "claimed"


@pytest.mark.browser
def test_held_text_says_why_and_is_shown_once_it_is_rewritten(stage, open_page):
    with stage as make:
        asha = make.member("Asha")
    page = open_page(asha)
    page.goto("/settings/profile")
    page.get_by_label("About you").fill("Just stop taking your sertraline, it worked for me.")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#held")).to_contain_text("telling someone to change a prescribed medicine")
    assert violations(page) == []
    visitor = open_page()
    visitor.goto(f"/users/{asha.id}/asha")
    expect(visitor.locator("main")).to_contain_text("A moderator is checking this profile.")
    assert violations(visitor) == []
    page.get_by_label("About you").fill("I came down slowly, together with my doctor.")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#held")).to_have_count(0)
    visitor.reload()
    expect(visitor.locator("main")).to_contain_text("together with my doctor")
