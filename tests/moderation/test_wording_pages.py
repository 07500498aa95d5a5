"""The pages of the prepared words, and the desk that uses them, without JavaScript."""

from __future__ import annotations

import pytest

from app.core.db import transaction
from app.moderation.reasons import all_reasons, shipped_reasons
from app.moderation.wording import services as wording
from app.moderation.wording.services import Words

PATH = "/moderation/reasons"
NOTE = "Ask a pharmacist before you take it, and bring everything you take with you."


@pytest.fixture
def app(sqlite_app):
    """Pages: the engine plays no part."""
    return sqlite_app


@pytest.fixture
def ada(make):
    return make.administrator()


def page(response):
    return response.get_data(as_text=True)


def test_moderator_reads_all_words_and_is_offered_no_change(app, scene, browse):
    text = page(browse(scene.mona).get(PATH))
    for words in ("It advertised something.", "not yet reviewed by a clinician", "No changes yet"):
        assert words in text
    assert shipped_reasons().unsafe["dosing"].note in text
    assert "Switch off" not in text
    assert "Add a reason" not in text


def test_next_removal_and_the_desk_use_the_changed_words(app, ada, scene, browse):
    saved = browse(ada).post(
        f"{PATH}/unsafe/dosing", data={"reason": "It named an amount.", "note": NOTE}
    )
    assert (saved.status_code, saved.location) == (303, f"{PATH}#dosing")
    scene.report()
    case, desk = scene.case(), browse(scene.mona)
    assert NOTE in page(desk.get(f"/moderation/queue/{case.id}?act=unsafe&category=dosing"))
    desk.post(
        f"/moderation/queue/{case.id}/decision",
        data={"act": "unsafe", "category": "dosing", "version": case.version},
    )
    assert scene.acts()[-1].safer_note == NOTE
    assert scene.acts()[-1].reason == "It named an amount."
    browse(ada).post(f"{PATH}/unsafe/dosing/shipped")
    assert all_reasons() == shipped_reasons()
    text = page(browse(ada).get(PATH))
    assert "Back to the shipped words: “An amount to take”" in text


def test_added_reason_is_offered_and_one_that_is_off_is_not(app, ada, scene, browse):
    browser = browse(ada)
    browser.post(
        f"{PATH}/other/new", data={"name": "Fundraising", "reason": "It asked for donations."}
    )
    answer = browser.post(f"{PATH}/other/copied/switch", data={"value": "off"})
    assert (answer.status_code, answer.location) == (303, f"{PATH}#copied")
    scene.report(kind="spam")
    text = page(browse(scene.mona).get(f"/moderation/queue/{scene.case().id}?act=other"))
    assert "Fundraising" in text
    assert "Copied from elsewhere" not in text


def test_words_that_are_too_short_come_back_with_what_is_wrong(app, ada, browse):
    for path in ("other/new", "unsafe/dosing"):
        answer = browse(ada).post(
            f"{PATH}/{path}", data={"name": "Fundraising", "reason": "Money <3", "note": "Ask."}
        )
        assert answer.status_code == 422
        assert "Write a reason of 10 to 500 characters." in page(answer)
        assert "Money &lt;3" in page(answer)


def test_desk_asks_for_the_words_once(app, ada, scene, browse):
    with transaction():
        wording.reword_reason(ada, "keep", "opinion", Words("An opinion", "it is an opinion"))
    scene.report()
    from tests.guards.test_query_counts import statements

    desk = browse(scene.mona)
    with statements() as seen:
        desk.get(f"/moderation/queue/{scene.case().id}?act=unsafe")
    assert sum("FROM reason_texts" in one for one in seen) == 1
