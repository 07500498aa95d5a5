"""Step 3 of asking, and what a warning sign changes at a posted question."""

from __future__ import annotations

import re

import pytest

from app.core.db import db, transaction
from app.forum import care, checks
from app.forum import services as forum
from app.forum.models import Draft, Question
from app.moderation.models import Case, Report
from app.safety.categories import signs
from app.web import review
from tests.factories import Make
from tests.forum.test_asking import start

STROKE = "My face is drooping on the left side and my speech is slurred since this morning."
SUICIDAL = "I do not want to live any more and I have made a plan how to end my life."
URGENT = (
    "My calf has twitched for weeks and my leg is getting weaker, I can no longer climb stairs."
)
HARMLESS = "It flickers for a few seconds when I am tired, and then it stops by itself."


def ask(browser, details: str = HARMLESS, signs: str | list[str] = "none", **notes) -> str:
    """Steps 1 and 2; returns the address of the draft."""
    draft = start(browser, details=details)
    response = browser.post(f"{draft}/notes", data={"signs": signs, **notes})
    assert response.status_code == 303
    return draft


def question() -> Question:
    return db.session.query(Question).one()


def post(make: Make, asker, body: str, **values):
    return make.question(asker, "What could this be, has anybody had it?", body=body, **values)


# ------------------------------------------------------------------------------------ step 2


def test_warning_signs_have_to_be_answered(sqlite_app, make, browse):
    browser = browse(make.member("Asha"))
    draft = start(browser)
    response = browser.post(f"{draft}/notes", data={"places": "left lower eyelid"})
    assert response.status_code == 422
    assert 'href="#signs"' in response.text
    assert "Tick what you have, or “None of these”." in response.text
    assert 'value="left lower eyelid"' in response.text


def test_none_of_these_is_kept_as_an_answer(sqlite_app, make, browse):
    browser = browse(make.member("Asha"))
    draft = ask(browser)
    assert db.session.query(Draft).one().warning_signs == []
    assert re.search(r'value="none" checked', browser.get(f"{draft}/notes").text)
    browser.post(f"{draft}/preview")
    assert (question().warning_signs, question().red_flag) == ([], None)


def test_sign_that_was_never_offered_does_not_count(sqlite_app, make, browse):
    browser = browse(make.member("Asha"))
    draft = start(browser)
    assert browser.post(f"{draft}/notes", data={"signs": "boredom"}).status_code == 422


def test_tick_beside_none_of_these_counts(sqlite_app, make, browse):
    draft = ask(browse(make.member("Asha")), signs=["stroke", "none"])
    assert db.session.query(Draft).one().warning_signs == ["stroke"]
    assert draft


def test_every_sign_of_the_taxonomy_has_a_card():
    assert care.cards().keys() - {"emergency", "urgent"} == signs().keys()
    for card in care.cards().values():
        assert 1 < len(card.signs) <= 5, card.code
        assert card.line in (None, "poisons", "crisis"), card.code
    assert care.ticks().keys() <= signs().keys()


@pytest.mark.parametrize("method", ["get", "post"])
def test_last_step_opened_by_its_address_leads_to_the_warning_signs_first(
    sqlite_app, make, browse, method
):
    browser = browse(make.member("Asha"))
    draft = start(browser)
    response = getattr(browser, method)(f"{draft}/preview")
    assert response.location == f"{draft}/notes?before=preview"
    assert "One thing before the last step" in browser.get(response.location).text
    assert db.session.query(Question).count() == 0
    assert browser.post(f"{draft}/notes", data={"signs": "none"}).location == f"{draft}/preview"
    assert browser.post(f"{draft}/preview").location.endswith("?posted=1")


def test_change_on_the_last_step_comes_back_past_the_safety_check(sqlite_app, make, browse):
    browser = browse(make.member("Asha"))
    draft = ask(browser)
    changed = {"title": "What can I do in this state?", "details": STROKE, "to": "preview"}
    assert browser.post(draft, data=changed).location == f"{draft}/safety"


