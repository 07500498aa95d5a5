"""Members hear of acts about them; an act undone within two minutes was never news, to anybody."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine

from app.core.clock import now
from app.core.db import transaction
from app.moderation import services as moderation

SAFER = "Do not stop or change a prescribed medicine without asking first."


def later(minutes=3):
    return time_machine.travel(now() + timedelta(minutes=minutes))


@pytest.fixture
def reported(make, cast):
    """Ben's answer, reported by Asha and by a visitor."""
    answer = make.answer(cast.ben, make.question(cast.asha))
    with transaction():
        moderation.report_post(cast.asha, answer, kind="unsafe_advice")
        moderation.report_post(None, answer, kind="abuse", email="vic@example.org")
    return answer


def _acts(cast, answer):
    return {
        "keep": lambda: moderation.keep_post(cast.mona, answer, reason="it is a story"),
        "remove": lambda: moderation.remove_post(
            cast.mona, answer, category="dosing", reason="It gave an amount.", safer_note=SAFER
        ),
        "spam": lambda: moderation.remove_post(cast.mona, answer, reason="It advertised."),
    }


@pytest.mark.parametrize("act", ["keep", "remove", "spam"])
def test_nothing_reaches_reporters_of_an_act_undone_within_two_minutes(
    app, make, cast, mailbox, reported, act
):
    mailbox.collect()
    before = cast.told(cast.asha)
    with transaction():
        done = _acts(cast, reported)[act]()
    assert cast.told(cast.asha) != before
    with transaction():
        moderation.undo_act(cast.mona, done.id)
    assert cast.told(cast.asha) == before
    assert cast.told(cast.ben) == []
    with later():
        assert mailbox.collect() == []


def test_reporters_hear_only_of_the_second_decision_when_the_first_is_undone(
    app, make, cast, mailbox, reported
):
    mailbox.collect()
    with transaction():
        done = _acts(cast, reported)["keep"]()
    with transaction():
        moderation.undo_act(cast.mona, done.id)
    with transaction():
        _acts(cast, reported)["spam"]()
    assert cast.told(cast.asha)[0] == "We removed the answer that you reported"
    with later():
        to_visitor = [mail for mail in mailbox.collect() if mail["To"] == "vic@example.org"]
    assert len(to_visitor) == 1
    assert "We removed it." in to_visitor[0].as_string()


def test_undoing_a_return_at_once_leaves_what_reporters_knew(app, make, cast, mailbox, reported):
    dele = make.moderator("Dele")
    with transaction():
        _acts(cast, reported)["spam"]()
    with later(10):
        mailbox.collect()
        told = cast.told(cast.asha)
        with transaction():
            back = moderation.restore_post(dele, reported)
        with transaction():
            moderation.undo_act(dele, back.id)
        assert cast.told(cast.asha) == told
    with later(20):
        assert mailbox.collect() == []


def test_warned_and_suspended_members_hear_and_can_follow_the_link(app, cast, mailbox):
    with transaction():
        moderation.warn_member(cast.mona, cast.ben, text="Please leave names out of your posts.")
        moderation.suspend_member(cast.mona, cast.ben, reason="names again", days=2)
    assert cast.told(cast.ben) == [
        "You cannot do some things here for a time",
        "There is a message from the moderators for you",
    ]
    with later():
        mails = mailbox.collect()
    assert len(mails) == 2
    assert all("names" not in mail.as_string() for mail in mails)


def test_what_is_taken_back_at_once_was_never_news(app, cast, mailbox):
    with transaction():
        warned = moderation.warn_member(cast.mona, cast.ben, text="Please leave names out here.")
        held = moderation.suspend_member(cast.mona, cast.ben, reason="names again", days=2)
    with transaction():
        moderation.reverse_act(cast.mona, warned)
        moderation.reverse_act(cast.mona, held)
    assert cast.told(cast.ben) == []
    with later():
        assert mailbox.collect() == []


def test_lifting_later_is_news_of_its_own(app, cast):
    with transaction():
        held = moderation.suspend_member(cast.mona, cast.ben, reason="names again", days=2)
    with later(), transaction():
        moderation.reverse_act(cast.mona, held)
    assert cast.told(cast.ben)[0] == "A moderator gave you back what you could not do"


def test_outcome_of_an_appeal_reaches_both_sides(app, make, cast, mailbox):
    dele = make.moderator("Dele")
    with transaction():
        held = moderation.suspend_member(cast.mona, cast.ben, reason="names again", days=2)
        appeal = moderation.file_appeal(cast.ben, held.id, reason="It was my own name.")
    with later():
        with transaction():
            moderation.decide_appeal(dele, appeal, outcome="upheld", answer="It was not.")
        assert "the decision stands" in cast.told(cast.ben)[0]
        assert "it stands" in cast.told(cast.mona)[0]
        assert cast.told(dele) == []
