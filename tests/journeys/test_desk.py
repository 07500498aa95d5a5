"""Removal, undo, appeal and warning as the people concerned live through them."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

pytest.importorskip("playwright")
from playwright.sync_api import expect

from app.core.db import db, transaction
from app.moderation import services as moderation
from app.notifications.models import Notice
from app.recall.models import RecallNotice
from tests.journeys.axe import violations

ANSWER = "Had exactly this. Just leave the tablets off, mine cleared in two days."
NOTE = "Do not stop a prescribed medicine without asking your pharmacist or doctor first."
LATER = timedelta(minutes=5)
BOTH = pytest.mark.parametrize("js", [True, False], ids=["with-js", "without-js"])


class Cast:
    """Asha asked, Ben answered unsafely, Meg reported it; Mona and Dele moderate."""

    def __init__(self, stage):
        with stage as make:
            self.asha, self.ben, self.meg = (make.member(name) for name in ("Asha", "Ben", "Meg"))
            self.mona, self.dele = make.moderator(), make.moderator("Dele")
            self.answer = make.answer(self.ben, make.question(self.asha), ANSWER)
            with transaction():
                self.case_id = moderation.report_post(
                    self.meg, self.answer, kind="unsafe_advice"
                ).case_id

    def remove(self, stage):
        with stage, transaction():
            return moderation.remove_post(
                self.mona, self.answer, category="stop_change_medicine",
                reason="It told people to stop.", safer_note=NOTE,
            ).id  # fmt: skip


@pytest.fixture
def cast(site, stage):
    people = Cast(stage)
    site.deliver_mail(later=LATER)
    for mail in site.mailbox.glob("*.eml"):
        mail.unlink()
    with stage, transaction():
        db.session.query(Notice).delete()
    return people


@pytest.mark.browser
@BOTH
def test_removal_that_is_undone_at_once_is_told_to_nobody(site, stage, open_page, cast, js):
    desk = open_page(cast.mona, js=js)
    desk.goto(f"/moderation/queue/{cast.case_id}")
    if js:
        for key in ("u", "1", "Control+Enter"):
            desk.keyboard.press(key)
    else:
        desk.locator("[data-key=u]").first.click()
        desk.get_by_role("radio", name=re.compile("prescribed", re.I)).first.check(force=True)
        desk.locator("form.decide button.danger").first.click()
    expect(desk.locator(".undo")).to_contain_text(re.compile("Removed", re.I))
    reader = open_page(js=js)
    reader.goto(f"/a/{cast.answer.id}")
    expect(reader.get_by_text("We removed an answer here because it was unsafe")).to_be_visible()
    if js:
        desk.keyboard.press("z")
    else:
        desk.locator(".undo button").first.click()
    expect(desk.locator("main article").get_by_text(ANSWER).first).to_be_visible()

    reader.reload()
    expect(reader.get_by_text(ANSWER)).to_be_visible()
    site.deliver_mail(later=LATER)
    assert [mail.name for mail in site.mailbox.glob("*.eml")] == []
    with stage:
        assert db.session.query(Notice).count() == 0
        assert db.session.query(RecallNotice).count() == 0


@pytest.mark.browser
@BOTH
def test_author_appeals_and_another_moderator_puts_it_back(site, stage, open_page, cast, js):
    act_id = cast.remove(stage)
    author = open_page(cast.ben, js=js)
    author.goto("/notifications")
    author.locator(f"a[href='/actions/{act_id}']").first.click()
    expect(author.get_by_text(ANSWER, exact=False).first).to_be_visible()
    if js:
        assert violations(author) == []
    author.locator("textarea").first.fill("I only told what my own doctor had agreed to.")
    author.get_by_role("button", name="Send the appeal").click()

    desk = open_page(cast.dele, js=js)
    desk.goto("/moderation/appeals")
    desk.locator("table.audit a").first.click()
    desk.locator("input[name=outcome][value=overturned]").check(force=True)
    desk.locator("textarea[name=answer]").fill("You told your own story, so it can stay.")
    if js:
        assert violations(desk) == []
    desk.get_by_role("button", name="Send the answer").click()

    reader = open_page(js=js)
    reader.goto(f"/a/{cast.answer.id}")
    expect(reader.get_by_text(ANSWER)).to_be_visible()
    for member in (cast.ben, cast.mona):
        page = open_page(member, js=js)
        page.goto("/notifications")
        told = page.get_by_text("You told your own story, so it can stay", exact=False)
        expect(told.first).to_be_visible()


@pytest.mark.browser
@BOTH
def test_warned_member_sees_only_the_warning_until_it_is_ticked(stage, open_page, cast, js):
    text = "Please do not tell people to leave out a medicine. A pharmacist can say what is safe."
    with stage, transaction():
        moderation.warn_member(cast.mona, cast.ben, text=text)
    page = open_page(cast.ben, js=js)
    page.goto("/questions")
    expect(page.get_by_role("heading", level=1)).to_have_text("A message from the moderators")
    expect(page.get_by_text(text)).to_be_visible()
    if js:
        assert violations(page) == []
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("A message from the moderators")
    page.get_by_role("checkbox").check(force=True)
    page.get_by_role("button", name="Go on").click()
    page.goto("/questions")
    expect(page.get_by_text(text)).to_have_count(0)
