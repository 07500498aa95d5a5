"""What each rule matched, and how often moderators agreed."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.core import clock
from app.core.clock import now
from app.core.db import transaction
from app.core.errors import Refused
from app.moderation import services as moderation
from app.moderation.rules import queries, record_findings
from app.moderation.rules import services as changing
from app.moderation.rules.catalogue import engine_rules
from app.moderation.rules.queries import Figures
from app.safety import Finding, review_text, triage_question
from tests.moderation.test_rules_changing import WANTED, do
from tests.safety.texts import corpus, phrases, tables

HARMLESS = "Had exactly this. It went away by itself."


@pytest.fixture
def scene(scene):
    """With an answer that the engine itself has nothing against."""
    scene.answer = scene.make.answer(scene.ben, scene.question, HARMLESS)
    return scene


def found(post, rule="test-rule", severity="hold", revision=1):
    finding = Finding("stop_change_medicine", severity, 0, 4, rule, "why")
    with transaction():
        record_findings(post, revision, [finding])


def counted():
    """The figures of the rule of these tests; the engine's own may match the scene too."""
    return queries._figures().get("test-rule", Figures())


def test_post_that_was_removed_counts_as_agreed(app, scene):
    found(scene.answer)
    scene.report()
    scene.remove()
    assert counted() == Figures(matched=1, agreed=1)


def test_post_that_was_kept_counts_as_disagreed_and_as_a_wrong_hold(app, scene):
    found(scene.answer)
    scene.report()
    scene.do("keep")
    assert counted() == Figures(matched=1, disagreed=1, wrong_holds=1)


def test_rule_that_only_queues_never_holds_wrongly(app, scene):
    found(scene.answer, severity="queue")
    scene.report()
    scene.do("keep")
    assert counted() == Figures(matched=1, disagreed=1)


def test_post_that_waits_counts_as_matched_only(app, scene):
    found(scene.answer)
    scene.report()
    assert counted() == Figures(matched=1)


def test_several_matches_and_reports_of_one_post_count_once(app, scene):
    for revision in (1, 2):
        found(scene.answer, revision=revision)
    scene.report()
    scene.report(scene.asha)
    scene.remove()
    assert counted() == Figures(matched=1, agreed=1)


def test_matches_of_long_ago_do_not_count(app, scene):
    with clock.at(now() - timedelta(days=31)):
        found(scene.answer)
    assert counted() == Figures()


def test_wrong_holds_are_counted_for_the_statistics(app, scene):
    other = scene.make.answer(scene.ben, scene.question)
    before = queries.count_wrong_holds()
    found(scene.answer)
    found(scene.answer, "another-rule")
    found(other, severity="queue")
    scene.report()
    scene.do("keep")
    held, wrong = queries.count_wrong_holds()
    assert wrong == before[1] + 1
    assert held - before[0] in (0, 1)  # the scene's answer may have been held on its own


def test_list_holds_every_rule_the_site_own_first(app, scene, make):
    ada = make.administrator()
    row = do(changing.add_site_rule, ada, WANTED)
    do(changing.switch_rule, ada, "stop-medicine", off=True)
    rows = queries.list_rules(scene.mona)
    assert rows[0].site_id == row.id
    assert {one.rule for one in rows[1:]} == set(engine_rules())
    assert [one.rule for one in rows if not one.is_on] == [f"site:{row.id}", "stop-medicine"]


def test_list_can_be_of_one_category(app, scene):
    rows = queries.list_rules(scene.mona, category="stroke")
    assert {row.category for row in rows} == {"stroke"}


def test_members_see_no_rules_and_moderators_try_none(app, scene):
    with pytest.raises(Refused):
        queries.list_rules(scene.ben)
    with pytest.raises(Refused):
        queries.list_changes(scene.ben)
    with pytest.raises(Refused):
        queries.try_rule(scene.mona, WANTED.phrases("trial"))


def test_trial_finds_past_posts_newest_first_and_leaves_out_removed_ones(app, scene, make):
    ada = make.administrator()
    first = make.answer(scene.asha, scene.question, "You could drink kerosene, they say.")
    gone = make.answer(scene.asha, scene.question, "Drink kerosene, all of it.")
    make.answer(scene.asha, scene.question, "Do not drink kerosene, please.")
    last = make.question(scene.asha, "Drink kerosene and be well again")
    with transaction():
        moderation.remove_post(scene.mona, gone, reason="It was spam.")
    trial = queries.try_rule(ada, WANTED.checked().phrases("trial"))
    assert [one.post.id for one in trial.matches] == [last.id, first.id]
    assert trial.matches[0].finding.part == "title"
    assert trial.looked_at >= 5


def test_trial_stops_at_enough_matches(app, scene, make, monkeypatch):
    monkeypatch.setattr(queries, "TRIAL_MATCHES", 2)
    monkeypatch.setattr(queries, "_BATCH", 1)
    for _ in range(3):
        make.answer(scene.asha, scene.question, "You could drink kerosene, they say.")
    trial = queries.try_rule(make.administrator(), WANTED.checked().phrases("trial"))
    assert (len(trial.matches), trial.looked_at) == (2, 2)


def test_every_finding_of_the_engine_is_of_a_rule_in_the_list():
    texts = [text for name in tables(".txt") for text in phrases(name)]
    texts += [row["text"] for row in corpus("pii.tune.jsonl")]
    named = {one.rule for text in texts for one in review_text(text).findings}
    named |= {one.rule for text in texts for one in triage_question("", text).findings}
    assert named <= set(engine_rules())
    assert len(named) > 60, "the texts no longer reach the rules"
