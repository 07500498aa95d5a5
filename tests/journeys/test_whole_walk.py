"""The mission in one walk, with JavaScript on and off.

A person reads the pinned article, follows its last line, asks; another answers; people talk and
vote; the asker marks what helped; somebody reports unsafe advice; a moderator removes it with a
reason, and its place says so.
"""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.axe import violations

UNSAFE = "Had exactly this. Just leave the tablets off, mine cleared in two days."
SAFER = "We removed an answer here because it was unsafe"


@pytest.mark.browser
@pytest.mark.parametrize("js", [True, False], ids=["with-js", "without-js"])
def test_from_the_article_to_the_tombstone(site, stage, open_page, js):
    with stage as make:
        asha, ben, cleo = (make.member(name) for name in ("Asha", "Ben", "Cleo"))
        mona = make.moderator()

    # Asha reads the article from the home page and follows its last line.
    asking = open_page(asha, js=js)
    asking.goto("/")
    asking.get_by_role("link", name=re.compile("Muscle twitching: causes, self-care")).first.click()
    expect(asking.get_by_role("heading", level=1)).to_contain_text("Muscle twitching")
    asking.get_by_role("link", name="Post your question on the forums").click()
    assert "from=muscle-twitching" in asking.url

    # She asks, in steps.
    asking.get_by_label("Your question", exact=False).first.fill(
        "Twitching started a week after a new tablet. Did that happen to you?"
    )
    asking.get_by_label("Details", exact=False).fill(
        "My arms and one calf twitch since last Tuesday, mostly in the evening."
    )
    asking.get_by_label("Topics", exact=False).fill("medicine, calf")
    asking.get_by_role("button", name="Continue").click()
    expect(asking).to_have_url(re.compile(r"/questions/ask/[\w-]+/notes$"))
    asking.get_by_label("When did you first notice it?", exact=False).fill("8 days ago")
    asking.get_by_label("Which places?", exact=False).fill("arms, one calf")
    asking.get_by_role("radio", name="No, it moves around").check(force=True)
    asking.get_by_label("None of these").check(force=True)
    asking.get_by_role("button", name="Continue").click()
    expect(asking).to_have_url(re.compile(r"/questions/ask/[\w-]+/preview$"))
    expect(asking.get_by_text("8 days ago").first).to_be_visible()
    assert violations(asking) == [] if js else True
    asking.get_by_role("button", name="Post my question").click()
    expect(asking.get_by_text("Your question is posted.", exact=False)).to_be_visible()
    expect(asking.get_by_role("heading", name="Notes from the asker")).to_be_visible()
    question_path = re.sub(r"[?#].*", "", asking.url.removeprefix(site.url))

    # Ben answers, with a look before he posts; Cleo answers unsafely.
    for member, text in (
        (ben, "Mine began like that too. I **rang the pharmacist**."),
        (cleo, UNSAFE),
    ):
        page = open_page(member, js=js)
        page.goto(question_path)
        page.get_by_label("Your answer", exact=False).last.fill(text)
        page.get_by_role("button", name=re.compile("Preview")).last.click()
        if member is ben:
            expect(page.locator("strong", has_text="rang the pharmacist").first).to_be_visible()
        page.get_by_role("button", name="Post my answer").last.click()
        expect(page.get_by_text(text.split("**")[0].strip(), exact=False).first).to_be_visible()

    # Asha replies to Ben, Ben replies to her.
    asking.goto(question_path)
    helpful = asking.locator("article.answer", has_text="rang the pharmacist")
    helpful.get_by_role("link", name=re.compile("^Reply")).first.click()
    asking.get_by_label("Your reply", exact=False).last.fill("What did they say?")
    asking.get_by_role("button", name="Post my reply").last.click()
    expect(asking.get_by_text("What did they say?").first).to_be_visible()

    answering = open_page(ben, js=js)
    answering.goto(question_path)
    reply = answering.locator(".reply", has_text="What did they say?").first
    reply.get_by_role("link", name=re.compile("^Reply")).first.click()
    answering.get_by_label("Your reply", exact=False).last.fill(
        "To keep taking it until I had asked."
    )
    answering.get_by_role("button", name="Post my reply").last.click()
    expect(answering.get_by_text("until I had asked.").first).to_be_visible()

    # She finds it helpful, and marks it as the one that helped.
    asking.goto(question_path)
    helpful = asking.locator("article.answer", has_text="rang the pharmacist")
    helpful.get_by_role("button", name=re.compile("^Helpful")).first.click()
    expect(
        asking.locator("article.answer", has_text="rang the pharmacist")
        .get_by_role("button", name=re.compile("^Helpful, 1"))
        .first
    ).to_have_attribute("aria-pressed", "true")
    asking.locator("article.answer", has_text="rang the pharmacist").get_by_role(
        "button", name="This helped me"
    ).click()
    expect(asking.get_by_text("This helped the asker").first).to_be_visible()

    # Ben reports the unsafe answer.
    answering.goto(question_path)
    unsafe = answering.locator("article.answer", has_text="leave the tablets off")
    unsafe.get_by_role("link", name=re.compile("^Report")).first.click()
    answering.get_by_label("Unsafe advice", exact=False).first.check(force=True)
    answering.get_by_role("button", name=re.compile("^(Send|Report)")).last.click()
    expect(answering.get_by_text("A moderator will look at it.", exact=False)).to_be_visible()

    # Mona removes it with a reason and a safer note.
    desk = open_page(mona, js=js)
    desk.goto("/moderation/queue")
    # The question waits too, for it speaks of a new medicine; the answer is another case.
    desk.get_by_role("link", name=re.compile("leave the tablets off")).first.click()
    expect(desk.locator("main article").get_by_text("leave the tablets off")).to_be_visible()
    desk.locator("[data-key=u]").first.click()
    desk.get_by_role("radio", name=re.compile("prescribed", re.I)).first.check(force=True)
    note = desk.get_by_label("Safer note", exact=False).first
    if not note.input_value():
        note.fill(
            "Do not stop a prescribed medicine without asking. A pharmacist can say what is safe."
        )
    desk.locator("form.decide button.danger").first.click()
    expect(desk.get_by_text(re.compile("Removed", re.I)).first).to_be_visible()

    # Its place says so, for everybody; the words are gone.
    visiting = open_page(None, js=js)
    visiting.goto(question_path)
    expect(visiting.get_by_text(SAFER)).to_be_visible()
    assert "leave the tablets off" not in visiting.content()
    expect(visiting.get_by_text("The safer note")).to_be_visible()

    # Cleo is told.
    author = open_page(cleo, js=js)
    author.goto("/notifications")
    expect(author.get_by_text(re.compile("removed", re.I)).first).to_be_visible()