def test_back_from_the_notes_keeps_them_and_asks_for_nothing(sqlite_app, make, browse):
    browser = browse(make.member("Asha"))
    draft = start(browser)
    response = browser.post(f"{draft}/notes", data={"places": "left eyelid", "back": "1"})
    assert response.location == draft
    kept = db.session.query(Draft).one()
    assert (kept.places, kept.warning_signs) == ("left eyelid", None)


def test_last_step_shows_the_card_that_readers_will_see(sqlite_app, make, browse):
    browser = browse(make.member("Asha"))
    draft = ask(browser, signs="new_medicine")
    page = browser.get(f"{draft}/preview").text
    assert "Speak to a doctor or pharmacist today or in the next days if:" in page
    assert "Call 999" not in browser.get(f"{ask(browse(make.member('Ben')))}/preview").text


# ------------------------------------------------------------------------------------ step 3


@pytest.mark.parametrize(
    ("details", "ticked"),
    [(STROKE, "none"), (HARMLESS, "stroke"), (HARMLESS, ["stroke", "breathing"])],
)
def test_emergency_interrupts_until_it_was_answered(sqlite_app, make, browse, details, ticked):
    browser = browse(make.member("Asha"))
    draft = ask(browser, details, ticked)
    page = browser.get(f"{draft}/safety").text
    assert 'href="tel:999">Call 999</a>' in page
    assert "signs of a stroke" in page
    assert not re.search(r'type="radio"[^>]* checked', page)
    assert browser.get(f"{draft}/preview").location == f"{draft}/safety"
    assert browser.post(f"{draft}/preview").location == f"{draft}/safety"
    assert browser.post(f"{draft}/safety").status_code == 422
    assert db.session.query(Question).count() == 0
    assert browser.post(f"{draft}/safety", data={"now": "past"}).location == f"{draft}/preview"
    assert browser.post(f"{draft}/preview").location.endswith("?posted=1")
    assert (question().red_flag, question().red_flag_category) == ("emergency", "stroke")
    assert question().happening == "past"


def test_emergency_now_shows_whom_to_call_and_a_quiet_way_on(sqlite_app, make, browse):
    browser = browse(make.member("Asha"))
    draft = ask(browser, STROKE)
    page = browser.post(f"{draft}/safety", data={"now": "yes"})
    assert "Please call now. We saved your question as a draft." in page.text
    assert "Post it anyway" in page.text
    assert browser.get(f"{draft}/preview").status_code == 303
    browser.post(f"{draft}/safety", data={"now": "anyway"})
    assert browser.get(f"{draft}/preview").status_code == 200
    browser.post(f"{draft}/preview")
    assert question().happening == "now"


def test_interruption_needs_no_account(sqlite_app, browse):
    browser = browse()
    draft = ask(browser, STROKE)
    assert "Is this happening now?" in browser.get(f"{draft}/safety").text


def test_another_emergency_is_asked_about_again(sqlite_app, make, browse):
    browser = browse(make.member("Asha"))
    draft = ask(browser, STROKE)
    browser.post(f"{draft}/safety", data={"now": "past"})
    browser.post(f"{draft}/notes", data={"signs": "none"})
    assert browser.get(f"{draft}/preview").status_code == 200
    browser.post(
        draft, data={"title": "What can I do in this state?", "details": SUICIDAL, "to": "preview"}
    )
    assert browser.get(f"{draft}/preview").location == f"{draft}/safety"


@pytest.mark.parametrize("ticked", ["twitch_weakness", "new_medicine"])
def test_urgent_sign_never_interrupts(sqlite_app, make, browse, ticked):
    browser = browse(make.member("Asha"))
    draft = ask(browser, signs=ticked)
    assert browser.get(f"{draft}/safety").location == f"{draft}/preview"
    browser.post(f"{draft}/preview")
    assert (question().red_flag, question().red_flag_category) == ("urgent", ticked)


@pytest.mark.parametrize("noticed", ["3 weeks ago", "since yesterday", "I am not sure"])
def test_harmless_question_with_notes_shows_no_card(sqlite_app, make, browse, noticed):
    browser = browse(make.member("Asha"))
    draft = ask(browser, noticed=noticed, same_muscle="yes", frequency="few_a_day")
    browser.post(f"{draft}/preview")
    assert question().red_flag is None


