"""Keep, hide, clear, and taking each of them back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.core.clock import at, now
from app.core.db import db, transaction
from app.core.errors import Conflict, Invalid, Refused
from app.moderation import queries
from app.moderation import services as moderation
from app.moderation.errors import TooLate
from app.moderation.limits import ORIGINAL_KEPT
from app.moderation.member_models import ProfileRemoval
from app.moderation.models import Case, Report
from tests.moderation.profiles.conftest import ABOUT


def outcomes():
    """How the reports about members ended."""
    return list(
        db.session.scalars(
            select(Report.outcome).join(Case).where(Case.member_id.is_not(None)).order_by(Report.id)
        )
    )


def texts():
    return set(
        db.session.scalars(select(Report.text_then).join(Case).where(Case.member_id.is_not(None)))
    )


def test_keeping_answers_all_reports(app, page):
    page.report()
    page.report(page.make.member(), kind="spam")
    page.do("keep")
    case = page.case()
    assert (case.state, case.outcome, case.decided_by_id) == ("decided", "kept", page.mona.id)
    assert outcomes() == ["disagreed", "disagreed"]


def test_keeping_shows_a_hidden_text_again(app, page):
    page.do("hide")
    assert page.now().profile_status == "hidden"
    assert page.case().state == "claimed"
    page.do("keep")
    assert page.now().profile_status == "visible"


def test_after_a_warning_the_case_is_closed_with_reports_that_were_right(app, page):
    page.report()
    with transaction():
        moderation.warn_member(page.mona, page.ben, text="Please be kind to other members here.")
    page.do("keep")
    assert page.case().outcome == "edited"
    assert outcomes() == ["agreed"]


def test_a_warning_that_was_taken_back_does_not_count(app, page):
    page.report()
    with transaction():
        act = moderation.warn_member(page.mona, page.ben, text="Please be kind to other members.")
        moderation.withdraw_warning(page.mona, act)
    page.do("keep")
    assert outcomes() == ["disagreed"]


def test_clearing_takes_the_text_and_keeps_it_apart_from_the_trail(app, page):
    page.report()
    act = page.clear("about")
    assert page.now().about == ""
    assert outcomes() == ["agreed"]
    assert page.case().outcome == "removed_other"
    assert "idiots" not in f"{act.before}{act.after}{act.reason}"
    kept = db.session.scalars(select(ProfileRemoval)).one()
    assert (kept.part, kept.original) == ("about", ABOUT)


def test_clearing_a_name_gives_a_neutral_one(app, page):
    page.clear("name")
    ben = page.now()
    assert ben.name.startswith("member-")
    assert ben.about == ABOUT


@pytest.mark.parametrize("parts", [(), ("about", "posts"), ("email",)])
def test_clearing_needs_a_part_that_there_is(app, page, parts):
    with pytest.raises(Invalid):
        page.do("clear", parts=parts, reason="Spam.")
    assert page.now().about == ABOUT


def test_clearing_needs_a_reason_and_a_text(app, page):
    with pytest.raises(Invalid):
        page.do("clear", parts=["about"], reason=" ")
    page.save("")
    with pytest.raises(Invalid):
        page.do("clear", parts=["about"], reason="Spam.")


def test_members_cannot_decide_and_nobody_about_themselves(app, page):
    for act in ("keep", "hide"):
        with pytest.raises(Refused):
            page.do(act, page.meg)
    with pytest.raises(Refused), transaction():
        moderation.clear_profile(page.mona, page.mona, parts=["name"], reason="Mine.")


@pytest.mark.parametrize("parts", [("about",), ("name",), ("about", "name")])
def test_undo_gives_back_what_was_cleared(app, page, parts):
    page.report()
    page.undo(page.clear(*parts))
    ben = page.now()
    assert (ben.name, ben.about, ben.profile_status) == ("Ben", ABOUT, "visible")
    assert outcomes() == [None]
    assert page.case().state == "claimed"
    assert db.session.scalars(select(ProfileRemoval)).all() == []


def test_undo_of_keeping_hides_again_and_opens_the_reports(app, page):
    page.report()
    page.do("hide")
    page.undo(page.do("keep"))
    assert page.now().profile_status == "hidden"
    assert outcomes() == [None]


def test_undo_leaves_what_the_member_has_written_since(app, page):
    act = page.clear("about", "name")
    page.save("I knit now.", name="Benjamin")
    page.undo(act)
    ben = page.now()
    assert (ben.name, ben.about) == ("Benjamin", "I knit now.")


def test_undo_of_a_name_that_somebody_else_has_by_now_says_so(app, page, make):
    act = page.clear("name")
    make.member("Ben", email="other@example.org")
    with pytest.raises(Conflict, match="has this name"):
        page.undo(act)


def test_only_the_last_decision_of_ones_own_is_undone(app, page, make):
    act = page.clear()
    with pytest.raises(Refused):
        page.undo(act, page.dele)
    with transaction():
        moderation.hide_post(page.mona, make.answer(page.meg, make.question(page.meg)))
    with pytest.raises(Conflict, match="something else"):
        page.undo(act)


def test_undo_twice_is_refused(app, page):
    act = page.clear()
    page.undo(act)
    with pytest.raises(Conflict, match="undone this already"):
        page.undo(act)


def test_the_later_of_two_moderators_is_told_who_decided(app, page):
    page.report()
    seen = page.case().version
    act = page.clear(version=seen)
    with pytest.raises(TooLate) as late:
        page.do("keep", page.dele, version=seen)
    assert (late.value.earlier.by, late.value.earlier.act_id) == ("Mona", act.id)


def test_new_report_makes_an_old_page_too_old(app, page):
    page.report()
    seen = page.case().version
    page.report(page.make.member())
    with pytest.raises(TooLate) as late:
        page.do("keep", version=seen)
    assert late.value.earlier is None


def test_claim_and_note_work_on_a_case_about_a_member(app, page):
    page.report()
    with transaction():
        moderation.claim_case(page.mona, page.case())
        moderation.note_case(page.mona, page.case(), text="He did this before, elsewhere.")
    assert page.acts() == ["claim_case", "add_note"]
    with transaction():
        moderation.report_member(page.meg, page.mona, kind="abuse")
    about_mona = queries.list_queue(page.dele, show="reports").rows.items[-1].case
    with pytest.raises(Refused), transaction():
        moderation.claim_case(page.mona, about_mona)


def test_removed_words_are_deleted_when_they_can_no_longer_be_appealed_against(app, page):
    page.report()
    act = page.clear()
    with transaction():
        assert moderation.purge_profiles() == 0
    with at(now() + ORIGINAL_KEPT + timedelta(minutes=1)):
        with transaction():
            assert moderation.purge_profiles() == 1
            assert moderation.purge_profiles() == 0
        assert db.session.scalars(select(ProfileRemoval.original)).all() == [""]
        assert texts() == {""}
        with pytest.raises(Conflict, match="deleted by now"):
            page.undo(act)


def test_words_under_an_open_appeal_are_kept(app, page):
    act = page.clear()
    with transaction():
        moderation.file_appeal(page.ben, act.id, reason="I meant it as a joke.")
    with at(now() + ORIGINAL_KEPT + timedelta(days=1)), transaction():
        assert moderation.purge_profiles() == 0


def test_overturned_appeal_gives_the_text_back(app, page):
    page.report()
    act = page.clear("about", "name")
    with transaction():
        appeal = moderation.file_appeal(page.ben, act.id, reason="I meant it as a joke.")
    with pytest.raises(Refused), transaction():
        moderation.decide_appeal(page.mona, appeal, outcome="overturned", answer="It was a joke.")
    with transaction():
        moderation.decide_appeal(page.dele, appeal, outcome="overturned", answer="It was a joke.")
    ben = page.now()
    assert (ben.name, ben.about) == ("Ben", ABOUT)
    assert page.case().outcome == "restored"
    assert outcomes() == ["disagreed"]
    assert not queries.get_decision(page.ben, act.id).stands


def test_erased_member_closes_the_case_and_punishes_nobody(app, page):
    page.report()
    page.clear("about")
    page.report(page.make.member(), kind="spam")
    with transaction():
        page.now().erased_at = now()
        assert moderation.close_cases_of_erased() == 1
        assert moderation.close_cases_of_erased() == 0
    assert page.case().state == "decided"
    assert outcomes() == ["agreed", "ignored"]
    assert texts() == {""}
    assert db.session.scalars(select(ProfileRemoval.original)).all() == [""]
    assert page.acts()[-1] == "keep_profile"
