"""Keep, hide, remove, restore: who may, what changes, who hears of it."""

from __future__ import annotations

import pytest

from app.core.db import db, transaction
from app.core.errors import Conflict, Invalid, Refused
from app.forum import services as forum
from app.forum.models import Question, Tombstone
from app.moderation import services as moderation
from app.moderation.errors import TooLate
from app.moderation.events import PostHidden, PostRemoved, PostRestored, ReportDecided
from app.moderation.models import Report


def outcomes(scene):
    return [report.outcome for report in db.session.query(Report).order_by(Report.id)]


def test_keeping_answers_all_reports_and_leaves_the_post(app, scene, make, told):
    scene.report()
    scene.report(make.member(), kind="spam")
    act = scene.do("keep", reason="it tells what happened to the writer")
    case = scene.case()
    assert (scene.status(), case.state, case.outcome) == ("visible", "decided", "kept")
    assert case.decided_by_id == scene.mona.id
    decided = [event for event in told if isinstance(event, ReportDecided)]
    assert [(e.outcome, e.reason) for e in decided] == [
        ("kept", "it tells what happened to the writer")
    ] * 2
    assert act.before["state"] == "open"
    assert act.after["state"] == "decided"


def test_reports_that_were_wrong_end_disagreed_and_right_ones_agreed(app, scene, make):
    scene.report()
    scene.do("keep")
    scene.report(make.member())
    scene.remove()
    assert [r for r in outcomes(scene) if r != "ignored"][-2:] == ["disagreed", "agreed"]


def test_hiding_takes_a_post_from_readers_and_keeping_brings_it_back(app, scene, told):
    scene.report()
    scene.do("hide", reason="checking")
    case = scene.case()
    assert (scene.status(), case.state, case.claimed_by_id) == ("hidden", "claimed", scene.mona.id)
    scene.do("keep")
    assert scene.status() == "visible"
    assert [type(event) for event in told] == [PostHidden, PostRestored, ReportDecided]


def test_removing_as_unsafe_leaves_a_tombstone_and_tells_author_and_reporter(app, scene, told):
    report = scene.report()
    act = scene.remove()
    stone = db.session.get(Tombstone, scene.answer.id)
    assert (scene.status(), scene.case().outcome) == ("removed", "removed_unsafe")
    assert (stone.category, stone.reason) == ("stop_change_medicine", "It told people to stop.")
    removed, decided = told
    assert isinstance(removed, PostRemoved)
    assert (removed.author_id, removed.action_id, removed.category) == (
        scene.ben.id,
        act.id,
        "stop_change_medicine",
    )
    assert (decided.report_id, decided.reporter_id, decided.outcome) == (
        report.id,
        scene.meg.id,
        "removed",
    )


def test_removing_for_another_reason_has_no_safer_note(app, scene):
    act = scene.remove(category=None, safer_note="", reason="It advertised something.")
    stone = db.session.get(Tombstone, scene.answer.id)
    assert (stone.category, stone.safer_note) == (None, "")
    assert scene.case().outcome == "removed_other"
    assert act.is_public


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"category": "no_such_code"}, "category"),
        ({"safer_note": "Too short."}, "safer_note"),
        ({"safer_note": "x" * 601}, "safer_note"),
        ({"reason": " "}, "reason"),
        ({"reason": "x" * 501}, "reason"),
    ],
)
def test_removal_out_of_bounds_is_refused_and_changes_nothing(app, scene, values, field):
    with pytest.raises(Invalid) as refusal:
        scene.remove(**values)
    assert refusal.value.field == field
    assert scene.status() == "visible"
    assert scene.acts() == []


def test_restoring_takes_the_tombstone_away_and_tells_the_reporter(app, scene, told):
    scene.report()
    scene.remove()
    told.clear()
    scene.do("restore", who=scene.dele)
    assert (scene.status(), scene.case().outcome) == ("visible", "restored")
    assert db.session.get(Tombstone, scene.answer.id) is None
    assert isinstance(told[0], PostRestored)
    assert told[1].outcome == "kept"


