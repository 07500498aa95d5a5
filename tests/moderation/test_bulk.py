"""Deciding many cases with one click, and taking it back with one."""

from __future__ import annotations

import pytest

from app.core.db import db, transaction
from app.core.errors import Invalid, Refused
from app.forum import services as forum
from app.moderation import services as moderation
from app.moderation.limits import MOST_AT_ONCE
from app.moderation.models import ModerationAction

SPAM = "It advertised something."


@pytest.fixture
def spam(scene, make):
    """Three answers of Ben's, reported as spam by Meg."""
    posts = [make.answer(scene.ben, scene.question, f"Buy number {n} here.") for n in range(3)]
    for post in posts:
        scene.report(post=post, kind="spam")
    return posts


def versions(scene, posts):
    return {scene.case(post).id: scene.case(post).version for post in posts}


def decide(scene, posts, act="spam", who=None, seen=None):
    with transaction():
        return moderation.decide_many(
            who or scene.mona, act, seen or versions(scene, posts), reason=SPAM
        )


def test_each_case_gets_an_act_of_its_own_in_one_batch(app, scene, spam):
    done = decide(scene, spam)
    assert [scene.status(post) for post in spam] == ["removed"] * 3
    assert len({act.batch_id for act in done.acts}) == 1
    assert [act.kind for post in spam for act in scene.acts(post)[-1:]] == ["remove_post"] * 3
    assert done.left == []


@pytest.mark.parametrize(("act", "status"), [("keep", "visible"), ("hide", "hidden")])
def test_keep_and_hide_work_for_many(app, scene, spam, act, status):
    decide(scene, spam, act)
    assert [scene.status(post) for post in spam] == [status] * 3


def test_case_decided_meanwhile_is_left_alone_and_named(app, scene, spam):
    seen = versions(scene, spam)
    with transaction():
        moderation.keep_post(scene.dele, spam[1])
    done = decide(scene, spam, seen=seen)
    assert [scene.status(post) for post in spam] == ["removed", "visible", "removed"]
    assert [error.earlier.by for error in done.left] == ["Dele"]


def test_own_post_is_left_alone(app, scene, spam, make):
    own = make.answer(scene.mona, scene.question)
    scene.report(post=own, kind="spam")
    done = decide(scene, [*spam, own])
    assert scene.status(own) == "visible"
    assert (len(done.acts), len(done.left)) == (3, 1)


def test_undo_takes_the_whole_click_back(app, scene, spam):
    done = decide(scene, spam)
    scene.undo(done.acts[0])
    assert [scene.status(post) for post in spam] == ["visible"] * 3
    assert [scene.case(post).state for post in spam] == ["claimed"] * 3


def test_undo_leaves_what_another_decided_since(app, scene, spam):
    done = decide(scene, spam, "hide")
    with transaction():
        moderation.remove_post(scene.dele, spam[0], reason="Spam.")
    scene.undo(done.acts[-1])
    assert [scene.status(post) for post in spam] == ["removed", "visible", "visible"]


def test_undo_leaves_what_its_author_deleted_since(app, scene, spam):
    done = decide(scene, spam, "keep")
    with transaction():
        forum.withdraw_post(scene.ben, spam[0])
    scene.undo(done.acts[0])
    assert scene.status(spam[0]) == "withdrawn"


def test_undo_ends_with_the_next_act(app, scene, spam):
    done = decide(scene, spam)
    scene.do("hide")
    with pytest.raises(Exception, match="something else since"):
        scene.undo(done.acts[0])
    assert [scene.status(post) for post in spam] == ["removed"] * 3


def test_unsafe_is_never_removed_in_bulk(app, scene, spam):
    with pytest.raises(Invalid):
        decide(scene, spam, "unsafe")


def test_nothing_or_too_many_at_once_is_refused(app, scene, spam):
    for seen in ({}, dict.fromkeys(range(1, MOST_AT_ONCE + 2), 1)):
        with pytest.raises(Invalid), transaction():
            moderation.decide_many(scene.mona, "spam", seen, reason=SPAM)


def test_member_decides_nothing(app, scene, spam):
    with pytest.raises(Refused):
        decide(scene, spam, who=scene.meg)
    assert scene.status(spam[0]) == "visible"


# --------------------------------------------------------------------------------------- pages


def tick(scene, posts):
    return [f"{case}:{version}" for case, version in versions(scene, posts).items()]


def test_list_ticks_and_buttons_work_without_script(sqlite_app, scene, spam, browse):
    browser = browse(scene.mona)
    page = browser.get("/moderation/queue").get_data(as_text=True)
    assert all(f'value="{one}" form="bulk"' in page for one in tick(scene, spam))
    data = {"act": "spam", "cases": tick(scene, spam), "show": "reports"}
    answer = browser.post("/moderation/queue/bulk", data=data)
    assert (answer.status_code, answer.location) == (303, "/moderation/queue?show=reports")
    page = browser.get("/moderation/queue").get_data(as_text=True)
    assert "3 posts removed." in page
    last = db.session.query(ModerationAction).order_by(ModerationAction.id.desc()).first()
    undone = browser.post(f"/moderation/actions/{last.id}/undo", data={"all": "1"})
    assert undone.location == "/moderation/queue"
    assert "Undone for 3 cases." in browser.get("/moderation/queue").get_data(as_text=True)


def test_result_names_what_was_left_alone(sqlite_app, scene, spam, browse):
    ticked = tick(scene, spam)
    with transaction():
        moderation.keep_post(scene.dele, spam[0])
    browser = browse(scene.mona)
    browser.post("/moderation/queue/bulk", data={"act": "spam", "cases": ticked})
    page = browser.get("/moderation/queue").get_data(as_text=True)
    assert "2 posts removed. 1 left as it is: Dele kept this" in page


def test_nothing_done_says_why(sqlite_app, scene, spam, browse):
    ticked = tick(scene, spam[:1])
    with transaction():
        moderation.keep_post(scene.dele, spam[0])
    browser = browse(scene.mona)
    answer = browser.post("/moderation/queue/bulk", data={"act": "hide", "cases": ticked})
    assert answer.status_code == 409
    assert "Dele kept this" in answer.get_data(as_text=True)


@pytest.mark.parametrize("data", [{"act": "spam"}, {"act": "spam", "cases": "x"}, {"cases": "1:1"}])
def test_form_that_says_nothing_is_told_what_to_do(sqlite_app, scene, spam, browse, data):
    answer = browse(scene.mona).post("/moderation/queue/bulk", data=data)
    assert answer.status_code == 422
    assert "Nothing was done by you." in answer.get_data(as_text=True)
