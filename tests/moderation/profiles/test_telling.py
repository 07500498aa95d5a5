"""Who hears what about a profile; an undo within two minutes tells nobody."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.core.clock import at, now
from app.core.db import db, transaction
from app.core.outbox import deliver_due
from app.moderation import services as moderation
from app.moderation.limits import UNDO_TIME
from app.moderation.models import Report
from app.notifications.models import Notice

LATER = UNDO_TIME + timedelta(seconds=5)


def told(member, *, unread=False):
    rows = select(Notice.kind).where(Notice.member_id == member.id).order_by(Notice.id)
    if unread:
        rows = rows.where(Notice.read_at.is_(None))
    return list(db.session.scalars(rows))


@pytest.mark.parametrize(
    ("do", "ben_hears", "meg_hears"),
    [
        (lambda page: page.do("keep"), [], ["profile_report_kept"]),
        (lambda page: page.do("hide"), ["profile_hidden"], []),
        (lambda page: page.clear(), ["profile_cleared"], ["profile_report_removed"]),
    ],
)
def test_each_decision_reaches_whom_it_concerns(app, page, do, ben_hears, meg_hears):
    page.report()
    act = do(page)
    assert (told(page.ben), told(page.meg)) == (ben_hears, meg_hears)
    page.undo(act)
    assert (told(page.ben), told(page.meg)) == ([], [])


def test_after_a_warning_the_reporter_hears_that_it_was_right(app, page):
    page.report()
    with transaction():
        moderation.warn_member(page.mona, page.ben, text="Please be kind to other members here.")
    page.do("keep")
    assert told(page.meg) == ["profile_report_changed"]


def test_clearing_overtakes_the_news_that_it_is_being_checked(app, page):
    page.do("hide")
    page.clear()
    assert told(page.ben, unread=True) == ["profile_cleared"]


def test_a_late_undo_is_news(app, page):
    page.report()
    act = page.clear()
    with at(now() + LATER):
        page.undo(act)
    assert told(page.ben, unread=True) == ["profile_restored"]


def test_a_later_decision_overtakes_the_earlier_answer(app, page):
    page.report()
    page.do("keep")
    page.clear()
    assert told(page.meg)[-1] == "profile_report_kept"
    page.report()
    page.do("keep")
    assert told(page.meg, unread=True) == ["profile_report_kept"]


def test_notices_lead_to_pages_that_open(app, page, browse):
    page.report()
    act = page.clear()
    ben, meg = browse(page.ben), browse(page.meg)
    assert "We took something out of your profile" in ben.get("/notifications").text
    assert f"/actions/{act.id}" in ben.get("/notifications").text
    decision = ben.get(f"/actions/{act.id}").text
    assert "We removed your profile text" in decision
    assert "You are all idiots" in decision, "their own words"
    assert 'id="appeal"' in decision
    heard = meg.get("/notifications").text
    assert "We took something out of the profile that you reported" in heard
    assert f"/users/{page.ben.id}" in heard
    assert meg.get(f"/actions/{act.id}").status_code == 404
    assert "<bdi>Ben</bdi>" in meg.get("/settings/reports").text


def _visitors_report(page):
    with transaction():
        return moderation.report_member(None, page.ben, kind="abuse", email="vic@example.org").id


def _address(report_id):
    return db.session.get(Report, report_id, populate_existing=True).reporter_email


def _pass(moment):
    """The worker's mails and daily work at this moment."""
    with at(moment):
        while deliver_due():
            pass
        with transaction():
            return moderation.forget_addresses()


def test_a_visitors_address_is_cleared_once_the_answer_was_sent(app, page):
    report_id = _visitors_report(page)
    decided = now() + timedelta(hours=20)
    with at(decided):
        page.clear()
    assert _pass(decided + timedelta(minutes=1)) == 0, "it can still be undone"
    assert _pass(decided + LATER) == 0, "it was sent this second"
    assert _address(report_id) == "vic@example.org"
    assert _pass(now() + timedelta(days=1, minutes=5)) == 1
    assert _address(report_id) == ""
    assert _pass(now() + timedelta(days=2)) == 0


def test_an_address_is_kept_while_nothing_is_decided(app, page):
    report_id = _visitors_report(page)
    assert _pass(now() + timedelta(days=30)) == 0
    assert _address(report_id) == "vic@example.org"


def test_an_address_is_kept_while_the_mail_could_not_be_sent(app, page, monkeypatch):
    report_id = _visitors_report(page)
    page.clear()

    def down(*_args, **_values):
        raise OSError("the mail server is down")

    monkeypatch.setattr("app.notifications.mails.send_mail", down)
    assert _pass(now() + timedelta(days=2)) == 0
    assert _address(report_id) == "vic@example.org"
