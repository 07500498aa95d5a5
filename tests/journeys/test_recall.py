"""A recall reaches exactly the right members of a cast, and its reversal the same ones."""

from __future__ import annotations

from datetime import timedelta

import pytest

pytest.importorskip("playwright")
from playwright.sync_api import expect

from app.accounts.models import Member
from app.core import clock
from app.core.db import db, transaction
from app.forum import services as forum
from app.forum.models import Post
from app.moderation import services as moderation
from app.recall import services as recall
from app.recall.models import RecallNotice
from app.votes import services as votes
from tests.journeys.axe import violations

NOTE = "Do not stop a prescribed medicine without asking your pharmacist or doctor first."
LATER = timedelta(minutes=5)
TITLE = "Has anybody else felt this small flutter?"


def told(stage):
    with stage:
        rows = db.session.query(Member.name, RecallNotice.ring).join(
            RecallNotice, RecallNotice.member_id == Member.id
        )
        return dict(rows.all())


@pytest.mark.browser
def test_recall_and_its_reversal_reach_the_same_right_members(site, stage, open_page):
    with stage as make:
        names = ("Asha", "Ben", "Before", "After", "Held", "Replied", "Voted", "Off", "Erased")
        cast = {name: make.member(name) for name in (*names, "Mailed", "Suspended")}
        mona, dele = make.moderator(), make.moderator("Dele")
        question = make.question(cast["Asha"], TITLE)
        above = make.reply(cast["Mailed"], question)
        unsafe = make.reply(cast["Ben"], above, "I left mine off for a month, and it went.")
        with transaction():
            recall.allow_exposure(db.session.get(Member, cast["Off"].id), False)
            forum.set_status(db.session.get(Post, unsafe.id), "held")

    def look(*names):
        for name in names:
            page = open_page(cast.get(name))
            page.goto(f"/q/{question.id}")
            page.context.close()
        with stage:
            site.app.extensions["recall.recorder"].flush()

    look("Held")
    with stage, transaction():
        forum.set_status(db.session.get(Post, unsafe.id), "visible")
    look("Before", "Off", "Erased", "Suspended", "Ben", "guest")
    site.deliver_mail()
    with stage as make:
        make.reply(cast["Replied"], db.session.get(Post, unsafe.id))
        with transaction():
            votes.cast_vote(cast["Voted"], db.session.get(Post, unsafe.id), 1)
            db.session.get(Member, cast["Erased"].id).erased_at = clock.now()
            suspended = db.session.get(Member, cast["Suspended"].id)
            suspended.suspended_until = clock.now() + timedelta(days=7)
            moderation.remove_post(
                mona, db.session.get(Post, unsafe.id), category="stop_change_medicine",
                reason="It told people to stop.", safer_note=NOTE,
            )  # fmt: skip
    look("After")
    site.deliver_mail()
    assert told(stage) == {}
    site.deliver_mail(later=LATER)
    right = {
        "Asha": "asker",
        "Replied": "engaged",
        "Voted": "engaged",
        "Mailed": "delivered",
        "Before": "viewed",
        "Suspended": "viewed",
    }
    assert told(stage) == right

    page = open_page(cast["Before"])
    page.goto("/notifications")
    expect(page.get_by_text(TITLE, exact=False).first).to_be_visible()
    expect(page.get_by_text("I left mine off", exact=False)).to_have_count(0)
    assert violations(page) == []
    mail = site.mail_to("before@example.org")
    assert "Please read a safety notice" in mail
    assert "flutter" not in mail

    with stage, transaction(), clock.at(clock.now() + timedelta(hours=1)):
        moderation.restore_post(dele, db.session.get(Post, unsafe.id))
    site.deliver_mail(later=timedelta(hours=1) + LATER)
    with stage:
        backs = db.session.query(RecallNotice).filter(RecallNotice.back_notice_id.is_not(None))
        assert {one.member_id for one in backs} == {cast[name].id for name in right}
    page.reload()
    expect(page.get_by_text("We put it back", exact=False).first).to_be_visible()
