"""What the figures of a month count, and what they leave out."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from app.core import clock
from app.core.db import db
from app.moderation import services as moderation
from app.recall import services as recall
from app.transparency.counting import count_month
from app.transparency.definitions import all_figures
from app.transparency.periods import Month
from app.transparency.sql import spread
from tests.transparency.conftest import DAY, HOUR, LATER, MINUTE, OCTOBER, SOON, on

SEPTEMBER, NOVEMBER = OCTOBER.previous, OCTOBER.next


def step(figures, name):
    return tuple(figures.get(f"{name}.{what}") for what in ("count", "median", "worst"))


# ------------------------------------------------------------------------------------------ median


@pytest.mark.parametrize(
    ("lengths", "expected"),
    [
        ([], (0, None, None)),
        ([7], (1, 7, 7)),
        ([1, 3], (2, 2, 3)),
        ([9, 1, 5], (3, 5, 9)),
        ([4, 1, 2, 10], (4, 3, 10)),
        ([5, 5, 5, 5, 90], (5, 5, 90)),
        ([-3, 2, 4], (3, 2, 4)),
        ([None, 2, None], (1, 2, 2)),
    ],
)
def test_median_is_the_middle_one_or_between_the_two(app, lengths, expected):
    rows = sa.union_all(
        sa.select(sa.literal(-1.0).label("length")).where(sa.false()),
        *(sa.select(sa.cast(sa.literal(each), sa.Float).label("length")) for each in lengths),
    ).subquery()
    found = spread(rows, rows.c.length)
    assert found == pytest.approx(expected) if lengths else found == expected


# ------------------------------------------------------------------------------- unsafe removals


def test_each_step_of_a_removal_is_measured(app, scene):
    post = scene.answer(on(5, 12, 0))
    scene.report(on(5, 12, 30), post)
    scene.report(on(5, 12, 40), post, scene.vera)
    scene.do("hide", on(5, 12, 50), post)
    scene.remove(on(5, 14, 0), post)
    scene.see(on(5, 12, 10), post, scene.meg)
    scene.deliver(on(5, 14, 10))
    figures = scene.count()
    assert figures["unsafe.removed"] == figures["unsafe.dosing"] == 1
    assert step(figures, "posted_to_report") == pytest.approx((1, 30 * MINUTE, 30 * MINUTE))
    assert step(figures, "report_to_hidden") == pytest.approx((1, 20 * MINUTE, 20 * MINUTE))
    assert step(figures, "hidden_to_decided") == pytest.approx((1, 70 * MINUTE, 70 * MINUTE))
    assert step(figures, "decided_to_told") == pytest.approx((1, 10 * MINUTE, 10 * MINUTE))
    assert step(figures, "posted_to_hidden") == pytest.approx((1, 50 * MINUTE, 50 * MINUTE))
    assert (figures["readers.total"], figures["readers.most"]) == (1, 1)


def test_middle_and_worst_are_over_all_removals_of_the_month(app, scene):
    for day, hours in ((3, 1), (4, 2), (5, 30)):
        post = scene.answer(on(day))
        scene.remove(on(day) + timedelta(hours=hours), post)
    figures = scene.count()
    assert step(figures, "posted_to_hidden") == pytest.approx((3, 2 * HOUR, 30 * HOUR))
    assert step(figures, "posted_to_report") == (0, None, None)


def test_only_the_month_in_which_it_was_decided_counts_it(app, scene):
    last = scene.answer(on(30))
    scene.remove(on(31, 23, 59), last)
    scene.remove(on(1, 0, 0, month=11), scene.answer(on(31)))
    scene.remove(on(1, 0, 0), scene.answer(on(30, month=9)))
    assert scene.count(SEPTEMBER)["unsafe.removed"] == 0
    assert scene.count(OCTOBER)["unsafe.removed"] == 2
    assert scene.count(NOVEMBER)["unsafe.removed"] == 1


def test_removal_that_is_undone_within_two_minutes_never_was(app, scene):
    post = scene.answer(on(5))
    act = scene.remove(on(6), post)
    scene.undo(on(6) + SOON, act)
    figures = scene.count()
    assert figures["unsafe.removed"] == figures["acts.remove_post"] == 0
    assert figures["reversals.undone"] == figures["reversals.put_back"] == 0
    assert step(figures, "posted_to_hidden") == (0, None, None)


def test_removal_whose_two_minutes_run_is_not_counted_yet(app, scene):
    scene.remove(on(6), scene.answer(on(5)))
    with clock.at(on(6) + SOON):
        assert count_month(OCTOBER)["unsafe.removed"] == 0


def test_removals_for_other_reasons_are_no_unsafe_advice(app, scene):
    scene.remove(on(6), scene.answer(on(5)), category=None, reason="It advertises or sells.")
    figures = scene.count()
    assert (figures["unsafe.removed"], figures["acts.remove_post"]) == (0, 1)


@pytest.mark.parametrize("category", ["personal_data", "self_harm_ed"])
def test_confidential_removals_stand_in_one_number_alone(app, scene, category):
    post = scene.answer(on(5))
    scene.see(on(5, 13), post, scene.meg)
    scene.remove(on(6), post, category=category)
    figures = scene.count()
    assert figures["unsafe.confidential"] == 1
    assert figures["unsafe.removed"] == figures["readers.total"] == 0
    assert f"unsafe.{category}" not in figures
    assert figures["acts.remove_post"] == 0, "the difference would tell how many there were"
    assert step(figures, "posted_to_hidden") == (0, None, None)


def test_earlier_story_of_a_post_has_nothing_to_do_with_its_removal(app, scene):
    post = scene.answer(on(1))
    scene.report(on(2), post, kind="off_topic")
    scene.do("hide", on(3), post)
    scene.do("keep", on(4), post)
    scene.report(on(9, 12, 0), post, scene.vera)
    scene.remove(on(9, 13, 0), post)
    figures = scene.count()
    assert step(figures, "posted_to_report")[1] == pytest.approx(8 * DAY)
    assert step(figures, "report_to_hidden")[1] == pytest.approx(HOUR)
    assert step(figures, "hidden_to_decided")[1] == pytest.approx(0)


def test_hiding_that_was_undone_did_not_take_it_from_readers(app, scene):
    post = scene.answer(on(1))
    scene.undo(on(2) + SOON, scene.do("hide", on(2), post))
    scene.remove(on(3), post)
    assert step(scene.count(), "posted_to_hidden")[1] == pytest.approx(2 * DAY)


def test_flag_for_a_first_post_is_no_report(app, scene):
    newcomer = scene.make.member("Nils")
    with scene.at(on(2)):
        post = scene.make.answer(newcomer, scene.question)
    scene.remove(on(3), post)
    assert step(scene.count(), "posted_to_report") == (0, None, None)


def test_reports_of_other_posts_are_not_its_reports(app, scene):
    post, other = scene.answer(on(2)), scene.answer(on(2))
    scene.report(on(2, 13), other)
    scene.remove(on(3), post)
    assert step(scene.count(), "posted_to_report") == (0, None, None)


def test_readers_are_those_who_were_shown_it_before_it_was_removed(app, scene):
    post, other = scene.answer(on(2)), scene.answer(on(2))
    scene.see(on(2, 13), post, scene.meg, scene.vera, scene.ben)
    scene.see(on(4), post, scene.asha)
    scene.see(on(2, 13), other, scene.asha, scene.meg)
    scene.remove(on(3), post)
    figures = scene.count()
    assert (figures["readers.total"], figures["readers.most"]) == (2, 2)


# ------------------------------------------------------------------------------------- telling


def test_warnings_count_in_the_month_in_which_they_were_given(app, scene):
    post = scene.answer(on(2))
    scene.see(on(2, 13), post, scene.meg, scene.vera)
    scene.remove(on(31, 23, 59), post)
    scene.deliver(on(1, 0, 5, month=11))
    with scene.at(on(2, month=11)):
        told = db.session.execute(sa.text("SELECT notice_id FROM recall_notices")).scalars().all()
        recall.note_read(scene.meg.id, told)
    assert scene.count(OCTOBER)["recalls.told"] == 0
    november = scene.count(NOVEMBER)
    assert [november[f"recalls.{what}"] for what in ("sent", "told", "read")] == [1, 3, 1]


def test_recall_that_was_called_off_told_nobody(app, scene):
    post = scene.answer(on(2))
    scene.undo(on(3) + SOON, scene.remove(on(3), post))
    scene.deliver(on(4))
    assert scene.count()["recalls.sent"] == 0


# ------------------------------------------------------------------------------------- reports


def test_reports_count_by_kind_and_outcome_and_flags_apart(app, scene):
    kept, removed, waiting = (scene.answer(on(2)) for _ in range(3))
    scene.report(on(3), kept, kind="spam")
    scene.report(on(3), removed, kind="abuse")
    scene.report(on(3), waiting, kind="abuse")
    with scene.at(on(3)):
        moderation.flag_post(waiting, rule="safety-check", kind="unsafe_advice")
    scene.report(on(30, month=9), scene.answer(on(29, month=9)), kind="spam")
    scene.do("keep", on(4), kept)
    scene.remove(on(4), removed, category=None, reason="It insults.")
    figures = scene.count()
    assert figures["reports.spam.made"] == figures["reports.spam.disagreed"] == 1
    assert figures["reports.abuse.made"] == 2
    assert figures["reports.abuse.agreed"] == 1
    assert figures["reports.unsafe_advice.made"] == 0
    assert figures["reports.flags"] == 1


def test_target_is_met_by_the_first_decision_that_stands(app, scene):
    fast, slow, undone, open_late = (scene.answer(on(2)) for _ in range(4))
    for post in (fast, slow, undone, open_late):
        scene.report(on(3, 12, 0), post)
    scene.remove(on(3, 12, 59), fast)
    scene.remove(on(3, 13, 1), slow)
    scene.undo(on(3, 12, 31), scene.do("keep", on(3, 12, 30), undone))
    scene.remove(on(4), undone)
    figures = scene.count()
    assert figures["targets.unsafe_advice.due"] == 4
    assert figures["targets.unsafe_advice.met"] == 1


def test_report_whose_time_still_runs_is_not_due(app, scene):
    scene.report(on(3, 12), scene.answer(on(2)), kind="spam")
    with clock.at(on(4)):
        assert count_month(OCTOBER)["targets.spam.due"] == 0
    with clock.at(on(6)):
        assert count_month(OCTOBER)["targets.spam.due"] == 1


# -------------------------------------------------------------------------- acts and reversals


def test_decision_undone_later_counts_in_the_month_of_undoing(app, scene):
    act = scene.do("hide", on(31, 23), scene.answer(on(2)))
    scene.undo(on(1, 1, month=11), act)
    assert scene.count(OCTOBER)["reversals.undone"] == 0
    assert scene.count(OCTOBER)["acts.hide_post"] == 1
    assert scene.count(NOVEMBER)["reversals.undone"] == 1


def test_post_that_was_only_hidden_is_not_put_back_from_removal(app, scene):
    hidden, removed = scene.answer(on(2)), scene.answer(on(2))
    scene.do("hide", on(3), hidden)
    scene.do("restore", on(4), hidden)
    scene.remove(on(3), removed)
    scene.do("restore", on(4), removed, scene.dele)
    figures = scene.count()
    assert figures["acts.restore_post"] == 2
    assert figures["reversals.put_back"] == 1
    assert figures["reversals.overturned"] == 0


def test_appeals_count_when_they_are_made_and_when_they_are_decided(app, scene):
    one, two = scene.answer(on(2)), scene.answer(on(2))
    scene.appeal(on(20), on(22), scene.remove(on(3), one), "overturned")
    scene.appeal(on(30), on(3, month=11), scene.remove(on(4), two), "upheld")
    figures = scene.count()
    assert figures["appeals.made"] == 2
    assert (figures["appeals.upheld"], figures["appeals.overturned"]) == (0, 1)
    assert (figures["reversals.put_back"], figures["reversals.overturned"]) == (1, 1)
    assert scene.count(NOVEMBER)["appeals.upheld"] == 1


def test_suspension_lifted_early_counts_as_both(app, scene):
    with scene.at(on(3)):
        act = moderation.suspend_member(scene.mona, scene.ben, reason="It goes on.", days=9)
    with scene.at(on(4)):
        moderation.lift_suspension(scene.mona, act)
    figures = scene.count()
    assert (figures["acts.suspend_member"], figures["acts.lift_suspension"]) == (1, 1)
    assert figures["reversals.undone"] == 0


# --------------------------------------------------------------------------------- the whole


def test_site_on_which_nothing_happened_has_calm_zeros(app):
    with clock.at(LATER):
        figures = count_month(OCTOBER)
    assert set(figures.values()) == {0}
    assert not [name for name in figures if name.endswith((".median", ".worst"))]


def test_every_figure_that_is_counted_has_a_meaning(app, scene):
    scene.remove(on(6), scene.answer(on(5)))
    assert set(scene.count()) <= set(all_figures())
    for figure in all_figures().values():
        assert str(figure.label)
        assert str(figure.meaning).endswith(".")


def test_month_costs_the_same_number_of_queries_with_few_and_many_acts(app, scene):
    from tests.guards.test_query_counts import statements

    def queries() -> int:
        with clock.at(LATER), statements() as seen:
            count_month(OCTOBER)
        return len(seen)

    scene.remove(on(6), scene.answer(on(5)))
    few = queries()
    for number in range(12):
        post = scene.answer(on(7, 1, number))
        scene.report(on(7, 2, number), post)
        scene.remove(on(7, 3, number), post)
    assert queries() == few


@pytest.mark.parametrize(
    ("name", "start", "end"),
    [
        ("2026-12", "2026-12-01", "2027-01-01"),
        ("2028-02", "2028-02-01", "2028-03-01"),
    ],
)
def test_months_know_where_they_end(name, start, end):
    month = Month.named(name)
    assert month.start.isoformat() == f"{start}T00:00:00+00:00"
    assert month.end.isoformat() == f"{end}T00:00:00+00:00"
    assert month.next.previous == month
    assert Month.of(month.start) == month
    assert Month.of(month.end) == month.next


@pytest.mark.parametrize(
    "name", ["", "2026-13", "2026-1", "1999-01", "2026-00", "20261", "２026-01"]
)
def test_other_names_are_no_months(name):
    assert Month.named(name) is None
