"""Drafts: whose they are, and that nothing is lost on the way to an account."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from app.accounts import services as accounts
from app.accounts.events import EmailConfirmed
from app.accounts.models import Member
from app.accounts.services.tokens import issue_token
from app.core.clock import now
from app.core.db import db, transaction
from app.core.errors import NotFound
from app.core.events import record
from app.forum import queries
from app.forum import services as forum
from app.forum.models import Draft, Post, Question
from tests.forum.test_asking import DETAILS, FIRST, TITLE, ready, start

STROKE = "My face is drooping on the left side and my speech is slurred since this morning."
PASSWORD = "five purple lanterns drift"
NEWCOMER = {"email": "nina@example.org", "password": PASSWORD}


def sign_in(browser, member) -> None:
    """Sign a member in as the form does, so that drafts of this browser are handed over."""
    with transaction():
        accounts.sign_in(member.id, browser=browser.get_cookie("drafts").value)
    with browser.session_transaction() as session:
        session["_user_id"] = member.get_id()
        session["_fresh"] = True


def confirm(member) -> None:
    with transaction():
        member.email_confirmed_at = now()
        record(EmailConfirmed(member.id))


def newcomer():
    return db.session.query(Member).filter_by(email="nina@example.org").one()


def test_visitor_writes_without_an_account(sqlite_app, browse):
    browser = browse()
    draft = ready(browser)
    cookie = browser.get_cookie("drafts")
    assert cookie.http_only
    assert cookie.same_site == "Lax"
    assert not cookie.secure  # on http; the tests' address has no https
    for step in ("", "/notes", "/preview"):
        assert browser.get(f"{draft}{step}").status_code == 200


def test_cookie_is_secure_on_https(sqlite_app, browse, monkeypatch):
    monkeypatch.setitem(sqlite_app.config, "BASE_URL", "https://forum.example.org")
    response = browse().post("/questions/ask", data=FIRST)
    cookie = next(c for c in response.headers.getlist("Set-Cookie") if c.startswith("drafts="))
    assert "Secure" in cookie
    assert "HttpOnly" in cookie


def test_secret_of_a_browser_is_kept_hashed(sqlite_app, browse):
    browser = browse()
    start(browser)
    assert browser.get_cookie("drafts").value not in db.session.query(Draft).one().browser_hash


def test_another_browser_does_not_find_the_draft(app, make, browse):
    draft = ready(browse())
    for other in (browse(), browse(make.member("Ben")), browse(make.moderator())):
        for step in ("", "/notes", "/safety", "/preview"):
            assert other.get(f"{draft}{step}").status_code == 404
        assert other.post(draft, data=FIRST).status_code == 404
        assert other.post(f"{draft}/save", data=FIRST).status_code == 404
        assert other.post(f"{draft}/preview", data=NEWCOMER).status_code == 404
        assert (
            other.post(draft.replace("/questions/ask", "/drafts") + "/deletion").status_code == 404
        )
    assert db.session.query(Draft).count() == 1


@pytest.mark.parametrize("draft_id", ["%00", "..", "a" * 300, "é", "drafts"])
def test_draft_that_does_not_exist_is_a_calm_page(app, browse, draft_id):
    response = browse().get(f"/questions/ask/{draft_id}/notes")
    assert response.status_code == 404


def test_key_of_somebody_elses_draft_makes_a_draft_of_ones_own(app, make, browse):
    theirs = start(browse(), key="k" * 32)
    mine = start(browse(make.member("Ben")), key="k" * 32)
    assert theirs != mine
    assert db.session.query(Draft).count() == 2


def test_autosave_keeps_what_is_typed_without_judging_it(app, make, browse):
    browser = browse(make.member("Asha"))
    draft = start(browser)
    response = browser.fragment(
        "POST",
        f"{draft}/save",
        data={"title": "t" * 5_000, "details": "d" * 90_000, "tags": "x" * 5_000},
    )
    assert response.status_code == 200
    assert "Draft saved" in response.text
    saved = db.session.query(Draft).one()
    assert saved.title.startswith("ttt")
    browser.post(
        f"{draft}/save", data={"noticed": "n" * 500, "frequency": "never", "places": "\x00"}
    )
    saved = db.session.query(Draft).one()
    assert (saved.noticed, saved.frequency, saved.places) == ("n" * 60, None, None)


def test_unfinished_questions_are_offered_above_the_form(sqlite_app, make, browse):
    browser = browse(make.member("Asha"))
    assert "Continue your draft" not in browser.get("/questions/ask").text
    draft = start(browser)
    page = browser.get("/questions/ask").text
    assert "Continue your draft" in page
    assert f'href="{draft}"' in page
    assert draft not in browse().get("/questions/ask").text


def test_draft_can_be_deleted(sqlite_app, make, browse):
    browser = browse(make.member("Asha"))
    draft = start(browser)
    assert browser.post(draft.replace("/questions/ask", "/drafts") + "/deletion").status_code == 303
    assert db.session.query(Draft).count() == 0


def test_draft_goes_with_whoever_signs_in(app, make, browse):
    asha = make.member("Asha")
    browser = browse()
    draft = ready(browser)
    secret = browser.get_cookie("drafts").value
    sign_in(browser, asha)
    assert browser.post(f"{draft}/preview").location.endswith("?posted=1")
    assert db.session.query(Post).one().author_id == asha.id
    with pytest.raises(NotFound):  # the browser alone opens nothing any more
        queries.get_draft(None, draft.rpartition("/")[2], browser=secret)


def test_newcomer_posts_by_confirming_the_address(app, browse):
    browser = browse()
    draft = start(browser, is_anonymous="y")
    browser.post(f"{draft}/notes", data={"duration": "a few seconds", "signs": "none"})
    response = browser.post(f"{draft}/preview", data=NEWCOMER)
    assert response.status_code == 303
    page = browser.get(response.location).text
    assert "Your question waits; we post it when you confirm the address." in page
    assert "nina@example.org" in page
    assert db.session.query(Post).count() == 0
    confirm(newcomer())
    question = db.session.query(Question).one()
    assert question.duration == "a few seconds"
    assert db.session.get(Post, question.post_id).is_anonymous
    assert queries.latest_question_of(newcomer()) == question.path
    assert db.session.query(Draft).count() == 0


def test_known_address_gets_the_same_page_and_keeps_the_draft_in_the_browser(app, make, browse):
    make.member("Nina", email="nina@example.org")
    pages = []
    for email in ("nina@example.org", "new@example.org"):
        browser = browse()
        draft = ready(browser)
        response = browser.post(f"{draft}/preview", data=NEWCOMER | {"email": email})
        page = browser.get(response.location).text.replace(email, "")
        pages.append(re.sub(r'value="[^"]*"|ask/[\w-]+', "", page))
        assert browser.get(f"{draft}/preview").status_code == 200
    assert pages[0] == pages[1]
    assert db.session.query(Draft).filter_by(member_id=None).count() == 1


def test_address_with_a_slip_does_not_take_the_draft_away(app, browse):
    browser = browse()
    draft = ready(browser)
    browser.post(f"{draft}/preview", data=NEWCOMER | {"email": "nnia@example.org"})
    assert browser.get(f"{draft}/preview").status_code == 200
    browser.post(f"{draft}/preview", data=NEWCOMER)
    assert db.session.query(Draft).one().member_id == newcomer().id


def test_poor_password_is_told_at_its_field_and_nothing_is_lost(sqlite_app, browse):
    browser = browse()
    draft = ready(browser)
    response = browser.post(f"{draft}/preview", data=NEWCOMER | {"password": "short"})
    assert response.status_code == 422
    assert 'href="#password"' in response.text
    assert "short" not in response.text.partition("<main")[2].replace("short,", "")
    assert 'value="nina@example.org"' in response.text


def test_what_others_wrote_for_an_unproven_address_stops_waiting(app, browse):
    stranger, nina = browse(), browse()
    for browser in (stranger, nina):
        draft = ready(browser)
        browser.post(f"{draft}/preview", data=NEWCOMER)
    waiting = queries.waiting_drafts(newcomer().id)
    assert [one.id for one in waiting] == [draft.rpartition("/")[2]]


def test_owner_of_the_address_sees_what_confirming_would_post(app, browse):
    browser = browse()
    browser.post(f"{ready(browser)}/preview", data=NEWCOMER)
    with transaction():
        token = issue_token("confirm", member=newcomer(), email="nina@example.org")
    assert TITLE in browse().get(f"/email/confirm/{token}").text


def test_member_with_unconfirmed_address_waits_too(app, make, browse):
    vic = make.member("Vic", confirmed=False)
    browser = browse(vic)
    draft = ready(browser)
    response = browser.post(f"{draft}/preview")
    assert response.location.endswith("/waiting")
    assert "vic@example.org" in browser.get(response.location).text
    confirm(vic)
    assert db.session.query(Question).count() == 1


def test_waiting_page_leads_to_the_question_once_it_is_posted(app, make, browse):
    vic = make.member("Vic", confirmed=False)
    browser = browse(vic)
    waiting = browser.post(f"{ready(browser)}/preview").location
    confirm(vic)
    assert browser.get(waiting).location.endswith("?posted=1")


def test_draft_that_cannot_be_posted_does_not_stop_the_confirmation(app, make):
    vic = make.member("Vic", confirmed=False)
    with transaction():
        for title in ("Help", TITLE):
            draft = forum.start_draft(vic, kind="question", browser=None)
            forum.save_draft(draft, title=title, body=DETAILS, warning_signs=[])
            forum.let_wait(draft)
    confirm(vic)
    assert vic.is_confirmed
    assert db.session.query(Question).one().title == TITLE
    left = db.session.query(Draft).one()
    assert (left.title, left.is_posted_on_confirm) == ("Help", False)


def test_waiting_question_that_became_an_emergency_is_not_posted_unseen(app, make, browse):
    vic = make.member("Vic", confirmed=False)
    browser = browse(vic)
    draft = ready(browser)
    browser.post(f"{draft}/preview")
    browser.post(f"{draft}/save", data=FIRST | {"details": STROKE})
    confirm(vic)
    assert db.session.query(Post).count() == 0
    assert queries.kept_draft_of(vic) == f"{draft}/preview"
    assert browser.get(f"{draft}/preview").location == f"{draft}/safety"
    browser.post(f"{draft}/safety", data={"now": "anyway"})
    assert browser.post(f"{draft}/preview").location.endswith("?posted=1")


def test_answer_of_a_visitor_is_brought_back_after_sign_in(app, make, browse):
    asha, ben = make.member("Asha"), make.member("Ben")
    question = make.question(asha)
    browser = browse()
    response = browser.post(
        f"/questions/{question.id}/answers",
        data={
            "body": "Mine went after a week.",
            "answer_kind": "information",
            "source_url": "https://example.org/page",
        },
    )
    assert response.location.startswith(f"/login?next=/questions/{question.id}/answers%3Fdraft%3D")
    assert "Sign in and we will bring your text back." in browser.get(response.location).text
    sign_in(browser, ben)
    back = response.location.partition("next=")[2].replace("%3F", "?").replace("%3D", "=")
    page = browser.get(back).text
    assert "Mine went after a week." in page
    assert 'value="https://example.org/page"' in page
    key = re.search(r'name="key" value="([^"]+)"', page).group(1)
    posted = browser.post(
        f"/questions/{question.id}/answers", data={"body": "Mine went after a week.", "key": key}
    )
    assert posted.status_code == 303
    assert db.session.query(Draft).count() == 0


def test_draft_of_one_question_is_not_brought_to_another(sqlite_app, make, browse):
    asha = make.member("Asha")
    one, other = make.question(asha), make.question(asha)
    browser = browse()
    location = browser.post(
        f"/questions/{one.id}/answers", data={"body": "Mine went after a week."}
    ).location
    draft = location.rpartition("%3D")[2]
    page = browser.get(f"/questions/{other.id}/answers?draft={draft}").text
    assert "Mine went after a week." not in page


def test_reply_of_an_unconfirmed_member_is_posted_on_confirmation(app, make, browse):
    asha, vic = make.member("Asha"), make.member("Vic", confirmed=False)
    answer = make.answer(asha, make.question(asha))
    browser = browse(vic)
    response = browser.post(f"/answers/{answer.id}/replies", data={"body": "Thank you for this."})
    assert "Your reply waits" in browser.get(response.location).text
    confirm(vic)
    reply = db.session.query(Post).filter_by(kind="reply").one()
    assert (reply.body, reply.author_id) == ("Thank you for this.", vic.id)
    assert queries.latest_question_of(vic) == f"/r/{reply.id}"


def test_nothing_is_the_latest_question_after_a_minute(app, make):
    asha = make.member("Asha")
    question = make.question(asha)
    with transaction():
        question.created_at = now() - timedelta(minutes=2)
    assert queries.latest_question_of(asha) is None


def test_old_drafts_are_deleted(app, make):
    asha = make.member("Asha")
    with transaction():
        old = forum.start_draft(asha, kind="question", browser=None)
        forum.start_draft(asha, kind="question", browser=None)
        old.updated_at = now() - timedelta(days=31)
        db.session.flush()
        assert forum.drafts.purge_drafts() == 1
    assert db.session.query(Draft).count() == 1
