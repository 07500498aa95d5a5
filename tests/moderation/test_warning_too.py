"""The second box of a removal: the author is warned in the same moment."""

from __future__ import annotations

import pytest

from app.core.db import db, transaction
from app.core.errors import Invalid, Refused
from app.moderation import services as moderation
from app.moderation.member_models import MemberWarning
from app.moderation.models import ModerationAction
from app.moderation.presets import all_presets
from tests.moderation.conftest import NOTE

UNSAFE = {"category": "dosing", "reason": "It gave an amount.", "safer_note": NOTE}
WORDS = "Please leave amounts out of what you write here."


def remove_and_warn(scene, who=None, post=None, warning=WORDS, **values):
    with transaction():
        return moderation.remove_and_warn(
            who or scene.mona, post or scene.answer, warning=warning, **(UNSAFE | values)
        )


def unread_of(member):
    return db.session.get(type(member), member.id, populate_existing=True).unread_warning_count


def test_removal_and_warning_are_two_acts_of_one_click(app, scene):
    act = remove_and_warn(scene)
    acts = db.session.query(ModerationAction).filter_by(batch_id=act.batch_id)
    assert sorted(one.kind for one in acts) == ["remove_post", "warn_member"]
    assert scene.status() == "removed"
    assert unread_of(scene.ben) == 1


def test_undo_takes_both_back(app, scene):
    act = remove_and_warn(scene)
    scene.undo(act)
    assert scene.status() == "visible"
    assert unread_of(scene.ben) == 0
    assert db.session.query(MemberWarning).one().withdrawn_at is not None


def test_undo_leaves_a_warning_that_was_taken_back_already(app, scene):
    act = remove_and_warn(scene)
    with transaction():
        warning = db.session.query(ModerationAction).filter_by(kind="warn_member").one()
        moderation.reverse_act(scene.dele, warning)
    scene.undo(act)
    assert scene.status() == "visible"


@pytest.mark.parametrize("words", ["", "Too short."])
def test_bad_words_of_the_warning_leave_the_post_in_place(app, scene, words):
    with pytest.raises(Invalid) as refused:
        remove_and_warn(scene, warning=words)
    assert refused.value.field == "warning"
    assert scene.status() == "visible"


def test_author_behind_a_mask_is_not_warned(app, scene, make):
    masked = make.question(scene.asha, is_anonymous=True)
    with pytest.raises(Invalid):
        remove_and_warn(scene, post=masked)
    assert scene.status(masked) == "visible"


def test_moderator_does_not_warn_another(app, scene, make):
    post = make.answer(scene.dele, scene.question)
    with pytest.raises(Refused):
        remove_and_warn(scene, post=post)
    assert scene.status(post) == "visible"


def form(scene, **fields):
    return {"act": "unsafe", "category": "dosing", "version": scene.case().version} | fields


def test_desk_offers_the_box_and_does_both(sqlite_app, scene, browse):
    scene.report()
    browser = browse(scene.mona)
    path = f"/moderation/queue/{scene.case().id}"
    page = browser.get(f"{path}?act=unsafe").get_data(as_text=True)
    assert "Warn Ben (first warning)" in page
    assert all_presets()["unsafe_advice"].text[:40] in page
    answer = browser.post(f"{path}/decision", data=form(scene, warn="y", earlier="0"))
    assert answer.status_code == 303
    assert db.session.query(MemberWarning).one().text == all_presets()["unsafe_advice"].text
    assert "Its author is warned." in browser.get("/moderation/queue").get_data(as_text=True)


def test_desk_keeps_the_words_of_a_warning_that_is_too_short(sqlite_app, scene, browse):
    scene.report()
    answer = browse(scene.mona).post(
        f"/moderation/queue/{scene.case().id}/decision",
        data=form(scene, warn="y", warning="Not so.", earlier="0"),
    )
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "Write a warning of 20 to 500 characters." in page
    assert "Not so.</textarea>" in page


def test_desk_does_not_offer_the_box_for_staff_or_a_mask(sqlite_app, scene, make, browse):
    masked, staff = (
        make.question(scene.asha, is_anonymous=True),
        make.answer(scene.dele, scene.question),
    )
    for post in (masked, staff):
        scene.report(post=post)
        page = browse(scene.mona).get(f"/moderation/queue/{scene.case(post).id}?act=unsafe")
        assert "Remove as unsafe" in page.get_data(as_text=True)
        assert 'name="warn"' not in page.get_data(as_text=True)
