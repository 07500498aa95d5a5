"""Undo: each act has its reverse, as a new row."""

from __future__ import annotations

import pytest

from app.core.db import db, transaction
from app.core.errors import Conflict, NotFound, Refused
from app.forum import services as forum
from app.forum.models import Question, Tombstone
from app.moderation import services as moderation
from app.moderation.errors import TooLate
from app.moderation.events import PostHidden, PostRemoved, PostRestored
from app.moderation.models import ModerationAction, Report


def facts(scene):
    case = scene.case()
    stone = db.session.get(Tombstone, scene.answer.id, populate_existing=True)
    question = db.session.get(Question, scene.question.id, populate_existing=True)
    return {
        "status": scene.status(),
        "outcome": case.outcome,
        "decided": (case.decided_by_id, case.decided_at),
        "is_decided": case.state == "decided",
        "tombstone": stone and (stone.category, stone.reason, stone.safer_note),
        "helped": question.accepted_answer_id,
        "answers": question.answer_count,
        "reports": [(r.id, r.outcome) for r in db.session.query(Report).order_by(Report.id)],
    }


@pytest.mark.parametrize("act", ["keep", "hide", "remove", "keep a hidden one", "restore"])
def test_undo_of_an_act_leaves_everything_as_it_was_before(app, scene, act):
    scene.report()
    with transaction():
        forum.accept_answer(scene.asha, scene.answer)
    if act == "keep a hidden one":
        scene.do("hide", who=scene.dele)
    if act == "restore":
        scene.remove(scene.dele)
    before = facts(scene)
    done = scene.remove() if act == "remove" else scene.do(act.partition(" ")[0])
    assert facts(scene) != before
    undone = scene.undo(done)
    assert facts(scene) == before
    assert (undone.kind, undone.reverts_id) == (done.kind, done.id)
    assert undone.before["status"] == done.after["status"]


def test_undo_brings_the_case_back_to_the_moderator(app, scene):
    scene.report()
    scene.undo(scene.do("keep"))
    case = scene.case()
    assert (case.state, case.claimed_by_id) == ("claimed", scene.mona.id)


def test_author_hears_of_the_undo_as_of_the_act(app, scene, told):
    scene.undo(scene.remove())
    assert [type(event) for event in told] == [PostRemoved, PostRestored]
    told.clear()
    scene.do("hide", who=scene.dele)
    scene.undo(scene.do("keep"))
    assert [type(event) for event in told] == [PostHidden, PostRestored, PostHidden]


def test_undo_reverts_only_what_that_act_did_so_the_authors_deletion_stays(app, scene):
    scene.report()
    scene.do("hide", who=scene.dele)
    kept = scene.do("keep")
    with transaction():
        forum.withdraw_post(scene.ben, scene.answer)
    scene.undo(kept)
    assert scene.status() == "withdrawn"
    assert scene.case().state == "claimed"


def test_removed_words_do_not_come_back_through_a_deletion_when_the_restoration_is_undone(
    app, scene
):
    scene.remove(scene.dele)
    restored = scene.do("restore")
    with transaction():
        forum.withdraw_post(scene.ben, scene.answer)
    scene.undo(restored)
    assert (scene.status(), scene.case().outcome) == ("removed", "removed_unsafe")
    with pytest.raises(NotFound), transaction():
        forum.put_back_post(scene.ben, scene.answer)


def test_deletion_stays_when_what_was_removed_again_by_an_undo_is_restored(app, scene):
    scene.remove(scene.dele)
    restored = scene.do("restore")
    with transaction():
        forum.withdraw_post(scene.ben, scene.answer)
    scene.undo(restored)
    scene.do("restore")
    assert scene.status() == "withdrawn"


def test_post_whose_keeping_was_undone_is_put_back_behind_the_check(app, scene):
    scene.report()
    scene.do("hide", who=scene.dele)
    kept = scene.do("keep")
    with transaction():
        forum.withdraw_post(scene.ben, scene.answer)
    scene.undo(kept)
    with transaction():
        forum.put_back_post(scene.ben, scene.answer)
    assert (scene.status(), scene.case().state) == ("hidden", "claimed")


def test_report_made_after_a_decision_and_the_undone_ones_wait_together(app, scene, make):
    scene.report()
    kept = scene.do("keep")
    scene.report(make.member())
    scene.undo(kept)
    assert (scene.case().report_count, scene.case().weight) == (2, 2)


def test_flag_raised_while_a_decided_post_was_hidden_keeps_the_case_open(app, scene):
    scene.do("keep", who=scene.dele)
    hidden = scene.do("hide")
    with transaction():
        moderation.flag_post(scene.answer, rule="safety-check", kind="unsafe_advice")
    scene.undo(hidden)
    assert (scene.status(), scene.case().state) == ("visible", "claimed")


def test_undo_happens_once(app, scene):
    act = scene.remove()
    scene.undo(act)
    with pytest.raises(Conflict, match="undone this already"):
        scene.undo(act)
    assert len(scene.acts()) == 2


def test_undo_of_an_undo_is_not_offered(app, scene):
    undone = scene.undo(scene.remove())
    with pytest.raises(NotFound):
        scene.undo(undone)


def test_nobody_undoes_the_act_of_another(app, scene):
    act = scene.remove()
    with pytest.raises(Refused, match="Only the moderator who did this"):
        scene.undo(act, who=scene.dele)
    with pytest.raises(Refused, match="for moderators"):
        scene.undo(act, who=scene.meg)


def test_undo_is_for_the_last_act_only(app, scene, make):
    act = scene.remove()
    other = make.answer(scene.ben, scene.question)
    with transaction():
        moderation.hide_post(scene.mona, other)
    with pytest.raises(Conflict, match="decided something else since"):
        scene.undo(act)


def test_undo_after_another_moderator_decided_says_who(app, scene):
    act = scene.do("hide")
    scene.do("keep", who=scene.dele)
    with pytest.raises(TooLate) as refusal:
        scene.undo(act)
    assert refusal.value.earlier.by_id == scene.dele.id
    assert scene.status() == "visible"


def test_new_report_since_keeps_the_case_open_after_undoing_a_restore(app, scene, make):
    scene.remove(scene.dele)
    act = scene.do("restore")
    scene.report(make.member())
    scene.undo(act)
    assert (scene.status(), scene.case().state) == ("removed", "open")


def test_demoted_moderator_cannot_undo(app, scene):
    act = scene.remove()
    with transaction():
        scene.mona.role = "member"
    with pytest.raises(Refused):
        scene.undo(act)
    assert db.session.query(ModerationAction).filter_by(reverts_id=act.id).count() == 0
