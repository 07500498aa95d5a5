"""Acts about a thread: lock, close, topics, remarks; who may, what holds, and what undo brings."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.core.clock import at, now
from app.core.db import db, transaction
from app.core.errors import Conflict, Invalid, Refused
from app.forum import queries
from app.forum import services as forum
from app.forum.models import Post, Question, Revision
from app.moderation import services as moderation
from app.moderation.errors import TooLate
from app.moderation.models import ModerationAction


def act(verb, actor, post, **values):
    with transaction():
        return getattr(moderation, verb)(actor, db.session.get(Post, post.id), **values)


def undo(actor, done):
    with transaction():
        return moderation.undo_thread_act(actor, done.id)


def details(question) -> Question:
    return db.session.get(Question, question.id, populate_existing=True)


def lock(scene, **values):
    return act("lock_question", scene.mona, scene.question, reason="It is heated.", **values)


def close(scene, why="off_topic", **values):
    return act("close_question", scene.mona, scene.question, why=why, **values)


# -------------------------------------------------------------------------------------------- lock


def test_locked_thread_takes_nothing_from_members_and_all_from_moderators(app, make, scene):
    lock(scene)
    with pytest.raises(Refused, match="is locked"):
        make.answer(scene.meg, scene.question)
    with pytest.raises(Refused, match="is locked"):
        make.reply(scene.meg, scene.answer)
    with pytest.raises(Refused, match="is locked"), transaction():
        forum.edit_post(
            scene.ben, db.session.get(Post, scene.answer.id), body="New.", reason="", revision=1
        )
    assert make.reply(scene.dele, scene.answer).status == "visible"
    assert make.answer(scene.dele, scene.question).status == "visible"


def test_lock_with_an_end_ends_by_itself(app, make, scene):
    lock(scene, until=now() + timedelta(days=2))
    with at(now() + timedelta(days=1)):
        assert details(scene.question).is_locked
    with at(now() + timedelta(days=3)):
        assert not details(scene.question).is_locked
        assert make.reply(scene.meg, scene.answer).status == "visible"
        with pytest.raises(Conflict, match="not locked any more"):
            act("unlock_question", scene.dele, scene.question)
        lock(scene)


@pytest.mark.parametrize("days", [-1, 0, 400])
def test_lock_ends_within_a_year(app, scene, days):
    with pytest.raises(Invalid) as refusal:
        lock(scene, until=now() + timedelta(days=days))
    assert refusal.value.field == "until"


def test_lock_needs_a_reason(app, scene):
    with pytest.raises(Invalid) as refusal:
        act("lock_question", scene.mona, scene.question, reason="  ")
    assert refusal.value.field == "reason"


def test_members_and_the_asker_on_duty_cannot_lock(app, make, scene):
    own = make.question(scene.mona)
    for actor, post in ((scene.ben, scene.question), (scene.mona, own)):
        with pytest.raises(Refused):
            act("lock_question", actor, post, reason="No.")
    assert db.session.query(ModerationAction).filter_by(kind="lock_question").count() == 0


def test_locking_a_question_deleted_a_second_ago_does_nothing(app, scene):
    with transaction():
        forum.withdraw_post(scene.asha, db.session.get(Post, scene.question.id))
    with pytest.raises(Conflict, match="no longer here"):
        lock(scene)


def test_unlock_names_the_lock_and_readers_may_write_again(app, make, scene):
    locked = lock(scene)
    unlocked = act("unlock_question", scene.dele, scene.question)
    assert unlocked.reverts_id == locked.id
    assert make.reply(scene.meg, scene.answer).status == "visible"


def test_lock_raises_the_content_version(app, scene):
    before = details(scene.question).content_version
    lock(scene)
    assert details(scene.question).content_version > before


# ------------------------------------------------------------------------------------------- close


def test_closed_question_takes_replies_and_no_answers_from_anybody(app, make, scene):
    close(scene, reason="It is about a car.")
    for writer in (scene.meg, scene.dele):
        with pytest.raises(Refused, match="is closed"):
            make.answer(writer, scene.question)
    assert make.reply(scene.meg, scene.answer).status == "visible"
    act("reopen_question", scene.dele, scene.question)
    assert make.answer(scene.meg, scene.question).status == "visible"


def test_duplicate_names_a_question_that_readers_can_find(app, make, scene):
    other, hidden = make.question(scene.ben), make.question(scene.ben)
    with transaction():
        moderation.hide_post(scene.mona, db.session.get(Post, hidden.id))
    for wrong in (None, scene.question, scene.answer, db.session.get(Post, hidden.id)):
        with pytest.raises(Invalid) as refusal:
            close(scene, "duplicate", duplicate_of=wrong)
        assert refusal.value.field == "of"
    close(scene, "duplicate", duplicate_of=other)
    assert details(scene.question).duplicate_of_id == other.id
    with pytest.raises(Invalid, match="itself a duplicate"):
        act(
            "close_question", scene.mona, other, why="duplicate",
            duplicate_of=db.session.get(Post, scene.question.id),
        )  # fmt: skip


def test_unlisted_question_is_no_target(app, make, scene):
    other = make.question(scene.ben)
    with transaction():
        db.session.get(Question, other.id).is_unlisted = True
    with pytest.raises(Invalid, match="cannot find"):
        close(scene, "duplicate", duplicate_of=other)


def test_closed_and_locked_questions_do_not_wait_for_an_answer(app, make, scene):
    waiting = [make.question(scene.asha) for _ in range(3)]
    ids = [question.id for question in waiting]
    act("close_question", scene.mona, waiting[0], why="unsafe")
    act("lock_question", scene.mona, waiting[1], reason="Heated.", until=now() + timedelta(days=1))
    found = {row.post.id for row in queries.list_questions(None, only_waiting=True).items}
    assert found & set(ids) == {ids[2]}
    assert {row.id for row in queries.waiting_questions(None, 9)} & set(ids) == {ids[2]}
    with at(now() + timedelta(days=2)):
        found = {row.post.id for row in queries.list_questions(None, only_waiting=True).items}
        assert found & set(ids) == {ids[1], ids[2]}


def test_similar_questions_show_the_original_of_a_duplicate_once(app, make, scene):
    original = make.question(scene.asha, "Why does my left eyelid flutter at night?")
    again = make.question(scene.ben, "Why does my left eyelid flutter every night?")
    act("close_question", scene.mona, again, why="duplicate", duplicate_of=original)
    found = queries.similar_questions(None, "My left eyelid flutters every night")
    assert [one.id for one in found] == [original.id]
    related = queries.related_questions(None, details(original), ["eyelid"])
    assert original.id not in [one.id for one in related]
    assert again.id not in [one.id for one in related]


# ------------------------------------------------------------------------- topics and remarks


def test_retagging_counts_topics_again_and_stands_in_the_history(app, scene):
    done = act(
        "retag_question", scene.mona, scene.question, tags="sleep, hand", reason="It is the hand."
    )
    assert forum.topics_of(details(scene.question)) == ["sleep", "hand"]
    assert (done.before["topics"], done.after["topics"]) == (["eyelid"], ["sleep", "hand"])
    newest = db.session.scalars(
        select(Revision)
        .where(Revision.post_id == scene.question.id)
        .order_by(Revision.number.desc())
    ).first()
    assert (newest.number, newest.tags, newest.reason) == (2, "sleep, hand", "It is the hand.")
    undo(scene.mona, done)
    assert forum.topics_of(details(scene.question)) == ["eyelid"]


def test_the_same_topics_are_no_act(app, scene):
    with pytest.raises(Invalid) as refusal:
        act("retag_question", scene.mona, scene.question, tags="eyelid", reason="No.")
    assert refusal.value.field == "tags"


def test_remark_is_rendered_safely_when_it_is_written(app, scene):
    act(
        "set_remark", scene.mona, scene.answer,
        text="One person's *experience* <script>alert(1)</script>",
    )  # fmt: skip
    post = db.session.get(Post, scene.answer.id, populate_existing=True)
    assert "<em>experience</em>" in post.remark_html
    assert "<script" not in post.remark_html
    act("clear_remark", scene.dele, scene.answer)
    post = db.session.get(Post, scene.answer.id, populate_existing=True)
    assert (post.remark, post.remark_html) == ("", "")


def test_undoing_a_second_remark_brings_the_first_back(app, scene):
    act("set_remark", scene.mona, scene.answer, text="The first.")
    second = act("set_remark", scene.mona, scene.answer, text="The second.")
    undo(scene.mona, second)
    post = db.session.get(Post, scene.answer.id, populate_existing=True)
    assert post.remark == "The first."
    assert "The first." in post.remark_html


@pytest.mark.parametrize("text", ["", "x" * 301])
def test_remark_is_one_line(app, scene, text):
    with pytest.raises(Invalid) as refusal:
        act("set_remark", scene.mona, scene.answer, text=text)
    assert refusal.value.field == "text"


def test_nobody_puts_a_remark_at_their_own_post(app, make, scene):
    own = make.answer(scene.mona, scene.question)
    with pytest.raises(Refused):
        act("set_remark", scene.mona, own, text="Very good.")


# ---------------------------------------------------------------------------- two at once, and undo


def test_second_moderator_hears_who_was_first(app, scene):
    seen = details(scene.question).thread_version
    close(scene, version=seen)
    with pytest.raises(TooLate) as refusal:
        act("lock_question", scene.dele, scene.question, reason="It is heated.", version=seen)
    assert (refusal.value.earlier.by, refusal.value.earlier.kind) == ("Mona", "close_question")
    assert not details(scene.question).is_locked


@pytest.mark.parametrize("verb", ["lock", "close"])
def test_undo_opens_the_thread_again_and_is_done_once(app, make, scene, verb):
    done = lock(scene) if verb == "lock" else close(scene)
    undo(scene.mona, done)
    assert make.answer(scene.meg, scene.question).status == "visible"
    with pytest.raises(Conflict):
        undo(scene.mona, done)


def test_only_who_did_it_undoes_it_and_only_the_last_act(app, scene):
    first = close(scene)
    with pytest.raises(Refused, match="Only the moderator"):
        undo(scene.dele, first)
    lock(scene)
    with pytest.raises(TooLate):
        undo(scene.mona, first)


def test_undoing_a_lock_that_has_ended_says_so(app, scene):
    done = lock(scene, until=now() + timedelta(hours=1))
    with at(now() + timedelta(hours=2)), pytest.raises(Conflict, match="not locked any more"):
        undo(scene.mona, done)