def test_sign_in_the_notes_counts(sqlite_app, make, browse):
    browser = browse(make.member("Asha"))
    draft = ask(browser, places="face drooping and arm suddenly weak on the left side")
    assert browser.get(f"{draft}/preview").location == f"{draft}/safety"


def test_suicidal_words_bring_the_crisis_line(sqlite_app, make, browse):
    browser = browse(make.member("Asha"))
    draft = ask(browser, SUICIDAL)
    for page in (
        browser.get(f"{draft}/safety").text,
        browser.post(f"{draft}/safety", data={"now": "yes"}).text,
    ):
        assert "You do not have to be alone with this" in page
        assert 'href="tel:116123"' in page


def test_reader_of_another_country_gets_its_number(sqlite_app, make, browse):
    browser = browse(make.member("Asha"))
    browser.set_cookie("country", "US")
    draft = ask(browser, STROKE)
    page = browser.get(f"{draft}/safety").text
    assert 'href="tel:911">Call 911</a>' in page
    assert "your country is set to United States" in page


def test_country_without_numbers_gets_words(sqlite_app, make, browse, monkeypatch):
    monkeypatch.setitem(sqlite_app.config, "COUNTRY", "ZZ")
    browser = browse(make.member("Asha"))
    page = browser.get(f"{ask(browser, SUICIDAL)}/safety").text
    assert "Call your local emergency number now if:" in page
    assert "None" not in page.split("<main")[1]


def test_check_that_breaks_stops_nobody(sqlite_app, make, browse, monkeypatch):
    def broken(*_args, **_kwargs):
        raise ValueError("a rule is wrong")

    monkeypatch.setattr(review, "_check", broken)
    browser = browse(make.member("Asha"))
    draft = ask(browser, STROKE)
    response = browser.post(f"{draft}/preview")
    assert response.location.endswith("?posted=1")
    assert question().red_flag is None
    page = browser.get(response.location, follow_redirects=True).text
    assert "Your question is not visible yet." in page
    assert "A moderator will look at it." in page
    assert db.session.query(Report).filter_by(rule="check-failed").count() == 1


# ----------------------------------------------------------------------------- after posting


def test_card_stands_above_the_question_for_everybody(sqlite_app, make, browse):
    asked = post(make, make.member("Asha"), STROKE)
    page = browse().get(f"/q/{asked.id}", follow_redirects=True).text
    assert page.index("Call 999 now if:") < page.index('id="title"')


def test_page_says_that_no_clinician_has_read_the_card_until_one_has(
    sqlite_app, make, browse, monkeypatch
):
    asked = post(make, make.member("Asha"), STROKE)
    words = "Our wording about health is not yet reviewed by a clinician."
    assert words in browse().get(f"/q/{asked.id}", follow_redirects=True).text
    monkeypatch.setattr(care.Card, "is_reviewed", True)
    assert words not in browse().get(f"/q/{asked.id}", follow_redirects=True).text


def test_after_no_one_line_is_left_of_the_card(sqlite_app, make, browse):
    asked = post(make, make.member("Asha"), STROKE, happening="past")
    page = browse().get(f"/q/{asked.id}", follow_redirects=True).text
    assert "this is past or has been checked" in page
    assert "Call 999 now if:" not in page


def test_urgent_card_shows_to_a_visitor(sqlite_app, make, browse):
    asked = post(make, make.member("Asha"), HARMLESS, warning_signs=["twitch_weakness"])
    page = browse().get(f"/q/{asked.id}", follow_redirects=True).text
    assert "Speak to a doctor or pharmacist today or in the next days if:" in page
    assert db.session.query(Case).filter_by(priority=1).count() == 0


def test_harmless_question_carries_no_card(sqlite_app, make, browse):
    asked = post(make, make.member("Asha"), HARMLESS)
    page = browse().get(f"/q/{asked.id}", follow_redirects=True).text
    assert "Call 999" not in page


