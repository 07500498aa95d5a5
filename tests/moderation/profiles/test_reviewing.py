"""What the safety check says of a profile: hold, queue, nothing; findings, flags, and rewriting."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from app.core.db import db, transaction
from app.moderation import queries
from app.moderation.limits import CHECK_FAILED_RULE, REWRITTEN_RULE, SAFETY_RULE
from app.moderation.models import Report
from app.moderation.rule_models import RuleFinding
from app.moderation.rules.queries import list_rules, profile_findings_of
from app.web import review

UNSAFE = "Just stop taking your sertraline, it worked for me."
LOOKS_ODD = "I am a nurse in London."
CALM = "I run, I knit, and my eyelid twitches."


@pytest.fixture
def ben(page):
    page.save(CALM)
    return page


def flags(page):
    case = page.case()
    if case is None:
        return []
    rows = select(Report).where(Report.case_id == case.id, Report.rule.is_not(None))
    return [
        (one.rule, one.kind, one.outcome) for one in db.session.scalars(rows.order_by(Report.id))
    ]


def test_a_calm_text_opens_no_case(app, ben):
    assert ben.case() is None
    assert ben.now().profile_status == "visible"


def test_an_unsafe_text_is_held_with_a_case_and_its_findings(app, ben):
    ben.save(UNSAFE)
    now = ben.now()
    assert (now.profile_status, now.profile_line) == ("held", "stop_change_medicine")
    assert flags(ben) == [(SAFETY_RULE, "unsafe_advice", None)]
    assert ben.acts() == ["hold_profile"]
    (found,) = profile_findings_of(ben.mona, now)
    assert UNSAFE[found.start : found.end].startswith("stop taking")


def test_a_text_to_look_at_stays_in_view_with_a_case(app, ben):
    ben.save(LOOKS_ODD)
    assert ben.now().profile_status == "visible"
    assert flags(ben) == [(SAFETY_RULE, "unsafe_advice", None)]
    assert ben.acts() == []


def test_rewriting_shows_the_text_again_and_the_flag_was_right(app, ben):
    ben.save(UNSAFE)
    ben.save(CALM)
    assert ben.now().profile_status == "visible"
    assert flags(ben) == [
        (SAFETY_RULE, "unsafe_advice", "agreed"),
        (REWRITTEN_RULE, "other", None),
    ]
    assert ben.acts() == ["hold_profile", "release_profile"]


def test_emptying_a_held_text_needs_no_second_look(app, ben):
    ben.save(UNSAFE)
    ben.save("")
    assert flags(ben) == [(SAFETY_RULE, "unsafe_advice", "agreed")]


def test_a_moderator_can_show_a_held_text_and_it_stays_when_saved_again(app, ben):
    ben.save(UNSAFE)
    ben.do("keep")
    assert ben.now().profile_status == "visible"
    ben.save(UNSAFE + " And I knit.")
    assert ben.now().profile_status == "visible"
    assert ben.case().state == "open", "it is looked at, but not taken away again"


def test_what_a_moderator_hid_stays_hidden_however_it_is_rewritten(app, ben):
    ben.do("hide")
    ben.save("I only knit now.")
    assert ben.now().profile_status == "hidden"


def test_a_new_name_alone_leaves_the_lines_as_they_are(app, ben):
    ben.save(LOOKS_ODD)
    ben.do("keep")
    ben.save(LOOKS_ODD, name="Benjamin")
    assert ben.case().state == "decided"
    assert flags(ben) == [(SAFETY_RULE, "unsafe_advice", "disagreed")]


def test_saving_nothing_new_is_not_checked(app, ben, monkeypatch):
    monkeypatch.setattr("app.accounts.services.profiles.review", None)
    ben.save(CALM)
    assert (ben.now().about, ben.now().profile_status) == (CALM, "visible")


def test_a_check_that_breaks_holds_the_text_and_says_so_to_moderators(app, ben, monkeypatch):
    def breaks(text, *, title="", kind):
        raise ValueError("a fault of a rule")

    monkeypatch.setattr(review, "_check", breaks)
    ben.save("I moved to the sea.")
    assert (ben.now().profile_status, ben.now().profile_line) == ("held", None)
    assert flags(ben) == [(CHECK_FAILED_RULE, "other", None)]


def test_findings_in_profiles_count_in_the_figures_of_the_rules(app, ben):
    ben.save(UNSAFE)
    ben.do("keep")
    finding = db.session.scalars(select(RuleFinding).where(RuleFinding.member_id.is_not(None)))
    rule = finding.first().rule
    figures = {row.rule: row.figures for row in list_rules(ben.mona)}[rule]
    assert (figures.matched, figures.disagreed, figures.wrong_holds) == (1, 1, 1)


def test_a_flag_stands_in_the_queue_once_however_often_it_is_saved(app, ben):
    ben.save(UNSAFE)
    ben.save(UNSAFE + " Really.")
    assert len(flags(ben)) == 1
    assert [row.what for row in queries.list_queue(ben.mona, show="unsafe").rows.items] == [
        "member"
    ]


def test_erasing_closes_the_case_of_a_held_text_at_once(app, ben):
    from app.accounts.events import MemberErased
    from app.core.clock import now
    from app.core.events import record

    ben.save(UNSAFE)
    with transaction():
        ben.now().erased_at = now()
        record(MemberErased(ben.ben.id))
    assert ben.case().state == "decided"
    assert flags(ben) == [(SAFETY_RULE, "unsafe_advice", "ignored")]
