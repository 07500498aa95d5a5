"""The pages of the rules in a browser without JavaScript."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from app.core.db import db, transaction
from app.moderation.rule_models import RuleSwitch, SiteRule
from app.moderation.rules import check_text, record_findings
from app.moderation.rules import services as changing
from app.safety import Finding
from app.web.review import unread
from tests.moderation.test_rules_changing import WANTED, do

HARMLESS = "Had exactly this. It went away by itself."
FIELDS = {
    "name": "Kerosene",
    "verbs": "drink\nrub on",
    "objects": "kerosene",
    "direction": "advice",
    "action": "hold",
    "category": "dangerous_remedy",
    "why": "It recommends kerosene.",
}


@pytest.fixture
def app(sqlite_app):
    """Pages: the engine plays no part."""
    return sqlite_app


@pytest.fixture
def ada(make):
    return make.administrator()


@pytest.fixture
def scene(scene):
    """With an answer that the engine itself has nothing against."""
    scene.answer = scene.make.answer(scene.ben, scene.question, HARMLESS)
    return scene


def page(response):
    return response.get_data(as_text=True)


def test_list_shows_rules_with_their_figures(app, scene, browse):
    with transaction():
        record_findings(
            scene.answer, 1, check_text("Just stop your sertraline.", kind="answer").findings
        )
    scene.report()
    scene.do("keep")
    text = page(browse(scene.mona).get("/moderation/rules"))
    for words in ("stop-medicine", "Holds the post", "Emergency card", "1 wrong hold"):
        assert words in text
    assert "Switch off" not in text, "only administrators switch"


def test_list_can_be_filtered_by_category(app, scene, browse):
    text = page(browse(scene.mona).get("/moderation/rules?category=stroke"))
    assert "stroke-face" in text
    assert "stop-medicine" not in text
    assert browse(scene.mona).get("/moderation/rules?category=nonsense").status_code == 200


def test_administrator_switches_a_rule_from_the_list(app, ada, browse):
    browser = browse(ada)
    assert "Switch off" in page(browser.get("/moderation/rules?category=stroke"))
    answer = browser.post(
        "/moderation/rules/stroke-face/switch", data={"value": "off", "category": "stroke"}
    )
    assert (answer.status_code, answer.location) == (303, "/moderation/rules?category=stroke")
    assert db.session.get(RuleSwitch, "stroke-face").is_off
    assert "Switch on" in page(browser.get(answer.location))


def test_moderator_who_posts_a_switch_is_refused(app, scene, browse):
    answer = browse(scene.mona).post("/moderation/rules/stroke-face/switch", data={"value": "off"})
    assert answer.status_code == 403
    assert db.session.get(RuleSwitch, "stroke-face") is None


def test_unknown_rule_is_not_found(app, ada, browse):
    browser = browse(ada)
    assert browser.post("/moderation/rules/nope/switch", data={"value": "off"}).status_code == 404
    assert browser.get("/moderation/rules/site/99").status_code == 404


def test_rule_of_this_site_is_tried_saved_and_switched_on(app, scene, ada, browse):
    browser = browse(ada)
    scene.make.answer(scene.ben, scene.question, "You could drink some kerosene, <b>they</b> say.")
    tried = browser.get("/moderation/rules/site/new", query_string=FIELDS)
    text = page(tried)
    assert "1 match" in text
    assert "You could <mark>drink some kerosene</mark>, &lt;b&gt;they&lt;/b&gt; say." in text
    assert db.session.scalar(select(SiteRule)) is None, "a trial saves nothing"
    saved = browser.post("/moderation/rules/site/new", data=FIELDS)
    row = db.session.scalar(select(SiteRule))
    assert (saved.status_code, saved.location) == (303, f"/moderation/rules/site/{row.id}")
    assert "This rule is off." in page(browser.get(saved.location))
    browser.post(f"{saved.location}/switch", data={"value": "on"})
    assert "This rule is on." in page(browser.get(saved.location))


def test_values_that_cannot_be_used_keep_the_text_and_say_what_is_wrong(app, ada, browse):
    wrong = FIELDS | {"objects": "", "name": "Kerosene <3"}
    for answer in (
        browse(ada).post("/moderation/rules/site/new", data=wrong),
        browse(ada).get("/moderation/rules/site/new", query_string=wrong),
    ):
        text = page(answer)
        assert answer.status_code == 422
        assert "<title>Error: " in text
        assert "Write at least one word or phrase." in text
        assert 'value="Kerosene &lt;3"' in text
        assert "drink\nrub on" in text


def test_token_is_never_part_of_a_trial(app, ada, browse):
    text = page(browse(ada).get("/moderation/rules/site/new"))
    form = re.search(r'<form class="stack".*?</form>', text, re.S).group()
    assert re.findall(r'<(\w+)[^>]*name="csrf_token"', form) == ["button"]


def test_edit_of_a_rule_that_changed_meanwhile_shows_so(app, ada, browse):
    row = do(changing.add_site_rule, ada, WANTED)
    path = f"/moderation/rules/site/{row.id}"
    browser = browse(ada)
    first = browser.post(path, data=FIELDS | {"action": "queue", "version": "1"})
    assert first.status_code == 303
    late = browser.post(path, data=FIELDS | {"action": "notice", "version": "1"})
    assert late.status_code == 409
    assert "Somebody else has changed this rule" in page(late)


def test_changes_are_listed_with_who_made_them(app, scene, ada, browse):
    do(changing.add_site_rule, ada, WANTED)
    do(changing.switch_rule, ada, "stroke-face", off=True)
    text = page(browse(scene.mona).get("/moderation/rules/changes"))
    assert text.index("Switched off") < text.index("Added “Kerosene”")
    assert "stroke-face" in text
    assert "Ada" in text


def test_case_marks_the_kept_findings_of_the_current_revision(app, scene, browse):
    finding = Finding("interaction", "hold", 0, 15, "test-rule", "A made-up reason.")
    with transaction():
        record_findings(scene.answer, scene.answer.revision_count, [finding])
    scene.report()
    text = page(browse(scene.mona).get(f"/moderation/queue/{scene.case().id}"))
    assert "<mark>Had exactly this</mark>. It went away" in text
    assert "A made-up reason." in text


def test_case_without_kept_findings_is_checked_anew(app, scene, browse):
    diagnosis = scene.make.answer(scene.ben, scene.question, "Easy. You have multiple sclerosis.")
    scene.report(post=diagnosis)
    text = page(browse(scene.mona).get(f"/moderation/queue/{scene.case(diagnosis).id}"))
    assert re.search("<mark>[^<]*multiple sclerosis</mark>", text)


def test_case_marks_words_of_a_title(app, scene, browse):
    with unread():  # only what is recorded below is marked
        question = scene.make.question(scene.ben, "Should I <b>drink</b> kerosene for it?")
    start = len("Should I <b>drink</b> ")
    with transaction():
        record_findings(
            question, 1, [Finding("interaction", "hold", start, start + 8, "x", "why", "title")]
        )
    scene.report(post=question)
    text = page(browse(scene.mona).get(f"/moderation/queue/{scene.case(question).id}"))
    assert "Should I &lt;b&gt;drink&lt;/b&gt; <mark>kerosene</mark> for it?" in text
