"""A recall reaches exactly those whom the unsafe post reached, each by the strongest reason."""

from __future__ import annotations

from datetime import timedelta

from app.accounts.models import Member
from app.core.clock import now
from app.core.db import db, lock, transaction
from app.forum import services as forum
from app.forum.models import Post
from app.recall import queries
from app.recall import services as recall
from app.recall.models import Recall
from app.votes import services as votes


def _vote(member, post, value=1):
    with transaction():
        votes.cast_vote(member, post, value)


def _erase(member):
    with transaction():
        lock(db.session, Member, member.id).erased_at = now()


def _suspend(member):
    with transaction():
        lock(db.session, Member, member.id).suspended_until = now() + timedelta(days=7)


def test_recall_reaches_exactly_the_right_members_of_a_cast_of_twelve(app, scene, mailbox):
    make = scene.make
    names = ("Before", "After", "Held", "Replied", "Voted", "Off", "Erased", "Suspended")
    cast = {name: make.member(name) for name in names}
    with transaction():
        recall.allow_exposure(cast["Off"], False)
    # Only saw it held: a moderator was looking at it then.
    with transaction():
        forum.set_status(db.session.get(Post, scene.answer.id), "held")
    scene.look(cast["Held"])
    with transaction():
        forum.set_status(db.session.get(Post, scene.answer.id), "visible")
    for name in ("Before", "Off", "Erased", "Suspended"):
        scene.look(cast[name])
    for member in (scene.ben, scene.mona, scene.dele, None):  # author, moderators, guest
        scene.look(member)
    make.reply(cast["Replied"], scene.answer)
    _vote(cast["Voted"], scene.answer)
    noise = make.member("Noise")
    _vote(noise, scene.answer, -1)
    _erase(cast["Erased"])
    _suspend(cast["Suspended"])
    mailbox.collect()
    scene.remove()
    scene.look(cast["After"])
    scene.after(minutes=3)
    assert scene.told() == {
        "Asha": "asker",
        "Replied": "engaged",
        "Voted": "engaged",
        "Before": "viewed",
        "Suspended": "viewed",
        "Dele": "viewed",
    }


def test_member_who_had_it_mailed_is_told(app, scene, mailbox):
    mailed = scene.make.member("Mailed")
    hers = scene.make.reply(mailed, scene.answer)
    unsafe = scene.make.reply(scene.ben, hers)
    assert [mail["To"] for mail in mailbox.collect()] == [scene.ben.email, mailed.email]
    scene.remove(post=unsafe)
    scene.after(minutes=3)
    assert scene.told() == {"Asha": "asker", "Mailed": "delivered"}


def test_member_with_several_reasons_is_told_once_by_the_strongest(app, scene):
    scene.look(scene.asha)
    cara = scene.make.member("Cara")
    scene.look(cara)
    scene.make.reply(cara, scene.answer)
    _vote(cara, scene.answer)
    scene.remove()
    scene.after(minutes=3)
    assert scene.told() == {"Asha": "asker", "Cara": "engaged"}
    assert len([one for one in scene.notices(cara) if one.warning]) == 1


def test_who_quoted_it_is_told(app, scene):
    cara = scene.make.member("Cara")
    quote = f"> I had it too, for a month or so.\n> — [Ben](/a/{scene.answer.id})\n\nThank you."
    scene.make.answer(cara, scene.question, quote)
    scene.remove()
    scene.after(minutes=3)
    assert scene.told() == {"Asha": "asker", "Cara": "engaged"}


def test_correction_reaches_the_asker_and_those_who_took_part_alone(app, scene):
    viewed, voted = scene.make.member("Viewed"), scene.make.member("Voted")
    scene.look(viewed)
    _vote(voted, scene.answer)
    scene.remove(category="certain_diagnosis")
    scene.after(minutes=3)
    assert scene.told() == {"Asha": "asker", "Voted": "engaged"}


def test_categories_that_tell_nobody_plan_no_recall(sqlite_app, scene):
    scene.remove(category="personal_data")
    scene.after(hours=3)
    assert scene.told() == {}
    assert db.session.query(Recall).count() == 0


def test_removal_for_another_reason_is_no_recall(sqlite_app, scene):
    scene.remove(category=None, safer_note="")
    scene.after(hours=3)
    assert scene.told() == {}


def test_moderator_can_choose_to_tell_nobody_and_the_trail_says_so(sqlite_app, scene):
    act = scene.remove(tell=False)
    scene.after(hours=3)
    assert scene.told() == {}
    assert act.after["tell"] is False


def test_what_was_held_from_the_start_has_reached_nobody(app, scene):
    reply = scene.make.reply(scene.ben, scene.answer)  # nobody is told of a reply to oneself
    with transaction():
        forum.set_status(db.session.get(Post, reply.id), "held")
    scene.remove(post=reply)
    scene.after(minutes=3)
    assert scene.told() == {}


def test_recall_of_a_question_reaches_those_who_answered_and_read_it(app, scene):
    cara = scene.make.member("Cara")
    scene.look(cara)
    scene.remove(post=scene.question)
    scene.after(minutes=3)
    assert scene.told() == {"Ben": "engaged", "Cara": "viewed"}


def test_recall_of_a_reply_reaches_those_below_it_and_not_beside_it(app, scene):
    cara, dora = scene.make.member("Cara"), scene.make.member("Dora")
    unsafe = scene.make.reply(scene.ben, scene.answer)
    scene.make.reply(cara, unsafe)
    scene.make.reply(dora, scene.answer)
    scene.remove(post=unsafe)
    scene.after(minutes=3)
    assert scene.told() == {"Asha": "asker", "Cara": "engaged"}


def test_count_at_the_desk_is_the_number_that_will_be_told(app, scene):
    for number in range(6):
        scene.look(scene.make.member(f"Reader {number}"))
    counted = queries.audience(scene.mona, scene.answer)
    assert (counted.everybody, counted.near) == (7, 1)
    scene.remove()
    scene.after(minutes=3)
    assert len(scene.told()) == 7


def test_recall_is_told_in_small_transactions(app, scene, monkeypatch):
    monkeypatch.setattr("app.recall.services.telling.CHUNK", 2)
    for number in range(5):
        scene.look(scene.make.member(f"Reader {number}"))
    scene.remove()
    scene.after(minutes=3)
    assert len(scene.told()) == 6
    assert db.session.query(Recall).one().sent_at is not None
