"""The review desk in a browser without JavaScript."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from sqlalchemy import event

from app.core import clock
from app.core.clock import now
from app.core.db import db, transaction
from app.moderation import services as moderation
from app.moderation.models import Case
from app.moderation.reasons import all_reasons


@pytest.fixture
def app(sqlite_app):
    """Pages: the engine plays no part."""
    return sqlite_app


def desk(scene, post=None, query=""):
    return f"/moderation/queue/{scene.case(post).id}{query}"


def decide(browser, scene, act, **fields):
    fields = {"act": act, "version": scene.case().version} | fields
    return browser.post(desk(scene) + "/decision", data=fields)


def page(response):
    return response.get_data(as_text=True)


def test_queue_shows_unsafe_first_then_the_oldest(app, scene, make, browse):
    spam, old = make.answer(scene.ben, scene.question), make.answer(scene.ben, scene.question)
    with clock.at(now() - timedelta(hours=2)):
        scene.report(post=old, kind="abuse")
    scene.report(post=spam, kind="spam")
    scene.report()
    text = page(browse(scene.mona).get("/moderation/queue"))
    order = [int(number) for number in re.findall(r'data-case="(\d+)"', text)]
    wanted = [scene.case().id, scene.case(old).id, scene.case(spam).id]
    assert [number for number in order if number in wanted] == wanted
    assert order[0] == wanted[0]


def test_filters_count_and_choose(app, scene, browse):
    scene.report()
    browser = browse(scene.mona)
    assert "Unsafe 1" in page(browser.get("/moderation/queue"))
    first_posts = page(browser.get("/moderation/queue?show=first"))
    assert f'data-case="{scene.case().id}"' not in first_posts
    assert browser.get("/moderation/queue?show=nothing").status_code == 404


def test_case_shows_post_reports_author_question_and_trail(app, scene, browse):
    scene.report(text="My doctor said never to do this.")
    text = page(browse(scene.mona).get(desk(scene)))
    for words in (
        "Just stop the tablets",
        "My doctor said never to do this.",
        "Meg",
        "2 posts",
        "Has anybody else felt this flutter",
        "Not said",
        "What has happened",
        "Stop or change a prescribed medicine",
    ):
        assert words in text
    assert '<meta name="robots" content="noindex">' in text


def test_text_that_changed_since_the_report_is_shown_as_a_difference(app, scene, browse):
    from app.forum import services as forum

    scene.report()
    with transaction():
        forum.edit_post(
            scene.ben, scene.answer, body="Had exactly this. Ask first.", reason="", revision=1
        )
    text = page(browse(scene.mona).get(desk(scene)))
    assert "<del>Just stop the tablets, I did.</del>" in text
    assert "<ins>Ask first.</ins>" in text


def test_removal_opens_the_next_case_and_offers_undo(app, scene, make, browse):
    other = make.answer(scene.ben, scene.question)
    scene.report()
    scene.report(post=other)
    browser = browse(scene.mona)
    answer = decide(
        browser,
        scene,
        "unsafe",
        category="stop_change_medicine",
        safer_note="Do not stop a prescribed medicine without asking first.",
    )
    assert answer.status_code == 303
    assert answer.location == desk(scene, other)
    assert scene.status() == "removed"
    text = page(browser.get(answer.location))
    assert "as unsafe." in text
    undo = re.search(r'action="(/moderation/actions/\d+/undo)"', text)[1]
    back = browser.post(undo)
    assert back.location == desk(scene)
    assert scene.status() == "visible"
    assert "Undone." in page(browser.get(back.location))
    assert "/undo" not in page(browser.get(back.location))


def test_empty_safer_note_takes_the_prepared_one(app, scene, browse):
    scene.report()
    decide(browse(scene.mona), scene, "unsafe", category="dosing")
    assert scene.acts()[-1].safer_note == all_reasons().unsafe["dosing"].note
    assert scene.acts()[-1].reason == all_reasons().unsafe["dosing"].reason


def test_canned_reason_or_own_words_remove_for_another_reason(app, scene, browse):
    scene.report(kind="spam")
    browser = browse(scene.mona)
    decide(browser, scene, "other", choice="spam")
    assert scene.acts()[-1].reason == "It advertised something."
    browser.post(f"/moderation/actions/{scene.acts()[-1].id}/undo")
    decide(browser, scene, "other", choice="spam", reason="The same text as last week.")
    assert scene.acts()[-1].reason == "The same text as last week."


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"act": "unsafe"}, "Choose what made it unsafe."),
        ({"act": "unsafe", "category": "dosing", "safer_note": "Short."}, "40 to 600 characters"),
        ({"act": "other"}, "Choose a reason, or write one."),
    ],
)
def test_decision_that_is_incomplete_comes_back_with_what_was_typed(
    app, scene, browse, fields, words
):
    scene.report()
    act = fields.pop("act")
    answer = decide(browse(scene.mona), scene, act, **fields)
    assert answer.status_code == 422
    assert words in page(answer)
    assert fields.get("safer_note", "") in page(answer)
    assert "<title>Error:" in page(answer)
    assert scene.acts() == []


def test_keep_hide_and_put_back_each_work_with_one_button(app, scene, browse):
    scene.report()
    browser = browse(scene.mona)
    for act, status in [("hide", "hidden"), ("keep", "visible"), ("other", "removed")]:
        assert decide(browser, scene, act, choice="spam").status_code == 303
        assert scene.status() == status
    assert decide(browser, scene, "restore").status_code == 303
    assert scene.status() == "visible"


def test_hidden_case_stays_and_the_next_one_opens(app, scene, make, browse):
    other = make.answer(scene.ben, scene.question)
    scene.report()
    scene.report(post=other)
    assert decide(browse(scene.mona), scene, "hide").location == desk(scene, other)


def test_next_case_skips_what_another_moderator_is_on_and_ones_own_post(app, scene, make, browse):
    claimed, own = (
        make.answer(scene.ben, scene.question),
        make.answer(scene.mona, scene.question),
    )
    scene.report()
    scene.report(post=claimed)
    scene.report(post=own)
    with transaction():
        moderation.claim_case(scene.dele, scene.case(claimed))
    answer = decide(browse(scene.mona), scene, "keep")
    assert answer.location not in (desk(scene, claimed), desk(scene, own))


def test_later_moderator_reads_who_was_faster(app, scene, browse):
    scene.report()
    seen = scene.case().version
    with clock.at(now() - timedelta(seconds=130)):
        scene.remove(scene.dele)
    answer = decide(browse(scene.mona), scene, "keep", version=seen)
    assert answer.status_code == 409
    assert "Dele removed this 2 minutes ago." in page(answer)
    assert len(scene.acts()) == 1


def test_own_post_is_explained_and_hides_who_reported_it(app, scene, make, browse):
    own = make.answer(scene.mona, scene.question)
    scene.report(post=own, text="This is wrong, I think.")
    browser = browse(scene.mona)
    text = page(browser.get(desk(scene, own)))
    assert "You wrote this post" in text
    assert "This is wrong, I think." not in text
    assert "Meg" not in text
    answer = browser.post(desk(scene, own) + "/decision", data={"act": "keep"})
    assert answer.status_code == 403
    assert "own post" in page(answer)


def test_demoted_moderator_is_refused_at_the_next_request(app, scene, browse):
    scene.report()
    browser = browse(scene.mona)
    assert browser.get(desk(scene)).status_code == 200
    with transaction():
        db.session.get(type(scene.mona), scene.mona.id).role = "member"
    answer = decide(browser, scene, "keep")
    assert answer.status_code == 403
    assert "This page is for moderators." in page(answer)
    assert browser.get(desk(scene)).status_code == 403
    assert scene.case().state == "open"


def test_claim_is_shown_to_others_and_can_be_left(app, scene, browse):
    scene.report()
    mona, dele = browse(scene.mona), browse(scene.dele)
    mona.post(desk(scene) + "/claim", data={"value": "claim"})
    assert "Mona is on it" in page(dele.get(desk(scene)))
    assert dele.post(desk(scene) + "/claim").status_code == 409
    mona.post(desk(scene) + "/claim", data={"value": "release"})
    assert "Mona is on it" not in page(dele.get(desk(scene)))
    assert [act.kind for act in scene.acts()] == ["claim_case", "release_case"]


def test_claim_is_forgotten_after_half_an_hour(app, scene, browse):
    scene.report()
    with clock.at(now() - timedelta(minutes=31)):
        browse(scene.mona).post(desk(scene) + "/claim")
    # The request ran at its own time: put the claim back by hand.
    with transaction():
        scene.case().claimed_at = now() - timedelta(minutes=31)
    assert "Mona is on it" not in page(browse(scene.dele).get(desk(scene)))
    assert browse(scene.dele).post(desk(scene) + "/claim").status_code == 303
    assert scene.case().claimed_by_id == scene.dele.id


def test_mask_holds_for_moderators_until_they_say_why(app, scene, make, browse):
    masked = make.question(
        make.member("Zebedee"), "Is it all right to ask without my name?", is_anonymous=True
    )
    scene.report(post=masked, kind="urgent_care")
    browser = browse(scene.mona)
    text = page(browser.get(desk(scene, masked)))
    assert "Anonymous asker" in text
    assert "Zebedee" not in text
    assert browser.post(desk(scene, masked) + "/reveal").status_code == 422
    browser.post(desk(scene, masked) + "/reveal", data={"reason": "needs help now"})
    assert "Zebedee" in page(browser.get(desk(scene, masked)))
    assert "Zebedee" not in page(browse(scene.dele).get(desk(scene, masked)))
    assert "needs help now" in page(browse(scene.dele).get("/moderation/audit"))


def test_nothing_waiting_thanks_and_shows_the_last_decisions(app, scene, browse):
    with transaction():
        for case in db.session.query(Case).all():
            post = db.session.get(type(scene.answer), case.post_id)
            moderation.keep_post(scene.dele, post)
    text = page(browse(scene.mona).get("/moderation/queue"))
    assert "Nothing waiting. Thank you." in text
    assert "Last decisions" in text


def test_edit_leads_back_to_the_case(app, scene, browse):
    scene.report()
    assert f'href="/answers/{scene.answer.id}/edit?next={desk(scene)}"' in page(
        browse(scene.mona).get(desk(scene))
    )


def test_queue_needs_as_many_queries_with_2000_cases_as_with_20(app, scene, make, browse):
    def values(place):
        late = now() - timedelta(hours=1) if place % 3 else None
        return {"priority": place % 8, "weight": place % 5, "opened_at": now(), "due_at": late}

    def fill(count):
        with transaction() as session:
            posts = [make.answer(scene.ben, scene.question) for _ in range(count)]
            session.add_all(
                Case(post_id=post.id, **values(place)) for place, post in enumerate(posts)
            )

    def queries(path):
        seen = []

        def note(_connection, _cursor, statement, *_):
            seen.append(statement)

        browser = browse(scene.mona)
        event.listen(db.engine, "before_cursor_execute", note)
        try:
            assert browser.get(path).status_code == 200
        finally:
            event.remove(db.engine, "before_cursor_execute", note)
        return len(seen)

    fill(20)
    few = [queries("/moderation/queue"), queries(desk(scene, scene.question))]
    from sqlalchemy import insert

    from app.forum.models import Post

    template = db.session.get(Post, scene.answer.id)
    columns = {c.key: getattr(template, c.key) for c in Post.__table__.columns}
    with transaction() as session:
        start = 100_000
        session.execute(insert(Post), [columns | {"id": start + n} for n in range(1980)])
        session.execute(insert(Case), [{"post_id": start + n, **values(n)} for n in range(1980)])
    assert [queries("/moderation/queue"), queries(desk(scene, scene.question))] == few
    assert len(page(browse(scene.mona).get("/moderation/queue"))) < 40_000


def test_long_queue_goes_on_without_gap_or_repeat(app, scene, make, browse, monkeypatch):
    monkeypatch.setattr("app.moderation.queries.queue.QUEUE_PAGE", 3)
    moment = now()
    for kind in ("spam", "unsafe_advice", "abuse", "personal_data"):
        for _ in range(2):
            with clock.at(moment):
                scene.report(post=make.answer(scene.ben, scene.question), kind=kind)
    browser, path, seen = browse(scene.mona), "/moderation/queue", []
    while path:
        text = page(browser.get(path))
        seen += re.findall(r'data-case="(\d+)"', text)
        further = re.search(r'rel="next" href="([^"]+)"', text)
        path = further and further[1].replace("&amp;", "&")
    waiting = db.session.query(Case).filter(Case.state != "decided").count()
    assert len(seen) == len(set(seen)) == waiting
