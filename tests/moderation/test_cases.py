"""Cases: reopening, how reports end, the order of the queue, target times and the one mail."""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from app.core import clock
from app.core.db import db, transaction
from app.core.errors import Invalid
from app.core.outbox import OutboxEntry, deliver_due
from app.forum import services as forum
from app.moderation import queries
from app.moderation import services as moderation
from app.moderation.limits import TARGETS
from app.moderation.models import Report
from app.moderation.services.reporting import PERSON_KINDS
from tests.mailbox import Mailbox

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


def reports(scene, post=None):
    return db.session.scalars(
        select(Report)
        .where(Report.case_id == scene.case(post).id, Report.rule.is_(None))
        .order_by(Report.id)
        .execution_options(populate_existing=True)
    ).all()


def test_kinds_of_reports_are_these(app):
    wanted = "unsafe_advice urgent_care personal_data abuse spam off_topic other"
    assert list(PERSON_KINDS) == wanted.split()
    assert list(TARGETS) == wanted.split()


@pytest.mark.parametrize("decided", ["keep", "restore"])
def test_new_report_on_a_decided_case_opens_it_again_with_a_new_time(app, scene, decided):
    with clock.at(NOON):
        scene.report()
        if decided == "restore":
            scene.remove()
            scene.do("restore", who=scene.dele)
        else:
            scene.do("keep")
        assert scene.case().state == "decided"
    later = NOON + timedelta(days=3)
    with clock.at(later):
        scene.report(scene.asha, kind="abuse")
    case = scene.case()
    assert (case.state, case.outcome, case.decided_by_id) == ("open", None, None)
    assert (case.opened_at, case.due_at) == (later, later + TARGETS["abuse"])
    assert (case.weight, case.overdue_told_at) == (1, None)


def test_flag_of_a_rule_opens_a_decided_case_again(app, scene):
    scene.report()
    scene.do("keep")
    with transaction():
        moderation.flag_post(scene.answer, rule="dosing", kind="unsafe_advice")
    assert scene.case().state == "open"


@pytest.mark.parametrize("end", ["agreed", "disagreed", "disputed", "ignored"])
def test_moderator_chooses_how_the_reports_of_a_kept_post_end(app, scene, end):
    scene.report()
    scene.do("keep", reports=end)
    assert [report.outcome for report in reports(scene)] == [end]


def test_unknown_end_of_reports_is_refused(app, scene):
    scene.report()
    with pytest.raises(Invalid) as refusal:
        scene.do("keep", reports="punished")
    assert refusal.value.field == "reports"


def test_reports_of_a_post_its_author_deleted_meanwhile_are_ignored(app, scene):
    scene.report()
    with transaction():
        forum.withdraw_post(scene.ben, scene.answer)
    scene.do("keep")
    assert [report.outcome for report in reports(scene)] == ["ignored"]


def test_undo_takes_the_end_of_the_reports_back(app, scene):
    scene.report()
    scene.undo(scene.do("keep", reports="disputed"))
    assert [report.outcome for report in reports(scene)] == [None]


def order(scene, viewer=None):
    rows = queries.list_queue(viewer or scene.mona, show="all").rows.items
    return [row.case.post_id for row in rows]


def test_unsafe_and_personal_come_first_then_the_heavier_then_the_older(app, scene, make):
    def post(kind, *who, minutes):
        answer = make.answer(scene.ben, scene.question)
        for person in who:
            with clock.at(NOON - timedelta(minutes=minutes)):
                scene.report(person, answer, kind=kind)
        return answer.id

    asha, meg, dele = scene.asha, scene.meg, scene.dele
    with clock.at(NOON):
        old_spam = post("spam", meg, minutes=50)
        heavy_spam = post("spam", dele, minutes=10)
        young_personal = post("personal_data", meg, minutes=5)
        old_unsafe = post("unsafe_advice", meg, minutes=30)
        heavy_unsafe = post("unsafe_advice", meg, asha, minutes=2)
        wanted = [heavy_unsafe, old_unsafe, young_personal, heavy_spam, old_spam]
        assert [number for number in order(scene) if number in wanted] == wanted


def test_who_may_need_help_now_stands_above_everything(app, scene, make):
    spam = make.answer(scene.ben, scene.question)
    with clock.at(NOON - timedelta(hours=60)):
        scene.report(post=spam, kind="spam")
    with clock.at(NOON):
        scene.report(kind="unsafe_advice")
        scene.report(scene.asha, kind="urgent_care")
        assert order(scene)[:2] == [scene.answer.id, spam.id]


def test_overdue_cases_stand_on_top_and_first_posts_are_never_overdue(app, scene, make):
    spam = make.answer(scene.ben, scene.question)
    with clock.at(NOON - timedelta(hours=47)):
        scene.report(post=spam, kind="spam")
    with clock.at(NOON):
        scene.report(kind="unsafe_advice")
        assert order(scene)[:2] == [scene.answer.id, spam.id]
    with clock.at(NOON + timedelta(minutes=61) - timedelta(minutes=10)):
        assert order(scene)[:2] == [scene.answer.id, spam.id]
    with clock.at(NOON + timedelta(days=30)):
        found = queries.list_queue(scene.mona)
        late = [row.case for row in found.rows.items if row.case.is_overdue]
        assert [case.post_id for case in late] == order(scene)[:2] == [scene.answer.id, spam.id]
        assert found.overdue == 2


