"""The pages about members in a browser without JavaScript: warning, file, decisions, appeals."""

from __future__ import annotations

import html

import pytest

from app.core.db import db, transaction
from app.forum.models import Post
from app.moderation import services as moderation
from app.moderation.member_models import Appeal, MemberWarning, PrivateNote
from app.moderation.models import ModerationAction
from app.moderation.presets import all_presets
from app.permissions.rights import EVERYTHING
from tests.moderation.test_members import row, suspend, warn


@pytest.fixture
def app(sqlite_app):
    """Pages: the engine plays no part."""
    return sqlite_app


def page(response):
    return html.unescape(response.get_data(as_text=True))


def last_act(kind):
    return (
        db.session.query(ModerationAction)
        .filter_by(kind=kind)
        .order_by(ModerationAction.id.desc())
        .first()
    )


# ------------------------------------------------------------------------------ the warning


def test_a_warned_member_sees_only_the_warning_until_it_is_ticked(app, scene, browse):
    warn(scene, post=scene.answer)
    browser = browse(scene.ben)
    for path in ("/", "/questions", "/notifications", "/settings/profile", "/no/such/page"):
        assert browser.get(path).location == "/warning"
    text = page(browser.get("/warning"))
    assert "leave out what others are to take" in text
    assert "Just stop the tablets" in text
    warning = db.session.query(MemberWarning).one()
    unticked = browser.post("/warning", data={"warning": warning.id})
    assert unticked.status_code == 422
    assert "<title>Error:" in page(unticked)
    assert browser.get("/").location == "/warning"
    assert browser.post("/warning", data={"warning": warning.id, "read": "y"}).status_code == 303
    assert browser.get("/").status_code == 200
    assert db.session.get(MemberWarning, warning.id).acknowledged_at is not None


@pytest.mark.parametrize("path", ["/emergency", "/help/rules", "/help/after-unsafe-advice"])
def test_safety_pages_stay_open_while_a_warning_waits(app, scene, browse, path):
    warn(scene)
    assert browse(scene.ben).get(path).status_code == 200


def test_a_warned_member_can_sign_out(app, scene, browse):
    warn(scene)
    assert browse(scene.ben).post("/logout").location != "/warning"


def test_what_was_being_sent_is_shown_with_the_warning(app, scene, browse):
    warn(scene)
    answer = browse(scene.ben).post(
        f"/questions/{scene.question.id}/answers", data={"body": "Words of half an hour."}
    )
    assert answer.status_code == 403
    assert "Words of half an hour." in page(answer)
    assert db.session.query(Post).filter(Post.body.contains("half an hour")).count() == 0


def test_a_second_warning_needs_its_own_tick(app, scene, browse):
    warn(scene)
    warn(scene, text="And please stop calling people names in your answers.")
    first = db.session.query(MemberWarning).order_by(MemberWarning.id).first()
    browser = browse(scene.ben)
    browser.post("/warning", data={"warning": first.id, "read": "y"})
    assert "calling people names" in page(browser.get("/warning"))
    assert browser.post("/warning", data={"warning": first.id, "read": "y"}).status_code == 422


# ------------------------------------------------------------------------------ desk and file


def test_warn_from_the_desk_with_the_prepared_words_and_take_it_back(app, scene, browse):
    scene.report()
    browser, case = browse(scene.mona), scene.case().id
    form = page(browser.get(f"/moderation/queue/{case}?act=warn"))
    assert "first warning" in form
    sent = browser.post(
        f"/moderation/users/{scene.ben.id}/warnings",
        data={"preset": "abuse", "text": "", "case": case, "earlier": 0},
    )
    assert sent.location == f"/moderation/queue/{case}"
    assert row(scene.ben).unread_warning_count == 1
    assert db.session.query(MemberWarning).one().text == all_presets()["abuse"].text
    undo = f"/moderation/actions/{last_act('warn_member').id}/reversal"
    text = page(browser.get(f"/moderation/queue/{case}?act=warn"))
    assert undo in text
    assert "second warning" in text
    browser.post(undo)
    assert row(scene.ben).unread_warning_count == 0


def test_suspend_a_single_right_from_the_file_and_lift_it(app, scene, browse):
    browser, path = browse(scene.mona), f"/moderation/users/{scene.ben.id}"
    assert "Until somebody lifts it" in page(browser.get(f"{path}?act=suspend"))
    fields = {"right": "voting", "length": "days", "days": "400", "reason": "voting in circles"}
    refused = browser.post(f"{path}/suspensions", data=fields)
    assert refused.status_code == 422
    assert "voting in circles" in page(refused)
    assert browser.post(f"{path}/suspensions", data=fields | {"days": "7"}).location == path
    text = page(browser.get(path))
    assert "No voting until" in text
    assert "voting in circles" in text
    browser.post(f"/moderation/actions/{last_act('suspend_member').id}/reversal")
    assert row(scene.ben).suspension("voting") is None
    assert "Lifted" in page(browser.get(path))