def test_what_its_author_deleted_before_the_removal_stays_deleted_after_restoring(app, scene):
    with transaction():
        forum.withdraw_post(scene.ben, scene.answer)
    scene.remove()
    scene.do("restore")
    assert scene.status() == "withdrawn"


def test_the_mark_of_the_asker_leaves_with_the_answer_and_comes_back_with_it(app, scene):
    with transaction():
        forum.accept_answer(scene.asha, scene.answer)

    def marked():
        return db.session.get(
            Question, scene.question.id, populate_existing=True
        ).accepted_answer_id

    scene.do("hide")
    assert marked() is None
    scene.remove()
    scene.do("restore")
    assert marked() == scene.answer.id


def test_edit_by_a_moderator_makes_keeping_mean_changed(app, scene, told):
    scene.report()
    with transaction():
        forum.edit_post(scene.dele, scene.answer, body="I asked first.", reason="Tone", revision=1)
    scene.do("keep")
    assert scene.case().outcome == "edited"
    assert told[-1].outcome == "changed"
    assert [act.kind for act in scene.acts()] == ["edit_post", "keep_post"]


def test_edit_by_its_author_is_no_act_of_moderation(app, scene):
    with transaction():
        forum.edit_post(scene.ben, scene.answer, body="I asked first.", reason="", revision=1)
    assert scene.acts() == []


@pytest.mark.parametrize("verb", ["keep", "hide", "restore"])
def test_members_decide_nothing(app, scene, verb):
    scene.report()
    with pytest.raises(Refused, match="for moderators"):
        scene.do(verb, who=scene.meg)
    assert scene.acts() == []


def test_nobody_decides_about_their_own_post(app, scene, make):
    own = make.answer(scene.mona, scene.question)
    for verb in ("keep_post", "hide_post", "restore_post"):
        with pytest.raises(Refused, match="your own post"), transaction():
            getattr(moderation, verb)(scene.mona, own)
    with pytest.raises(Refused, match="your own post"), transaction():
        moderation.remove_post(scene.mona, own, reason="x")


def test_suspended_moderator_decides_nothing(app, scene):
    from datetime import timedelta

    from app.core.clock import now

    with transaction():
        scene.mona.suspended_until = now() + timedelta(days=1)
        scene.mona.suspension_reason = "a rest"
    with pytest.raises(Refused):
        scene.do("hide")


def test_later_moderator_is_told_who_decided_and_nothing_happens_twice(app, scene):
    scene.report()
    seen = scene.case().version
    scene.remove(scene.dele, version=seen)
    with pytest.raises(TooLate) as refusal:
        scene.do("keep", version=seen)
    assert refusal.value.sentence == "Dele decided about this in the meantime."
    assert refusal.value.earlier.kind == "remove_post"
    assert scene.status() == "removed"
    assert len(scene.acts()) == 1


def test_new_report_since_the_page_was_opened_asks_to_look_again(app, scene, make):
    scene.report()
    seen = scene.case().version
    scene.report(make.member())
    with pytest.raises(TooLate, match="has changed") as refusal:
        scene.do("keep", version=seen)
    assert refusal.value.earlier is None


def test_claim_of_another_is_no_change_that_stops_a_decision(app, scene):
    scene.report()
    seen = scene.case().version
    with transaction():
        moderation.claim_case(scene.dele, scene.case())
    scene.do("keep", version=seen)
    assert (scene.case().state, scene.case().decided_by_id) == ("decided", scene.mona.id)


@pytest.mark.parametrize("verb", ["keep", "hide", "restore"])
def test_acts_that_make_no_sense_are_refused(app, scene, verb):
    scene.report()
    if verb == "keep":
        scene.do("keep")
    elif verb == "hide":
        scene.do("hide")
    with pytest.raises(Conflict):
        scene.do(verb)
