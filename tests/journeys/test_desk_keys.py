"""The keys of the desk when the server is slow: nothing pressed is lost, nothing is done twice."""

from __future__ import annotations

import re

import pytest

pytest.importorskip("playwright")
from playwright.sync_api import expect

from app.core.db import db, transaction
from app.forum.models import Post
from app.moderation import services as moderation
from app.moderation.models import ModerationAction

ANSWER = "Had exactly this. Just leave the tablets off, mine cleared in two days."


@pytest.fixture
def reported(stage, open_page):
    """`reported(kind)`: a moderator's page with the case of an answer that was reported."""

    def opening(kind):
        with stage as make:
            asha, ben, meg = (make.member(name) for name in ("Asha", "Ben", "Meg"))
            mona = make.moderator()
            answer = make.answer(ben, make.question(asha), ANSWER)
            with transaction():
                report = moderation.report_post(meg, answer, kind=kind)
            case_id = report.case_id
        page = open_page(mona)
        page.goto(f"/moderation/queue/{case_id}")
        return page, answer

    return opening


def held(page):
    """The requests for parts of the desk from now on; each waits until it is let go."""
    routes = []

    def hold(route):
        if route.request.headers.get("x-fragment"):
            routes.append(route)
        else:
            route.continue_()

    page.route("**/moderation/queue/**", hold)
    return routes


def press(page, *keys):
    for key in keys:
        page.keyboard.press(key)


@pytest.mark.browser
@pytest.mark.parametrize("kind", ["unsafe_advice", "other"], ids=["open-already", "on-its-way"])
def test_three_keys_without_a_pause_remove_as_unsafe(stage, reported, kind):
    page, answer = reported(kind)
    parts = held(page)
    press(page, "u", "1", "Control+Enter")
    assert len(parts) == (kind == "other")
    for route in parts:
        route.continue_()
    expect(page.locator(".undo")).to_contain_text(re.compile("Removed", re.I))
    with stage:
        act = db.session.query(ModerationAction).filter_by(kind="remove_post").one()
        assert (act.post_id, act.category) == (answer.id, "stop_change_medicine")


@pytest.mark.browser
def test_key_of_the_form_that_is_open_only_moves_the_focus_into_it(reported):
    page, _ = reported("unsafe_advice")
    parts = held(page)
    press(page, "3", "u")
    expect(page.locator(".decide [data-choice='3']:checked:focus")).to_have_count(1)
    page.locator(".tools [data-key=u]").click()
    expect(page.locator(".decide [data-choice='3']:checked:focus")).to_have_count(1)
    assert parts == []


@pytest.mark.browser
def test_choice_made_while_the_same_form_is_on_its_way_is_kept(reported):
    page, _ = reported("unsafe_advice")
    parts = held(page)
    page.evaluate("document.querySelector('#desk').lang = 'old'")
    page.locator("[data-case][aria-current]").click()  # the same case again
    page.locator("[data-choice='2']").check(force=True)
    page.get_by_label("Safer note").fill("Words that were typed into the form that is going away.")
    parts.pop().continue_()
    expect(page.locator("#desk[lang]")).to_have_count(0)
    expect(page.locator("[data-choice='2']")).to_be_checked()
    expect(page.get_by_label("Safer note")).to_have_value(re.compile("^Words that were typed"))


@pytest.mark.browser
def test_keys_that_wait_are_dropped_when_a_page_comes_instead(stage, reported):
    page, answer = reported("other")
    parts = held(page)
    press(page, "u", "1", "Control+Enter")
    parts.pop().abort()
    expect(page.get_by_role("heading", name="Remove as unsafe")).to_be_visible()
    expect(page.locator("[data-choice='1']")).not_to_be_focused()
    with stage:
        assert db.session.get(Post, answer.id).status == "visible"


@pytest.mark.browser
def test_keys_pressed_after_an_act_do_not_act_on_the_next_case(stage, reported):
    page, answer = reported("unsafe_advice")
    press(page, "a", "a", "h", "Control+Enter")
    expect(page.locator(".undo")).to_contain_text("Kept")
    with stage:
        assert db.session.query(ModerationAction).filter_by(post_id=answer.id).count() == 1


@pytest.mark.browser
def test_ticked_rows_are_removed_and_brought_back(stage, open_page):
    with stage as make:
        asha, ben, meg = (make.member(name) for name in ("Asha", "Ben", "Meg"))
        mona, question = make.moderator(), make.question(asha)
        spam = [make.answer(ben, question, f"Buy number {number} here.") for number in range(4)]
        with transaction():
            for answer in spam:
                moderation.report_post(meg, answer, kind="spam")
        numbers = [answer.id for answer in spam]
    page = open_page(mona)
    page.goto("/moderation/queue?show=reports")
    bulk = page.get_by_role("form", name="Ticked cases")
    expect(bulk.get_by_role("button", name="Spam")).to_be_disabled()
    press(page, "j", "x", "j", "X")
    ticked = page.locator("[name=cases]:checked").count()
    expect(bulk).to_contain_text(f"{ticked} ticked")
    bulk.get_by_label("ticked").check()
    expect(bulk).to_contain_text("4 ticked")
    press(page, "x")
    expect(bulk).to_contain_text("3 ticked")
    assert ticked == 2
    bulk.get_by_role("button", name="Spam").click()
    expect(page.locator(".undo")).to_contain_text("3 posts removed.")
    press(page, "z")
    expect(page.locator(".undo")).to_contain_text("Undone for 3 cases.")
    with stage:
        assert {db.session.get(Post, number).status for number in numbers} == {"visible"}
