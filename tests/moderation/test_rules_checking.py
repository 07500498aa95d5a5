"""Checking a text with all rules of the site, and keeping what they found."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from app.core.db import db, transaction
from app.moderation.rule_models import RuleChange, RuleFinding, RuleSwitch, SiteRule
from app.moderation.rules import check_text, checking, record_findings

UNSAFE = "Had this too. Just stop your sertraline, I did."


def site_rule(actor, **values):
    values = {
        "name": "Kerosene",
        "verbs": "drink\nrub on",
        "objects": "kerosene",
        "direction": "advice",
        "action": "hold",
        "category": "dangerous_remedy",
        "why": "It recommends kerosene.",
        "is_on": True,
    } | values
    with transaction() as session:
        row = SiteRule(made_by_id=actor.id, **values)
        session.add_all([row, RuleChange(rule=row.name, what="Added", changed_by_id=actor.id)])
    return row


def switch_off(actor, rule):
    with transaction() as session:
        session.add(RuleSwitch(rule=rule, is_off=True, changed_by_id=actor.id))
        session.add(RuleChange(rule=rule, what="Switched off", changed_by_id=actor.id))


def test_unsafe_answer_is_held_with_its_category(app, make):
    checked = check_text(UNSAFE, kind="answer")
    assert (checked.severity, checked.category) == ("hold", "stop_change_medicine")
    first = checked.findings[0]
    assert UNSAFE[first.start : first.end].startswith("stop your sertraline")


def test_harmless_answer_gives_nothing(app, make):
    checked = check_text("Mine went away after a few weeks of sleep.", kind="answer")
    assert (checked.severity, checked.findings, checked.failed) == ("none", (), False)


def test_rule_that_is_switched_off_says_nothing(app, make):
    ada = make.administrator()
    for name in {one.rule for one in check_text(UNSAFE, kind="answer").findings}:
        switch_off(ada, name)
    assert check_text(UNSAFE, kind="answer").severity == "none"


def test_rule_of_this_site_is_added(app, make):
    row = site_rule(make.administrator())
    checked = check_text("You could drink some kerosene.", kind="reply")
    assert (checked.severity, checked.category) == ("hold", "dangerous_remedy")
    assert f"site:{row.id}" in {one.rule for one in checked.findings}


def test_rule_of_this_site_that_is_off_is_not(app, make):
    row = site_rule(make.administrator(), is_on=False)
    checked = check_text("You could drink some kerosene.", kind="reply")
    assert f"site:{row.id}" not in {one.rule for one in checked.findings}


def test_title_is_checked_too_and_its_positions_count_in_it(app, make):
    site_rule(make.administrator(), verbs="buy", objects="course", direction="anything")
    checked = check_text("It works.", title="Buy this course", kind="question")
    found = [one for one in checked.findings if one.rule.startswith("site:")]
    assert [(one.part, one.start, one.end) for one in found] == [("title", 0, 15)]


def test_question_is_triaged_and_an_answer_is_not(app, make):
    words = "Half my face dropped and my arm is weak, right now."
    assert check_text(words, title="What is this?", kind="question").red_flag == "emergency"
    assert check_text(words, kind="answer").red_flag == "routine"


def test_warning_sign_whose_rule_is_off_is_no_red_flag(app, make):
    ada, words = make.administrator(), "Half my face dropped and my arm is weak, right now."
    for name in {one.rule for one in check_text(words, title="?", kind="question").findings}:
        switch_off(ada, name)
    assert check_text(words, title="?", kind="question").red_flag == "routine"


def test_error_in_the_engine_is_told_and_not_raised(app, make, monkeypatch, caplog):
    def broken(*_, **__):
        raise ZeroDivisionError

    monkeypatch.setattr(checking, "review_text", broken)
    checked = check_text("secret words", kind="answer")
    assert checked.failed
    assert checked.severity == "none"
    assert "ZeroDivisionError" in caplog.text
    assert "secret words" not in caplog.text


@pytest.fixture
def answer(make):
    return make.answer(make.member("Ben"), make.question(make.member("Asha")), UNSAFE)


def kept():
    return db.session.scalars(select(RuleFinding).order_by(RuleFinding.id)).all()


def test_findings_are_kept_as_positions_in_the_revision(app, answer):
    before = len(kept())
    checked = check_text(UNSAFE, kind="answer")
    with transaction():
        record_findings(answer, 7, checked.findings)
    rows = [row for row in kept() if row.revision == 7]
    assert len(rows) == len(checked.findings) == len(kept()) - before
    assert (rows[0].post_id, rows[0].severity, rows[0].part) == (answer.id, "hold", "body")
    assert UNSAFE[rows[0].start : rows[0].end].startswith("stop")


def test_keeping_the_same_findings_twice_keeps_them_once(app, answer):
    checked = check_text(UNSAFE, kind="answer")
    for _ in range(2):
        with transaction():
            record_findings(answer, 7, checked.findings)
    assert len([row for row in kept() if row.revision == 7]) == len(checked.findings)


def _selects(app, act):
    """How many statements an act sends."""
    from sqlalchemy import event

    sent = []
    with app.app_context():

        def note(_connection, _cursor, statement, *_rest):
            if statement.lstrip().upper().startswith("SELECT"):
                sent.append(statement)

        event.listen(db.engine, "before_cursor_execute", note)
        try:
            act()
        finally:
            event.remove(db.engine, "before_cursor_execute", note)
    return len(sent)


def test_a_check_costs_one_query_and_two_more_after_a_change(app, make):
    ada = make.administrator()
    site_rule(ada)
    check_text(UNSAFE, kind="answer")
    assert _selects(app, lambda: check_text(UNSAFE, kind="answer")) == 1
    switch_off(ada, "stop-medicine")
    assert _selects(app, lambda: check_text(UNSAFE, kind="answer")) == 3
    assert _selects(app, lambda: check_text(UNSAFE, kind="answer")) == 1


def test_switch_of_another_process_counts_at_once(app, make):
    from app.moderation import rules
    from app.moderation.rules import at_work
    from app.moderation.rules.services import switch_rule

    ada = make.administrator()
    rule = rules.check_text(UNSAFE, kind="answer").findings[0].rule
    before = at_work._remembered
    with transaction():
        switch_rule(ada, rule, off=True)
    assert rule in at_work.rules_at_work().off
    at_work._remembered = before  # what a process remembers in which nobody switched anything
    assert rule not in {one.rule for one in check_text(UNSAFE, kind="answer").findings}
    with transaction():
        switch_rule(ada, rule, off=False)
    assert rule in {one.rule for one in check_text(UNSAFE, kind="answer").findings}