def test_a_note_on_a_case_is_for_the_staff_alone(app, scene, browse):
    scene.report()
    browser, case = browse(scene.mona), scene.case().id
    empty = browser.post(f"/moderation/queue/{case}/notes", data={"text": ""})
    assert empty.status_code == 422
    browser.post(f"/moderation/queue/{case}/notes", data={"text": "His aunt is a nurse, he says."})
    assert "aunt" in page(browse(scene.dele).get(f"/moderation/queue/{case}"))
    for path in (f"/users/{scene.ben.id}", f"/a/{scene.answer.id}", "/appeals", "/notifications"):
        assert "aunt" not in page(browse(scene.ben).get(path, follow_redirects=True))
    assert db.session.query(PrivateNote).count() == 1


def test_whoever_hides_behind_a_mask_is_not_named_by_the_desk(app, scene, make, browse):
    secret = make.question(scene.ben, is_anonymous=True)
    scene.report(post=secret)
    text = page(browse(scene.mona).get(f"/moderation/queue/{scene.case(secret).id}?act=warn"))
    assert f"/moderation/users/{scene.ben.id}" not in text
    assert "act=warn" not in text


def test_a_moderators_own_file_is_refused(app, scene, browse):
    assert browse(scene.mona).get(f"/moderation/users/{scene.mona.id}").status_code == 403


# ------------------------------------------------------------------------------ the other side


def test_an_open_session_is_refused_at_the_next_request_and_may_read_and_appeal(app, scene, browse):
    browser = browse(scene.ben)
    assert browser.get(f"/questions/{scene.question.id}/answers").status_code == 200
    act = suspend(scene, right=EVERYTHING)
    refused = browser.post(
        f"/questions/{scene.question.id}/answers", data={"body": "Words that I want to keep."}
    )
    assert refused.status_code == 403
    assert "You cannot post until" in page(refused)
    assert "Words that I want to keep." in page(refused)
    assert browser.get(f"/q/{scene.question.id}", follow_redirects=True).status_code == 200
    assert "three warnings in a week" in page(browser.get("/appeals"))
    sent = browser.post(f"/actions/{act.id}/appeals", data={"reason": "It was a joke among us."})
    assert sent.status_code == 303
    assert "It was a joke among us." in page(browser.get(f"/actions/{act.id}"))


def test_the_author_reads_which_rule_the_own_words_and_how_to_repair_it(app, scene, browse):
    act = scene.remove()
    text = page(browse(scene.ben).get("/notifications"))
    assert f"/actions/{act.id}" in text
    text = page(browse(scene.ben).get(f"/actions/{act.id}"))
    for words in ("It told people to stop.", "Just stop the tablets", "You can say what happened"):
        assert words in text
    assert f'action="/actions/{act.id}/appeals"' in text
    assert "Just stop the tablets" not in page(browse(scene.meg).get(f"/actions/{act.id}"))


def test_an_appeal_from_notice_to_answer_without_javascript(app, scene, browse):
    act = scene.remove()
    author, dele = browse(scene.ben), browse(scene.dele)
    short = author.post(f"/actions/{act.id}/appeals", data={"reason": "No"})
    assert short.status_code == 422
    author.post(f"/actions/{act.id}/appeals", data={"reason": "I only told my own story."})
    appeal = db.session.query(Appeal).one()
    scene.report(post=scene.question)
    assert "1 appeal" in page(dele.get("/moderation/queue"))
    assert "Removed answer" in page(dele.get("/moderation/appeals"))
    text = page(dele.get(f"/moderation/appeals/{appeal.id}"))
    assert "Just stop the tablets" in text
    assert "I only told my own story." in text
    own = page(browse(scene.mona).get(f"/moderation/appeals/{appeal.id}"))
    assert "another moderator decides the appeal" in own
    path = f"/moderation/appeals/{appeal.id}/decision"
    assert dele.post(path, data={"outcome": "overturned", "answer": ""}).status_code == 422
    decided = {"outcome": "overturned", "answer": "It tells a story."}
    assert dele.post(path, data=decided).status_code == 303
    assert dele.post(path, data=decided).status_code == 409
    assert scene.status() == "visible"
    assert "It tells a story." in page(author.get("/notifications"))
    assert "A decision of yours was appealed" in page(browse(scene.mona).get("/notifications"))


def test_the_list_of_appeals_keeps_the_mask(app, scene, make, browse):
    secret = make.question(scene.ben, is_anonymous=True)
    with transaction():
        act = moderation.remove_post(scene.mona, secret, reason="It was posted before.")
        appeal = moderation.file_appeal(scene.ben, act.id, reason="The other one is gone by now.")
    for path in ("/moderation/appeals", f"/moderation/appeals/{appeal.id}"):
        text = page(browse(scene.dele).get(path))
        assert "Anonymous asker" in text
        assert "Ben" not in text
