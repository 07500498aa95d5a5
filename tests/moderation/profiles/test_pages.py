"""A report about a member from the link on their page to the decision at the desk."""

from __future__ import annotations

import pytest

from app.core.clock import now
from app.core.db import db, transaction
from app.moderation import services as moderation
from app.moderation.member_models import Appeal
from app.moderation.models import Case, ModerationAction, Report
from tests.guards.test_query_counts import statements
from tests.moderation.profiles.conftest import ABOUT

HIDDEN = "You are all idiots"
CHECKING = "A moderator is checking this profile."


def decide(browser, page, act, **data):
    path = f"/moderation/queue/{page.case().id}/profile-decision"
    return browser.post(path, data={"act": act, "version": page.case().version} | data)


@pytest.mark.parametrize("who", ["visitor", "member"])
def test_report_link_leads_to_the_form_and_the_thanks(sqlite_app, page, browse, who):
    browser = browse(page.meg if who == "member" else None)
    assert (
        f'href="/report?post=member-{page.ben.id}"' in browser.get(f"/users/{page.ben.id}/ben").text
    )
    form = browser.get(f"/report?post=member-{page.ben.id}").text
    assert "Pretends to be somebody" in form
    assert "Off topic" not in form
    assert HIDDEN in form
    data = {"post": f"member-{page.ben.id}", "kind": "abuse", "email": "vic@example.org"}
    sent = browser.post("/report", data=data)
    assert sent.status_code == 303
    assert "Thank you. A moderator will look at it." in browser.get(sent.location).text
    assert db.session.query(Report).filter_by(kind="abuse").count() == 1


def test_second_report_says_when_the_first_was(sqlite_app, page, browse):
    page.report()
    data = {"post": f"member-{page.ben.id}", "kind": "spam"}
    again = browse(page.meg).post("/report", data=data)
    assert again.status_code == 409
    assert "You reported this on" in again.text


def test_wrong_input_keeps_the_words(sqlite_app, page, browse):
    data = {
        "post": f"member-{page.ben.id}",
        "kind": "off_topic",
        "text": "He is rude to all.",
    }
    answer = browse(page.meg).post("/report", data=data)
    assert answer.status_code == 422
    assert "He is rude to all." in answer.text
    assert "Choose what is wrong with it." in answer.text


def test_own_page_cannot_be_reported(sqlite_app, page, browse):
    ben = browse(page.ben)
    assert "/report?post=" not in ben.get(f"/users/{page.ben.id}/ben").text
    assert "This is your own page" in ben.get(f"/report?post=member-{page.ben.id}").text
    data = {"post": f"member-{page.ben.id}", "kind": "spam"}
    assert ben.post("/report", data=data).status_code == 403


def test_erased_accounts_cannot_be_reported(sqlite_app, page, browse):
    with transaction():
        page.now().erased_at = now()
    assert browse(page.meg).get(f"/report?post=member-{page.ben.id}").status_code == 404
    data = {"post": f"member-{page.ben.id}", "kind": "spam"}
    assert browse(page.meg).post("/report", data=data).status_code == 404


@pytest.mark.parametrize("status", ["hidden", "held"])
def test_nobody_but_the_member_and_moderators_reads_a_text_that_is_checked(
    sqlite_app, page, browse, status
):
    with transaction():
        page.now().profile_status = status
    places = [
        f"/users/{page.ben.id}/ben",
        "/users",
        f"/report?post=member-{page.ben.id}",
        "/search?q=idiots",
        "/questions",
        "/feeds/questions.atom",
        "/sitemap.xml",
    ]
    for person in (None, page.meg):
        for place in places:
            assert HIDDEN not in browse(person).get(place).text, place
        own_page = browse(person).get(places[0]).text
        assert CHECKING in own_page
        assert '"description"' not in own_page.partition("ProfilePage")[2][:400]
    for person in (page.ben, page.mona):
        assert HIDDEN in browse(person).get(places[0]).text
    answers = browse().get(places[0]).text
    assert "Ben" in answers, "name and posts stay"


