"""The report form and the safety notices in a browser."""

from __future__ import annotations

import pytest

from app.core.db import db, transaction
from app.moderation import services as moderation
from app.moderation.models import Report

THANKS = (
    "Thank you. A moderator will look at it. We will tell you what we decided."
    " Only moderators can see that you reported it."
)


@pytest.fixture
def app(sqlite_app):
    """Pages: the engine plays no part."""
    return sqlite_app


def page(response):
    return response.get_data(as_text=True)


def path(scene):
    return f"/report?post=answer-{scene.answer.id}"


def test_member_reports_in_three_clicks_and_is_thanked(app, scene, browse):
    browser = browse(scene.meg)
    form = page(browser.get(path(scene)))
    assert "Unsafe advice" in form
    assert "Your e-mail address" not in form
    answer = browser.post("/report", data={"post": f"answer-{scene.answer.id}", "kind": "spam"})
    assert answer.status_code == 303
    assert THANKS in page(browser.get(answer.location))
    assert "Open the case" not in page(browser.get(answer.location))
    assert db.session.query(Report).filter_by(reporter_id=scene.meg.id).one().kind == "spam"


def test_second_report_names_the_day_of_the_first(app, scene, browse):
    scene.report()
    report = db.session.query(Report).filter_by(reporter_id=scene.meg.id).one()
    answer = browse(scene.meg).post(path(scene), data={"kind": "spam"})
    assert answer.status_code == 409
    day = f"{report.created_at:%-d %B}"
    assert f"You reported this on {day}. It is still being checked." in page(answer)


def test_visitor_reports_with_an_address(app, scene, browse):
    browser = browse()
    assert "Your e-mail address" in page(browser.get(path(scene)))
    refused = browser.post(path(scene), data={"kind": "abuse", "text": "Look at this."})
    assert refused.status_code == 422
    assert "Give an e-mail address" in page(refused)
    assert "Look at this." in page(refused)
    sent = browser.post(path(scene), data={"kind": "abuse", "email": "vic@example.org"})
    assert sent.status_code == 303


def test_form_without_a_choice_keeps_the_text_and_says_what_is_missing(app, scene, browse):
    answer = browse(scene.meg).post(path(scene), data={"text": "Please look at it."})
    assert answer.status_code == 422
    assert "<title>Error:" in page(answer)
    assert "Choose what is wrong with it." in page(answer)
    assert "Please look at it." in page(answer)


def test_own_post_is_explained_and_cannot_be_sent(app, scene, browse):
    browser = browse(scene.ben)
    assert "This is your own post" in page(browser.get(path(scene)))
    assert browser.post(path(scene), data={"kind": "spam"}).status_code == 403


def test_posts_that_are_not_there_cannot_be_reported(app, scene, browse):
    scene.do("hide")
    for post in (
        "answer-999999",
        f"reply-{scene.answer.id}",
        "answer-",
        f"answer-{scene.answer.id}",
    ):
        assert browse(scene.meg).get(f"/report?post={post}").status_code == 404


def test_moderator_who_reports_can_open_the_case(app, scene, browse):
    browser = browse(scene.mona)
    sent = browser.post(path(scene), data={"kind": "spam"})
    assert f"/moderation/queue/{scene.case().id}" in page(browser.get(sent.location))


def test_enough_reports_hide_the_post_as_configured(app, scene, make, browse):
    for _ in range(app.config["HIDE_UNSAFE_AT"]):
        assert scene.status() == "visible"
        browse(make.member()).post(path(scene), data={"kind": "unsafe_advice"})
    assert scene.status() == "hidden"


def test_safety_notices_show_the_note_but_never_words_title_or_author(app, scene, browse):
    scene.remove()
    visitor = browse()
    for address in ("/safety-notices", f"/safety-notices/{scene.answer.id}"):
        text = page(visitor.get(address))
        assert "Do not stop a prescribed medicine without asking" in text
        assert "It told people to stop." in text
        for secret in ("Just stop the tablets", "Ben", "flutter", scene.question.permalink):
            assert secret not in text
    assert "Set-Cookie" not in visitor.get("/safety-notices").headers


def test_notice_leaves_when_the_post_is_put_back(app, scene, browse):
    scene.remove()
    scene.do("restore", who=scene.dele)
    assert browse().get(f"/safety-notices/{scene.answer.id}").status_code == 404
    assert "No safety notices yet." in page(browse().get("/safety-notices"))


def test_removal_for_another_reason_is_no_safety_notice(app, scene, browse):
    with transaction():
        moderation.remove_post(scene.mona, scene.answer, reason="It advertised something.")
    assert browse().get(f"/safety-notices/{scene.answer.id}").status_code == 404


def test_audit_page_filters_and_ignores_what_it_cannot_read(app, scene, browse):
    scene.remove()
    browser = browse(scene.mona)
    assert "It told people to stop." in page(browser.get("/moderation/audit"))
    for query in ("act=keep_post", f"moderator={scene.dele.id}", "to=2001-01-01", "post=999"):
        assert "No acts found." in page(browser.get(f"/moderation/audit?{query}"))
    for query in ("act=x", "moderator=x", "from=x", "post=x", f"post=answer-{scene.answer.id}"):
        assert "It told people to stop." in page(browser.get(f"/moderation/audit?{query}"))
