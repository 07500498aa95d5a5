"""Reporting a member: once for each person, weighed like any report, hiding the text alone."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.core.clock import at, now
from app.core.db import db, transaction
from app.core.errors import Invalid, NotFound, Refused
from app.forum.models import Post
from app.moderation import queries
from app.moderation import services as moderation
from app.moderation.errors import AlreadyReported, TooManyReports
from app.moderation.limits import MOSTLY_WRONG_REPORTS_A_DAY, TARGETS
from app.moderation.models import Report
from app.moderation.services.profiles import PROFILE_KINDS
from app.moderation.weights import HideAt

ABOUT = "I run a shop.\nYou are all idiots, come and buy."


def test_report_opens_one_case_about_the_member_with_the_text_as_it_was(app, page):
    report = page.report(text="  He insults people. ")
    page.report(page.make.member(), kind="spam")
    case = page.case()
    assert (case.post_id, case.member_id, case.state) == (None, page.ben.id, "open")
    assert case.report_count == 2
    assert report.text == "He insults people."
    assert report.text_then == f"Ben\n{ABOUT}"
    assert case.due_at == report.created_at + TARGETS["abuse"]


def test_new_report_opens_a_decided_case_again(app, page):
    page.report()
    page.do("keep")
    page.report(page.make.member(), kind="spam")
    assert page.case().state == "open"


@pytest.mark.parametrize("kind", ["off_topic", "urgent_care", "first_post", "nonsense", ""])
def test_kinds_that_fit_no_member_are_refused(app, page, kind):
    assert kind not in PROFILE_KINDS
    with pytest.raises(Invalid):
        page.report(kind=kind)


def test_nobody_reports_themselves(app, page):
    with pytest.raises(Refused):
        page.report(page.ben)


def test_suspended_members_and_those_without_the_right_cannot_report(app, page, make):
    out = make.member(suspended_until=now() + timedelta(days=1), suspension_reason="spam")
    with pytest.raises(Refused, match="suspend|cannot"):
        page.report(out)
    until = (now() + timedelta(days=1)).isoformat()
    mute = make.member(withheld_rights={"reporting": {"until": until, "reason": "wrong reports"}})
    with pytest.raises(Refused, match="cannot report"):
        page.report(mute)


def test_erased_accounts_are_not_found(app, page):
    with transaction():
        page.now().erased_at = now()
    with pytest.raises(NotFound):
        page.report()


def test_second_report_of_a_member_is_answered_with_the_date_of_the_first(app, page):
    first = page.report()
    with pytest.raises(AlreadyReported) as again:
        page.report(kind="spam")
    assert again.value.reported_at == first.created_at


def test_visitor_reports_with_an_address_once(app, page):
    with transaction():
        first = moderation.report_member(None, page.ben, kind="abuse", email="Vic@Example.org")
        again = moderation.report_member(None, page.ben, kind="spam", email="vic@example.org")
    assert first.reporter_email == "vic@example.org"
    assert again.id == first.id
    assert first.weight == 0
    with pytest.raises(Invalid), transaction():
        moderation.report_member(None, page.ben, kind="abuse", email="nothing")


def test_enough_weight_hides_the_text_and_never_the_posts(app, page):
    page.report(page.mona)
    assert page.now().profile_status == "visible"
    page.report(page.dele, kind="spam")
    assert page.now().profile_status == "hidden"
    assert page.acts() == ["hide_profile"]
    posts = db.session.query(Post).filter_by(author_id=page.ben.id)
    assert {post.status for post in posts} == {"visible"}


def test_below_the_weight_the_text_stays(app, page):
    page.report(page.mona)
    page.report()
    assert page.now().profile_status == "visible"


def test_profiles_of_moderators_are_hidden_only_by_moderators(app, page, make):
    ida = make.member("Ida", role="moderator", about="I look after this place.")
    for person in (page.mona, page.dele):
        with transaction():
            moderation.report_member(person, ida, kind="abuse", hide_at=HideAt(other=1))
    db.session.refresh(ida)
    assert ida.profile_status == "visible"
    with transaction():
        moderation.hide_profile(page.mona, ida)
    assert ida.profile_status == "hidden"


def test_profile_without_text_is_not_hidden_by_weight(app, page):
    page.save("")
    page.report(hide_at=HideAt(other=1))
    assert page.now().profile_status == "visible"


def test_whoever_reports_everything_is_slowed_and_not_told_off(app, page, make):
    """Abuse case 31: posts and members alike; what they report is read, and weighs nothing."""
    noise = make.member("Noise")
    others = [make.member() for _ in range(MOSTLY_WRONG_REPORTS_A_DAY + 1)]
    with transaction(), at(now() - timedelta(days=2)):
        for other in others[:3]:
            moderation.report_member(noise, other, kind="abuse")
            moderation.keep_profile(page.mona, other)
        for _ in range(2):
            answer = make.answer(others[0], make.question(page.meg))
            moderation.report_post(noise, answer, kind="spam")
            moderation.keep_post(page.mona, answer)
    made = []
    with transaction():
        for other in others[:MOSTLY_WRONG_REPORTS_A_DAY]:
            made.append(moderation.report_member(noise, other, kind="abuse"))
    assert {report.weight for report in made} == {0}
    with pytest.raises(TooManyReports, match="thank you"), transaction():
        moderation.report_member(noise, others[-1], kind="abuse")
    # Somebody else's report of the same member is not touched by it.
    with transaction():
        assert moderation.report_member(page.meg, others[0], kind="abuse").weight > 0


def test_reports_of_members_that_were_right_raise_the_daily_limit(app, page, make):
    """15 a day, and one more for each that was right."""
    meg = page.meg
    with transaction(), at(now() - timedelta(days=2)):
        for _ in range(3):
            other = make.member(about="Buy my pills.")
            moderation.report_member(meg, other, kind="spam")
            moderation.clear_profile(page.mona, other, parts=["about"], reason="Spam.")
    with transaction():
        for _ in range(18):
            moderation.report_member(meg, make.member(), kind="spam")
    with pytest.raises(TooManyReports), transaction():
        moderation.report_member(meg, make.member(), kind="spam")
    assert db.session.query(Report).filter_by(reporter_id=meg.id).count() == 21


def test_members_stand_in_the_one_queue_with_the_posts(app, page, make):
    answer = make.answer(page.meg, make.question(page.ben))
    page.report(kind="spam")
    with transaction():
        moderation.report_post(page.ben, answer, kind="abuse")
        moderation.report_member(page.mona, page.meg, kind="personal_data")
    reported = [
        (row.kind, row.what) for row in queries.list_queue(page.dele).rows.items
        if row.kind != "first_post"
    ]  # fmt: skip
    assert reported[0] == ("personal_data", "member")
    assert set(reported) == {("personal_data", "member"), ("abuse", "answer"), ("spam", "member")}


def test_the_next_case_is_never_about_the_moderator(app, page):
    page.report()
    with transaction():
        moderation.report_member(page.meg, page.mona, kind="abuse")
    ours = page.case()
    found = queries.next_case_id(page.mona, ours, show="reports")
    assert found is None
    assert queries.next_case_id(page.dele, ours, show="reports") is not None