def test_owner_of_a_held_text_reads_why_and_rewrites_it(sqlite_app, page, browse):
    ben = browse(page.ben)
    data = {"name": "Ben", "about": "Just stop taking your sertraline, it worked for me."}
    assert ben.post("/settings/profile", data=data).location == "/settings/profile#held"
    settings = ben.get("/settings/profile").text
    assert "Only you and the moderators see your text for now." in settings
    assert "It reads as telling someone to change a prescribed medicine." in settings
    assert "Rewrite it" in ben.get(f"/users/{page.ben.id}/ben").text
    ben.post("/settings/profile", data=data | {"about": "I came down slowly, with my doctor."})
    assert "Only you and the moderators" not in ben.get("/settings/profile").text
    assert "with my doctor" in browse().get(f"/users/{page.ben.id}/ben").text


def test_desk_shows_who_what_and_why(sqlite_app, page, browse):
    page.report(text="He insults people.")
    with transaction():
        answer = page.make.answer(page.ben, page.make.question(page.meg))
        moderation.report_post(page.meg, answer, kind="spam")
        hidden_one = page.make.question(page.ben, is_anonymous=True)
        moderation.report_post(page.meg, hidden_one, kind="spam")
        moderation.note_case(page.dele, page.case(), text="Seen this before.")
    page.save("I run a shop.\nBe welcome.")
    text = browse(page.mona).get(f"/moderation/queue/{page.case().id}").text
    for words in ("He insults people.", "It was changed after it was reported", "Seen this before.",
                  "Other cases of this member", "<del>", "Be welcome."):  # fmt: skip
        assert words in text, words
    named, masked = (
        db.session.query(Case.id).filter_by(post_id=post.id).scalar()
        for post in (answer, hidden_one)
    )
    others = text.partition("Other cases of this member")[2].partition("What has happened")[0]
    assert f"/moderation/queue/{named}" in others
    assert f"/moderation/queue/{masked}" not in others, "the mask holds"


def test_matched_words_are_marked_in_the_case(sqlite_app, page, browse):
    page.save("Just stop taking your sertraline, it worked for me.")
    text = browse(page.mona).get(f"/moderation/queue/{page.case().id}").text
    assert "<mark>stop taking your sertraline</mark>" in text
    assert "Held: only the member and moderators see it" in text


def test_keep_hide_clear_and_undo_with_buttons(sqlite_app, page, browse):
    page.report()
    mona = browse(page.mona)
    assert decide(mona, page, "hide").status_code == 303
    assert CHECKING in browse().get(f"/users/{page.ben.id}/ben").text
    assert decide(mona, page, "keep", choice="within_rules").status_code == 303
    assert HIDDEN in browse().get(f"/users/{page.ben.id}/ben").text
    assert decide(mona, page, "clear", about="y", name="y", choice="abuse").status_code == 303
    queue = mona.get("/moderation/queue").text
    assert "Cleared the profile of member-" in queue
    act = db.session.query(ModerationAction).order_by(ModerationAction.id.desc()).first()
    assert f"/moderation/actions/{act.id}/undo" in queue
    assert mona.post(f"/moderation/actions/{act.id}/undo").status_code == 303
    assert (page.now().name, page.now().about) == ("Ben", ABOUT)
    assert "Undone. The profile of Ben is as it was before." in mona.get("/moderation/queue").text


def test_deciding_without_a_choice_keeps_the_words(sqlite_app, page, browse):
    page.report()
    mona = browse(page.mona)
    empty = decide(mona, page, "clear", reason="My own words.")
    assert empty.status_code == 422
    assert "Choose what to take away." in empty.text
    assert "My own words." in empty.text
    assert decide(mona, page, "clear", about="y").status_code == 422
    assert decide(mona, page, "dance").status_code == 422
    assert page.now().about == ABOUT


