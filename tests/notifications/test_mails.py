"""Mails of news: what they hold, and when they are not sent after all."""

from __future__ import annotations

from datetime import timedelta

import time_machine

from app.accounts.models import Member
from app.core.clock import now
from app.core.db import db, transaction
from app.forum import services as forum
from app.moderation import services as moderation
from app.notifications import queries
from app.notifications import services as notifications

WORDS = "my calf ripples after running"


def _asked_and_answered(make, cast):
    question = make.question(cast.asha, f"Why is it that {WORDS}?", body=f"I say {WORDS}, often.")
    return question, make.answer(cast.ben, question, f"Mine did too: {WORDS}.")


def test_mail_leads_to_the_answer_and_can_be_stopped_in_one_click(app, make, cast, mailbox, browse):
    _, answer = _asked_and_answered(make, cast)
    (mail,) = mailbox.collect()
    text = mail.get_content()
    assert (mail["To"], mail["Subject"]) == ("asha@example.org", "You have an answer – Askwell")
    assert "Ben answered your question." in text
    assert f"{app.config['BASE_URL']}/a/{answer.id}\n" in text
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    link = mail["List-Unsubscribe"].strip(" <>")
    assert link in text
    assert browse().post(link.removeprefix(app.config["BASE_URL"])).status_code == 200
    assert not db.session.get(Member, cast.asha.id).wants_mail


def test_mail_never_repeats_a_post_or_its_title(app, make, cast, mailbox):
    question, answer = _asked_and_answered(make, cast)
    make.reply(cast.asha, answer, f"Thank you, {WORDS}.")
    with transaction():
        forum.accept_answer(cast.asha, answer)
        moderation.hide_post(cast.mona, question, reason=f"Words: {WORDS}")
    with time_machine.travel(now() + timedelta(minutes=3)):
        mails = mailbox.collect()
    assert len(mails) >= 2
    for mail in mails:
        everything = mail.as_string() + mail.get_content()
        for word in ("calf", "ripples", "running"):
            assert word not in everything


def test_post_that_left_view_meanwhile_is_not_mailed(app, make, cast, mailbox):
    _, answer = _asked_and_answered(make, cast)
    with transaction():
        forum.withdraw_post(cast.ben, answer)
    assert mailbox.collect() == []


def test_answer_under_a_question_that_left_view_is_not_mailed(app, make, cast, mailbox):
    question, answer = _asked_and_answered(make, cast)
    mailbox.collect()
    make.reply(cast.asha, answer)
    with transaction():
        forum.set_status(question, "hidden")
    assert [mail["To"] for mail in mailbox.collect()] == []


def test_member_who_stopped_mails_gets_the_notice_only(app, make, cast, mailbox):
    with transaction():
        db.session.get(Member, cast.asha.id).wants_mail = False
    _asked_and_answered(make, cast)
    assert mailbox.collect() == []
    assert cast.told(cast.asha) == ["Ben answered your question"]


def test_mails_stopped_after_the_answer_but_before_sending_hold(app, make, cast, mailbox):
    _asked_and_answered(make, cast)
    with transaction():
        db.session.get(Member, cast.asha.id).wants_mail = False
    assert mailbox.collect() == []


def test_news_read_on_the_site_is_not_mailed(app, make, cast, mailbox):
    _asked_and_answered(make, cast)
    with transaction():
        (row,) = queries.list_notices(cast.asha).items
        notifications.mark_all_read(cast.asha, up_to=row.notice.id)
    assert mailbox.collect() == []


def test_choice_that_was_taken_back_is_not_mailed(app, make, cast, mailbox):
    _, answer = _asked_and_answered(make, cast)
    mailbox.collect()
    with transaction():
        forum.accept_answer(cast.asha, answer)
    with transaction():
        forum.take_back_acceptance(cast.asha, answer)
    assert mailbox.collect() == []


def test_name_that_was_masked_meanwhile_is_not_mailed(app, make, cast, mailbox):
    question = make.question(cast.asha)
    make.reply(cast.asha, make.answer(cast.ben, question))
    with transaction():
        from app.forum.models import Post

        for post in db.session.query(Post).filter_by(author_id=cast.asha.id):
            post.is_anonymous = True
    mails = [mail.get_content() for mail in mailbox.collect() if mail["To"] == "ben@example.org"]
    assert ["Anonymous asker replied to you." in mail for mail in mails] == [True]
    assert "Asha" not in mails[0]