def test_crisis_line_after_posting_is_for_the_asker_alone(sqlite_app, make, browse):
    asha = make.member("Asha")
    asked = post(make, asha, SUICIDAL)
    words = "You do not have to be alone with this"
    assert words in browse(asha).get(f"/q/{asked.id}", follow_redirects=True).text
    page = browse().get(f"/q/{asked.id}", follow_redirects=True).text
    assert words not in page
    assert 'content="noindex"' in page
    assert "application/ld+json" not in page


def test_emergency_is_on_top_of_the_queue_with_the_choice(app, make: Make, browse):
    asha, ben = make.member("Asha"), make.member("Ben")
    with transaction():
        from app.moderation import services as moderation

        other = make.question(ben)
        moderation.report_post(asha, other, kind="unsafe_advice", text="")
    asked = post(make, asha, STROKE, happening="now")
    report = db.session.query(Report).filter_by(kind="urgent_care").one()
    assert report.text == "Signs of a stroke. The asker: it is happening now, or not sure."
    from app.moderation import queries

    rows = queries.list_queue(make.moderator()).rows.items
    assert rows[0].case.post_id == asked.id
    assert rows[0].kind == "urgent_care"


def test_edit_is_checked_again(app, make: Make):
    asha = make.member("Asha")
    asked = post(make, asha, HARMLESS)
    with transaction():
        forum.edit_post(asha, asked, body=STROKE, reason="", revision=1)
    assert question().red_flag_category == "stroke"
    assert db.session.query(Report).filter_by(kind="urgent_care").count() == 1


def test_edit_does_not_take_a_card_away(app, make: Make):
    asha = make.member("Asha")
    asked = post(make, asha, STROKE, happening="past")
    with transaction():
        forum.edit_post(asha, asked, body=HARMLESS, reason="", revision=1)
    assert (question().red_flag_category, question().happening) == ("stroke", "past")
    assert db.session.query(Report).filter_by(kind="urgent_care").count() == 1


def test_reply_of_the_asker_is_checked_and_another_members_is_not(app, make: Make):
    asha, ben = make.member("Asha"), make.member("Ben")
    asked = post(make, asha, HARMLESS)
    make.reply(ben, asked, STROKE)
    assert question().red_flag is None
    reply = make.reply(asha, asked, STROKE)
    assert question().red_flag == "emergency"
    case = db.session.query(Case).filter_by(post_id=reply.id).one()
    assert case.priority == 1


def test_suicidal_question_is_out_of_lists_until_a_moderator_replied(app, make: Make, browse):
    asha, ben, mona = make.member("Asha"), make.member("Ben"), make.moderator()
    title = "I cannot go on, does anybody else feel like this?"
    asked = make.question(asha, title, body=SUICIDAL, tags=["sleep"])
    make.question(ben, "Does anybody else feel like this after a night without sleep?")
    lists = ["/", "/questions", "/questions?sort=active", "/questions?sort=votes",
             "/questions?filter=waiting", "/tags/sleep", "/feed.atom", "/search?q=cannot+go+on",
             "/questions/similar?title=cannot+go+on+does+anybody+feel", f"/users/{asha.id}/asha",
             "/tags/sleep/feed.atom"]  # fmt: skip

    def shown() -> list[str]:
        pages = {path: browse().get(path).text.split("<main")[-1] for path in lists}
        return [path for path, page in pages.items() if f"/questions/{asked.id}/" in page]

    assert shown() == []
    assert browse().get(f"/q/{asked.id}", follow_redirects=True).status_code == 200
    make.reply(ben, asked, "Please talk to somebody, I have been there too.")
    assert shown() == []
    make.reply(mona, asked, "I am glad you wrote. Here is who can listen right now.")
    assert "/questions" in shown()
    assert "/feed.atom" in shown()


def test_check_reads_a_draft_without_an_account(sqlite_app, make):
    with transaction():
        draft = forum.start_draft(None, kind="question", browser="secret")
        forum.save_draft(draft, title="What is this?", body=STROKE)
    found = checks.interruption(draft)
    assert found is not None
    assert found.code == "stroke"
