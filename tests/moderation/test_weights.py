"""What reports weigh, and what enough of them do."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from app.core import clock
from app.core.db import db, transaction
from app.core.errors import DomainError
from app.moderation.errors import TooManyReports
from app.moderation.limits import MOSTLY_WRONG_REPORTS_A_DAY
from app.moderation.models import Case, Report
from app.moderation.weights import Accuracy, HideAt, accuracy_of, weight_of


@pytest.mark.parametrize(
    ("level", "agreed", "disagreed", "weight"),
    [
        ("new", 0, 0, 1),
        ("member", 0, 0, 2),
        ("trusted", 0, 0, 3),
        ("moderator", 0, 0, 4),
        ("new", 4, 0, 1),  # four judged reports say nothing yet
        ("new", 5, 0, 3),
        ("trusted", 5, 0, 5),
        ("moderator", 20, 0, 6),
        ("member", 3, 3, 2),
        ("member", 4, 2, 3),
        ("new", 2, 3, 1),
        ("member", 2, 4, 1),
        ("new", 2, 4, 0),
        ("trusted", 1, 5, 0),  # mostly wrong
        ("trusted", 0, 4, 3),
        ("moderator", 0, 9, 0),
    ],
)
def test_weight_is_one_and_standing_and_accuracy(level, agreed, disagreed, weight):
    assert weight_of(level, Accuracy(agreed, disagreed)) == weight


def judged(scene, make, who, *, right=0, wrong=0):
    """Let a member make reports that are judged so."""
    for place in range(right + wrong):
        post = make.answer(scene.ben, scene.question)
        scene.report(who, post, kind="spam")
        scene.answer = post
        if place < right:
            with transaction():
                from app.moderation import services as moderation

                moderation.remove_post(scene.mona, post, reason="It advertised something.")
        else:
            scene.do("keep")


@pytest.fixture
def answer(scene):
    return scene.answer


def test_accuracy_counts_after_five_judged_reports_and_not_before(app, scene, make, answer):
    judged(scene, make, scene.meg, right=4)
    assert scene.report(scene.meg, make.answer(scene.ben, scene.question)).weight == 1
    judged(scene, make, scene.meg, right=1)
    assert scene.report(scene.meg, answer).weight > 2


def test_disputed_and_ignored_reports_are_not_judged(app, scene):
    for end in ("disputed", "ignored"):
        scene.report()
        scene.do("keep", reports=end)
    assert accuracy_of(scene.meg) == Accuracy(0, 0)
    scene.report()
    scene.do("keep")
    assert accuracy_of(scene.meg) == Accuracy(0, 1)


def test_report_keeps_its_weight_whatever_its_reporter_does_later(app, scene, make, answer):
    report = scene.report(scene.meg, answer)
    judged(scene, make, scene.meg, wrong=5)
    assert db.session.get(Report, report.id, populate_existing=True).weight == 1
    assert scene.case(answer).weight == 1


def test_weight_of_a_case_is_the_sum_over_its_waiting_reports(app, scene, make):
    scene.report()
    scene.report(scene.dele, kind="spam")
    assert scene.case().weight == 1 + 4
    act = scene.do("keep")
    scene.undo(act)
    for case in db.session.query(Case):
        waiting = db.session.query(Report).filter_by(case_id=case.id, outcome=None)
        assert case.weight == sum(report.weight for report in waiting)


@pytest.mark.parametrize(
    ("kind", "weigh", "status"),
    [
        ("unsafe_advice", 3, "visible"),
        ("unsafe_advice", 4, "hidden"),
        ("spam", 7, "visible"),
        ("spam", 8, "hidden"),
        ("personal_data", 8, "hidden"),
        ("urgent_care", 9, "visible"),  # hiding a call for help would hide it from helpers
    ],
)
def test_post_is_hidden_at_its_threshold_and_not_below(app, scene, make, kind, weigh, status):
    for _ in range(weigh):
        scene.report(make.member(), kind=kind)
    assert scene.status() == status


def test_thresholds_are_configurable(app, scene, make):
    scene.report(hide_at=HideAt(unsafe=1, other=2), kind="spam")
    assert scene.status() == "visible"
    scene.report(make.member(), hide_at=HideAt(unsafe=1, other=2), kind="abuse")
    assert scene.status() == "hidden"
    assert scene.acts()[-1].reason == "Many members reported it."


def test_report_of_a_moderator_weighs_enough_to_hide_unsafe_advice(app, scene):
    scene.report(scene.dele)
    assert scene.status() == "hidden"


def test_suspended_member_is_read_and_weighs_nothing(app, scene, make):
    with transaction():
        scene.meg.suspended_until = datetime(2099, 1, 1, tzinfo=UTC)
    try:
        report = scene.report(scene.meg)
    except DomainError:
        return  # the policy may refuse them altogether
    assert report.weight == 0


def test_hostile_member_who_reports_everything_is_slowed_and_hides_nothing(
    app, scene, make, answer
):
    noon = datetime(2026, 11, 20, 12, tzinfo=UTC)
    with clock.at(noon):
        judged(scene, make, scene.meg, wrong=5)
    with clock.at(noon.replace(day=21)):
        for _ in range(MOSTLY_WRONG_REPORTS_A_DAY):
            post = make.answer(scene.ben, scene.question)
            assert scene.report(scene.meg, post).weight == 0
            assert scene.status(post) == "visible"
        with pytest.raises(TooManyReports, match="thank you"):
            scene.report(scene.meg, answer)
        # What they report is in the queue all the same, behind what others report of its kind.
        assert scene.case(post).state == "open"
