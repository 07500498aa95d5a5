"""Reporting a post."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from app.core import clock
from app.core.db import db, transaction
from app.core.errors import Conflict, Invalid, Refused
from app.forum import services as forum
from app.moderation import services as moderation
from app.moderation.errors import AlreadyReported, TooManyReports
from app.moderation.limits import REPORTS_A_DAY
from app.moderation.models import REPORT_KINDS, Report


def test_report_opens_a_case_and_keeps_the_text_as_it_was(app, scene):
    report = scene.report(text="My doctor said never to do this.")
    with transaction():
        forum.edit_post(scene.ben, scene.answer, body="Ask first.", reason="", revision=1)
    case = scene.case()
    assert (case.state, case.report_count, case.priority) == ("open", 1, 0)
    assert "Just stop the tablets" in db.session.get(Report, report.id).text_then


def test_report_of_a_question_keeps_its_title_too(app, scene):
    report = scene.report(post=scene.question, kind="spam")
    assert report.text_then.startswith("Has anybody else felt this flutter")


def test_reports_of_one_post_meet_in_one_case_with_the_most_urgent_kind(app, scene, make):
    scene.report(kind="off_topic")
    assert scene.case().priority == REPORT_KINDS.index("off_topic")
    scene.report(make.member(), kind="personal_data")
    case = scene.case()
    assert (case.report_count, case.priority) == (2, REPORT_KINDS.index("personal_data"))


def test_second_report_by_one_member_is_answered_with_the_day_of_the_first(app, scene):
    first = scene.report()
    with pytest.raises(AlreadyReported) as refusal:
        scene.report(kind="spam")
    assert refusal.value.reported_at == first.created_at
    assert scene.case().report_count == 1


def test_member_can_report_again_after_the_decision_and_the_case_opens_again(app, scene):
    scene.report()
    scene.do("keep")
    scene.report()
    case = scene.case()
    assert (case.state, case.outcome, case.report_count) == ("open", None, 1)


def test_nobody_reports_their_own_post(app, scene):
    with pytest.raises(Refused, match="your own post"):
        scene.report(scene.ben)


def test_visitor_reports_with_an_address_but_not_without_one(app, scene):
    with pytest.raises(Invalid) as refusal, transaction():
        moderation.report_post(None, scene.answer, kind="spam", email="nobody")
    assert refusal.value.field == "email"
    with transaction():
        report = moderation.report_post(None, scene.answer, kind="spam", email="Vic@Example.org")
    assert (report.reporter_id, report.reporter_email) == (None, "vic@example.org")


def test_visitor_is_not_told_that_an_address_has_reported_already(app, scene):
    ids = set()
    for _ in range(2):
        with transaction():
            ids.add(
                moderation.report_post(None, scene.answer, kind="spam", email="vic@example.org").id
            )
    assert len(ids) == 1
    assert scene.case().report_count == 1


@pytest.mark.parametrize(
    ("values", "field"), [({"kind": "first_post"}, "kind"), ({"text": "x" * 501}, "text")]
)
def test_report_out_of_bounds_is_refused_with_its_field(app, scene, values, field):
    with pytest.raises(Invalid) as refusal:
        scene.report(**values)
    assert refusal.value.field == field


def test_report_of_a_post_deleted_a_second_ago_is_answered_kindly(app, scene):
    with transaction():
        forum.withdraw_post(scene.ben, scene.answer)
    with pytest.raises(Conflict, match="no longer here"):
        scene.report()
    assert scene.case() is None


def test_report_of_a_hidden_post_says_that_somebody_is_checking(app, scene):
    scene.do("hide")
    with pytest.raises(Conflict, match="checking this post already"):
        scene.report()


def test_reports_of_a_day_are_limited_and_right_ones_raise_the_limit(app, scene, make):
    noon = datetime(2026, 11, 20, 12, tzinfo=UTC)
    with clock.at(noon):
        for _ in range(REPORTS_A_DAY):
            scene.report(post=make.answer(scene.ben, scene.question), kind="spam")
        with pytest.raises(TooManyReports):
            scene.report()
    with clock.at(noon + timedelta(days=1)):
        scene.report()
        scene.remove()
        for _ in range(REPORTS_A_DAY):
            scene.report(post=make.answer(scene.ben, scene.question), kind="spam")


def test_four_new_members_who_say_unsafe_hide_a_post_by_rule(app, scene, make, told):
    scene.report()
    scene.report(make.member(), kind="spam")
    for _ in range(2):
        scene.report(make.member())
    assert scene.status() == "visible"
    scene.report(make.member())
    assert scene.status() == "hidden"
    (act,) = scene.acts()
    assert (act.kind, act.rule, act.actor_id) == ("hide_post", "reports-threshold", None)
    assert [type(event).__name__ for event in told] == ["PostHidden"]
    assert scene.case().state == "open"


def test_visitors_and_unconfirmed_members_do_not_count_for_hiding(app, scene, make):
    for number in range(5):
        scene.report(make.member(confirmed=False))
        with transaction():
            moderation.report_post(
                None,
                scene.answer,
                kind="unsafe_advice",
                email=f"vic{number}@example.org",
            )
    assert scene.status() == "visible"


def test_reports_never_hide_what_a_moderator_wrote(app, scene, make):
    answer = make.answer(scene.dele, scene.question)
    for _ in range(9):
        scene.report(make.member(), answer)
    assert scene.status(answer) == "visible"


def test_answered_reports_do_not_count_for_hiding_again(app, scene, make):
    for _ in range(3):
        scene.report(make.member())
    scene.do("keep")
    scene.report(make.member())
    assert scene.status() == "visible"
