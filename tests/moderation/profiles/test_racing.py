"""Two people at the same moment about one member, with real threads and real transactions."""

from __future__ import annotations

from typing import Any

from app.accounts import services as accounts
from app.accounts.models import Member
from app.core.db import db
from app.moderation import services as moderation
from app.moderation.errors import AlreadyReported, TooLate
from app.moderation.models import Report
from tests.moderation.test_racing import at_once


def _member(member_id: int) -> Member:
    return db.session.get(Member, member_id)


def test_two_moderators_in_the_same_second_make_one_act(app, page):
    page.report()
    seen, ben, mona, dele = page.case().version, page.ben.id, page.mona.id, page.dele.id

    def keep() -> Any:
        return moderation.keep_profile(_member(mona), _member(ben), version=seen)

    def clear() -> Any:
        return moderation.clear_profile(
            _member(dele), _member(ben), parts=["about"], reason="Spam.", version=seen
        )

    late = [one for one in at_once(app, keep, clear) if isinstance(one, TooLate)]
    assert len(late) == 1
    assert len(page.acts()) == 1
    assert (page.now().about == "") == (page.acts() == ["clear_profile"])


def test_one_form_sent_twice_at_once_reports_once(app, page):
    ben, meg = page.ben.id, page.meg.id

    def report() -> Any:
        return moderation.report_member(_member(meg), _member(ben), kind="spam")

    results = at_once(app, report, report)
    assert sum(isinstance(result, AlreadyReported) for result in results) == 1
    assert db.session.query(Report).filter_by(reporter_id=meg).count() == 1


def test_saving_while_it_is_cleared_loses_neither_act(app, page):
    ben, mona = page.ben.id, page.mona.id

    def save() -> Any:
        return accounts.update_profile(_member(ben), name="Ben", about="I only knit.")

    def clear() -> Any:
        return moderation.clear_profile(
            _member(mona), _member(ben), parts=["about"], reason="Spam."
        )

    at_once(app, save, clear)
    assert page.acts() == ["clear_profile"]
    assert page.now().about in ("", "I only knit.")
