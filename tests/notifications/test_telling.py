"""Who is told what when something happens, and who is not."""

from __future__ import annotations

from datetime import timedelta

import time_machine

from app.core.clock import now
from app.core.db import db, transaction
from app.forum import services as forum
from app.moderation import services as moderation
from app.notifications.models import Notice

SAFER = "Do not stop or change a prescribed medicine without asking first."


def test_asker_is_told_of_an_answer(app, make, cast):
    make.answer(cast.ben, make.question(cast.asha))
    assert cast.told(cast.asha) == ["Ben answered your question"]
    assert cast.told(cast.ben) == []


def test_nobody_is_told_of_own_posts(app, make, cast):
    question = make.question(cast.asha)
    answer = make.answer(cast.asha, question)
    make.reply(cast.asha, answer)
    with transaction():
        forum.accept_answer(cast.asha, answer)
    assert cast.told(cast.asha) == []


def test_author_of_the_post_above_is_told_of_a_reply(app, make, cast):
    question = make.question(cast.asha)
    answer = make.answer(cast.ben, question)
    reply = make.reply(cast.mona, answer)
    make.reply(cast.ben, reply)
    assert cast.told(cast.ben) == ["Mona replied to you"]
    assert cast.told(cast.mona) == ["Ben replied to you"]
    assert cast.told(cast.asha) == ["Ben answered your question"]


def test_anonymous_asker_stays_masked_for_whoever_is_told(app, make, cast, mailbox):
    question = make.question(cast.asha, is_anonymous=True)
    answer = make.answer(cast.ben, question)
    make.reply(cast.asha, answer)
    assert cast.told(cast.ben) == ["Anonymous asker replied to you"]
    mails = [mail.as_string() for mail in mailbox.collect() if mail["To"] == "ben@example.org"]
    assert len(mails) == 1
    assert "Anonymous asker replied to you." in mails[0]
    assert "Asha" not in mails[0]


def test_answer_that_waits_for_a_moderator_is_news_only_once_it_is_in_view(app, make, cast):
    answer = make.answer(cast.ben, make.question(cast.asha))
    with transaction():
        db.session.query(Notice).delete()
        forum.set_status(answer, "held")
        forum.set_status(answer, "visible")
    assert cast.told(cast.asha) == ["Ben answered your question"]
    with transaction():
        forum.set_status(answer, "held")
        forum.set_status(answer, "visible")
    assert cast.told(cast.asha) == ["Ben answered your question"]


def test_author_is_told_once_that_an_answer_helped(app, make, cast):
    question = make.question(cast.asha)
    answer = make.answer(cast.ben, question)
    for _ in range(2):
        with transaction():
            forum.accept_answer(cast.asha, answer)
        with transaction():
            forum.take_back_acceptance(cast.asha, answer)
    assert cast.told(cast.ben) == ["Your answer helped the asker"]
    with transaction():
        forum.accept_answer(cast.asha, answer)
    assert cast.told(cast.ben) == ["Your answer helped the asker"]


def test_author_is_told_of_a_moderators_edit_but_not_of_the_own_one(app, make, cast):
    question = make.question(cast.asha)
    answer = make.answer(cast.ben, question)
    for editor in (cast.ben, cast.mona):
        with transaction():
            forum.edit_post(
                editor,
                answer,
                body=f"Edited by {editor.name}.",
                reason="clearer",
                revision=answer.revision_count,
            )
    assert cast.told(cast.ben) == ["A moderator edited your answer"]


def _remove(cast, post):
    with transaction():
        return moderation.remove_post(
            cast.mona,
            post,
            category="stop_change_medicine",
            reason="It told people to stop a medicine.",
            safer_note=SAFER,
        )


def test_author_and_reporter_are_told_of_a_removal(app, make, cast):
    answer = make.answer(cast.ben, make.question(cast.asha))
    with transaction():
        moderation.report_post(cast.asha, answer, kind="unsafe_advice", text="")
    _remove(cast, answer)
    assert cast.told(cast.ben) == ["We removed your answer"]
    assert cast.told(cast.asha) == [
        "We removed the answer that you reported",
        "An answer to your question is no longer shown",
    ]
    notice = db.session.query(Notice).filter_by(member_id=cast.ben.id).one()
    assert notice.details["reason"] == "It told people to stop a medicine."


def test_undo_within_two_minutes_takes_the_news_back_and_mails_nothing(app, make, cast, mailbox):
    answer = make.answer(cast.ben, make.question(cast.asha))
    with transaction():
        moderation.report_post(cast.asha, answer, kind="unsafe_advice", text="")
    mailbox.collect()
    act = _remove(cast, answer)
    with transaction():
        moderation.undo_act(cast.mona, act.id)
    assert cast.told(cast.ben) == []
    assert cast.told(cast.asha) == ["Ben answered your question"]
    with time_machine.travel(now() + timedelta(minutes=3)):
        assert mailbox.collect() == []


def test_later_return_is_news_of_its_own(app, make, cast):
    answer = make.answer(cast.ben, make.question(cast.asha))
    _remove(cast, answer)
    dele = make.moderator("Dele")
    with time_machine.travel(now() + timedelta(minutes=3)), transaction():
        moderation.restore_post(dele, answer)
    assert cast.told(cast.ben) == ["We put your answer back", "We removed your answer"]


def test_reporter_is_told_why_a_post_was_kept(app, make, cast):
    answer = make.answer(cast.ben, make.question(cast.asha))
    with transaction():
        moderation.report_post(cast.asha, answer, kind="abuse", text="")
        moderation.keep_post(cast.mona, answer, reason="it is a fair opinion")
    assert cast.told(cast.asha)[0] == "We kept the answer that you reported"
    assert cast.told(cast.ben) == []


def test_visitor_who_reported_gets_a_mail_only(app, make, cast, mailbox):
    answer = make.answer(cast.ben, make.question(cast.asha))
    mailbox.collect()
    with transaction():
        moderation.report_post(None, answer, kind="abuse", text="", email="vic@example.org")
        moderation.keep_post(cast.mona, answer, reason="it is a fair opinion.")
    assert mailbox.collect() == [], "two minutes are left to undo"
    with time_machine.travel(now() + timedelta(minutes=3)):
        (mail,) = mailbox.collect()
    assert mail["To"] == "vic@example.org"
    assert "We kept it, because it is a fair opinion.\n" in mail.get_content()


def test_removal_overtakes_the_news_that_a_post_is_being_checked(app, make, cast):
    answer = make.answer(cast.ben, make.question(cast.asha))
    with transaction():
        moderation.hide_post(cast.mona, answer, reason="It names a person.")
    assert cast.told(cast.ben) == ["A moderator is checking your answer"]
    _remove(cast, answer)
    assert cast.told(cast.ben) == ["We removed your answer", "A moderator is checking your answer"]
    unread = db.session.query(Notice).filter_by(member_id=cast.ben.id, read_at=None).one()
    assert unread.kind == "removed"
