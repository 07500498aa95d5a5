"""Changing the prepared words: who may, what is offered then, what the past keeps."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from app.core.clock import now
from app.core.db import db, transaction
from app.core.errors import Invalid, NotFound, Refused
from app.moderation.limits import UNDO_TIME
from app.moderation.reason_models import ReasonChange
from app.moderation.reasons import all_reasons, shipped_reasons
from app.moderation.wording import queries
from app.moderation.wording import services as wording
from app.moderation.wording.services import Words

SPAM = Words("Selling things", "It tried to sell something to somebody.")
SELLING = Words("Fundraising", "It asked members to give money.")
NOTE = "Ask a pharmacist before you take it, and bring everything you take with you."


@pytest.fixture
def ada(make):
    return make.administrator()


def do(service, *arguments, **values):
    with transaction():
        return service(*arguments, **values)


def changes():
    return list(db.session.scalars(select(ReasonChange).order_by(ReasonChange.id)))


def test_changed_words_are_in_force_and_both_versions_are_on_record(app, ada):
    was = shipped_reasons().other["spam"]
    do(wording.reword_reason, ada, "other", "spam", SPAM)
    found = all_reasons().other["spam"]
    assert (found.name, found.reason) == (SPAM.name, SPAM.reason)
    (change,) = changes()
    assert (change.before, change.after) == (
        f"{was.name}\n{was.reason}",
        f"{SPAM.name}\n{SPAM.reason}",
    )
    assert change.changed_by_id == ada.id


def test_going_back_to_the_shipped_words_undoes_the_change_and_is_logged(app, ada):
    do(wording.reword_reason, ada, "unsafe", "dosing", Words("", "It gave an amount.", NOTE))
    assert all_reasons().unsafe["dosing"].note == NOTE
    do(wording.use_shipped_words, ada, "unsafe", "dosing")
    assert all_reasons() == shipped_reasons()
    assert [row.what.split(":")[0] for row in changes()] == ["Changed", "Back to the shipped words"]


def test_reason_that_is_switched_off_is_not_offered_until_it_is_on_again(app, ada):
    do(wording.switch_reason, ada, "keep", "opinion", off=True)
    assert "opinion" not in all_reasons().keep
    do(wording.switch_reason, ada, "keep", "opinion", off=False)
    assert all_reasons() == shipped_reasons()


def test_added_reason_comes_last_and_has_a_code_of_its_own(app, ada):
    assert do(wording.add_reason, ada, "other", SELLING) == "fundraising"
    assert list(all_reasons().other)[-1] == "fundraising"
    assert do(wording.add_reason, ada, "keep", SELLING) == "fundraising_2"
    with pytest.raises(NotFound):
        do(wording.use_shipped_words, ada, "other", "fundraising")


def test_names_are_given_once(app, ada):
    with pytest.raises(Invalid, match="has this name"):
        do(wording.add_reason, ada, "other", Words("off TOPIC", SELLING.reason))


@pytest.mark.parametrize("code", ["within_rules", "already_mended"])
def test_what_buttons_of_the_desk_use_cannot_be_switched_off(app, ada, code):
    with pytest.raises(Invalid):
        do(wording.switch_reason, ada, "keep", code, off=True)
    with pytest.raises(Invalid):
        do(wording.switch_reason, ada, "unsafe", "dosing", off=True)


@pytest.mark.parametrize(
    ("kind", "code", "words", "field"),
    [
        ("other", "spam", Words("ab", SPAM.reason), "name"),
        ("other", "spam", Words("n" * 61, SPAM.reason), "name"),
        ("other", "spam", Words(SPAM.name, "Too short"), "reason"),
        ("keep", "opinion", Words(SPAM.name, "x" * 501), "reason"),
        ("unsafe", "dosing", Words("", SPAM.reason, ""), "note"),
        ("unsafe", "dosing", Words("", SPAM.reason, "x" * 601), "note"),
    ],
)
def test_words_that_are_too_short_or_too_long_are_refused(app, ada, kind, code, words, field):
    with pytest.raises(Invalid) as error:
        do(wording.reword_reason, ada, kind, code, words)
    assert error.value.field == field
    assert changes() == []


def test_saying_the_same_again_is_no_change(app, ada):
    one = shipped_reasons().unsafe["dosing"]
    do(wording.reword_reason, ada, "unsafe", "dosing", Words("", one.reason, one.note))
    do(wording.switch_reason, ada, "keep", "opinion", off=False)
    do(wording.use_shipped_words, ada, "other", "spam")
    assert changes() == []


def test_changed_notes_count_as_not_reviewed(app, ada, monkeypatch):
    from dataclasses import replace

    from app.moderation import reasons

    reviewed = replace(shipped_reasons(), reviewed_by="Dr. Noor")
    monkeypatch.setattr(reasons, "shipped_reasons", lambda: reviewed)
    assert all_reasons().reviewed_by == "Dr. Noor"
    do(wording.reword_reason, ada, "unsafe", "dosing", Words("", SPAM.reason, NOTE))
    assert all_reasons().reviewed_by == ""


def test_moderators_read_but_do_not_change(app, make):
    mona = make.moderator()
    assert queries.list_reasons(mona)["keep"]
    for service, arguments in (
        (wording.reword_reason, ("other", "spam", SPAM)),
        (wording.add_reason, ("other", SELLING)),
        (wording.use_shipped_words, ("other", "spam")),
    ):
        with pytest.raises(Refused):
            do(service, mona, *arguments)
    with pytest.raises(Refused):
        do(wording.switch_reason, mona, "keep", "opinion", off=True)
    with pytest.raises(Refused):
        queries.list_reasons(make.member())


def test_public_log_shows_the_words_an_act_had_also_after_they_changed(
    app, ada, scene, monkeypatch
):
    from app.core import clock
    from app.transparency.queries import list_log
    from app.transparency.words import reason_words

    do(wording.reword_reason, ada, "other", "spam", SPAM)
    scene.remove(category=None, reason=all_reasons().other["spam"].reason, safer_note="")
    do(wording.use_shipped_words, ada, "other", "spam")
    with clock.at(now() + UNDO_TIME * 2):
        (row,) = list_log(None).items
        assert row.reason == "spam"
        assert reason_words(row) == SPAM.reason