def test_second_moderator_is_told_who_was_faster(sqlite_app, page, browse):
    page.report()
    seen = page.case().version
    decide(browse(page.mona), page, "clear", about="y", choice="abuse")
    late = decide(browse(page.dele), page, "keep", version=seen)
    assert late.status_code == 409
    assert "Mona cleared this profile" in late.text


def test_case_about_oneself_shows_no_reports_and_no_buttons(sqlite_app, page, browse):
    with transaction():
        case = moderation.report_member(
            page.meg, page.mona, kind="abuse", text="She is harsh"
        ).case_id
    text = browse(page.mona).get(f"/moderation/queue/{case}").text
    assert "She is harsh" not in text
    assert "profile-decision" not in text
    path = f"/moderation/queue/{case}/profile-decision"
    assert browse(page.mona).post(path, data={"act": "keep"}).status_code == 403


def test_warn_and_suspend_from_the_case_lead_back_and_close_it_as_right(sqlite_app, page, browse):
    page.report()
    mona, case = browse(page.mona), page.case().id
    assert "Warn Ben" in mona.get(f"/moderation/queue/{case}?act=warn").text
    data = {"text": "Please be kind to other members here.", "case": case, "earlier": 0}
    sent = mona.post(f"/moderation/users/{page.ben.id}/warnings", data=data)
    assert sent.location == f"/moderation/queue/{case}"
    text = mona.get(sent.location).text
    assert "Close the case" in text
    decide(mona, page, "keep")
    assert page.case().outcome == "edited"


def test_decided_and_erased_cases_still_open(sqlite_app, page, browse):
    page.report()
    page.clear("about", "name")
    mona, case = browse(page.mona), page.case().id
    assert "The text that was taken away:" in mona.get(f"/moderation/queue/{case}").text
    assert mona.get("/moderation/audit").status_code == 200
    with transaction():
        page.now().erased_at = now()
        moderation.close_case_of_erased(page.ben.id)
    text = mona.get(f"/moderation/queue/{case}").text
    assert "Former member" in text
    assert HIDDEN not in text
    assert mona.get("/moderation/audit").status_code == 200


def test_appeal_against_a_cleared_profile_can_be_read_and_decided(sqlite_app, page, browse):
    act = page.clear()
    ben, dele = browse(page.ben), browse(page.dele)
    assert ben.post(f"/actions/{act.id}/appeals", data={"reason": "It was a joke among friends."})
    assert "Cleared profile" in dele.get("/moderation/appeals").text
    appeal = db.session.query(Appeal).one()
    assert HIDDEN in dele.get(f"/moderation/appeals/{appeal.id}").text
    data = {"outcome": "overturned", "answer": "It was a joke."}
    assert dele.post(f"/moderation/appeals/{appeal.id}/decision", data=data).status_code == 303
    assert page.now().about == ABOUT
    assert ben.get(f"/actions/{act.id}").status_code == 200


def test_desk_needs_the_same_queries_whatever_there_is(app, page, browse):
    page.report()
    mona, path = browse(page.mona), f"/moderation/queue/{page.case().id}"
    mona.get(path)
    with statements() as few:
        mona.get(path)
    people = [page.make.member() for _ in range(12)]
    for person in people:
        page.report(person, kind="spam")
        with transaction():
            answer = page.make.answer(page.ben, page.make.question(person))
            moderation.report_post(person, answer, kind="spam")
            moderation.note_case(page.dele, page.case(), text="Another note.")
            moderation.report_member(page.meg, person, kind="abuse")
    with transaction():
        moderation.warn_member(page.mona, page.ben, text="Please be kind to other members here.")
    with statements() as many:
        mona.get(path)
    # The page with a warned member closes the case instead of clearing: one form's worth of reads.
    assert abs(len(many) - len(few)) <= 1
    assert len(many) <= 22


def test_members_name_on_their_posts_follows_a_cleared_name(sqlite_app, page, browse):
    question = page.make.question(page.ben, "Has anybody else felt this small flutter?")
    page.clear("name")
    text = browse().get(f"/q/{question.id}", follow_redirects=True).text
    assert page.now().name in text