def test_overdue_spam_stands_before_a_fresh_report_of_unsafe_advice(app, scene, make):
    spam = make.answer(scene.ben, scene.question)
    with clock.at(NOON - timedelta(hours=49)):
        scene.report(post=spam, kind="spam")
    with clock.at(NOON):
        scene.report(kind="unsafe_advice")
        assert order(scene)[:2] == [spam.id, scene.answer.id]
    with clock.at(NOON + TARGETS["unsafe_advice"]):
        assert order(scene)[:2] == [scene.answer.id, spam.id]


@pytest.mark.parametrize("kind", PERSON_KINDS)
def test_each_kind_has_its_target_time(app, scene, kind):
    with clock.at(NOON):
        scene.report(kind=kind)
    assert scene.case().due_at == NOON + TARGETS[kind]


def test_more_urgent_report_brings_the_target_forward_and_no_report_puts_it_off(app, scene, make):
    with clock.at(NOON):
        scene.report(kind="spam")
        scene.report(make.member(), kind="unsafe_advice")
    assert scene.case().due_at == NOON + TARGETS["unsafe_advice"]
    with clock.at(NOON + timedelta(minutes=30)):
        scene.report(make.member(), kind="unsafe_advice")
    assert scene.case().due_at == NOON + TARGETS["unsafe_advice"]


def test_post_hidden_without_a_report_has_a_target_too(app, scene):
    with clock.at(NOON):
        scene.do("hide")
    assert scene.case().due_at == NOON + TARGETS["other"]


@pytest.fixture
def box(app):
    return Mailbox(app)


def overdue_mails(box, moment):
    with clock.at(moment):
        deliver_due()
        return [mail for mail in box.collect() if "review queue" in mail["Subject"]]


def test_overdue_case_is_mailed_once_to_each_moderator(app, scene, box):
    with clock.at(NOON):
        scene.report(text="Meg's own words about it.")
    late = NOON + timedelta(hours=1, minutes=1)
    assert overdue_mails(box, NOON + timedelta(minutes=59)) == []
    mails = overdue_mails(box, late)
    assert sorted(mail["To"] for mail in mails) == ["dele@example.org", "mona@example.org"]
    for mail in mails:
        text = mail["Subject"] + mail.get_content()
        assert "/moderation/queue" in text
        for secret in ("tablets", "Meg", "Ben", "flutter", "unsafe"):
            assert secret not in text
    for hours in (2, 30, 300):
        assert overdue_mails(box, NOON + timedelta(hours=hours)) == []


def test_several_overdue_cases_make_one_mail(app, scene, make, box):
    with clock.at(NOON):
        scene.report()
        scene.report(post=make.answer(scene.ben, scene.question))
    (mail, _) = overdue_mails(box, NOON + timedelta(hours=2))
    assert "2 cases" in mail.get_content()


def test_case_decided_in_time_is_not_mailed_and_one_opened_again_is(app, scene, box):
    with clock.at(NOON):
        scene.report()
        scene.do("keep")
    assert overdue_mails(box, NOON + timedelta(hours=2)) == []
    with clock.at(NOON + timedelta(days=1)):
        scene.report()
    assert len(overdue_mails(box, NOON + timedelta(days=1, hours=2))) == 2
    with clock.at(NOON + timedelta(days=2)):
        scene.do("keep")
        scene.report()
    assert len(overdue_mails(box, NOON + timedelta(days=2, hours=2))) == 2


def test_moderator_who_was_demoted_or_wants_no_mail_gets_none(app, scene, box):
    with clock.at(NOON):
        scene.report()
    with transaction():
        scene.mona.role = "member"
        scene.dele.wants_mail = False
    assert overdue_mails(box, NOON + timedelta(hours=2)) == []


def test_work_done_twice_after_a_crash_mails_nobody_twice(app, scene, box):
    with clock.at(NOON):
        scene.report()
    late = NOON + timedelta(hours=2)
    assert len(overdue_mails(box, late)) == 2
    with transaction():
        row = db.session.query(OutboxEntry).filter_by(kind="moderation.overdue").one()
        row.done_at, row.payload = None, {"case_id": scene.case().id}
    assert overdue_mails(box, late) == []


def test_report_of_personal_data_is_seen_by_staff_alone(app, scene, browse, caplog):
    with caplog.at_level(logging.DEBUG):
        browse(scene.meg).post(
            f"/report?post=answer-{scene.answer.id}",
            data={"kind": "personal_data", "text": "It is my sister Quintessa's number."},
        )
    with transaction():
        moderation.remove_post(
            scene.mona,
            scene.answer,
            category="personal_data",
            reason="It named somebody.",
            safer_note="Leave out names and numbers, of others and your own: they stay for ever.",
        )
    assert "Quintessa" not in caplog.text
    assert scene.acts()[-1].is_public is False
    desk = f"/moderation/queue/{scene.case().id}"
    assert "Quintessa" in browse(scene.dele).get(desk).text
    for who in (None, scene.ben, scene.meg):
        for path in ("/safety-notices", f"/safety-notices/{scene.answer.id}", desk):
            assert "Quintessa" not in browse(who).get(path).text
        page = browse(who).get(f"/q/{scene.question.id}", follow_redirects=True).text
        assert "Quintessa" not in page
    assert "Meg" not in browse(scene.ben).get("/notifications").text
