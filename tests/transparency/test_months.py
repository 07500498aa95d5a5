"""Keeping months: the daily work, what is final, the command; and the pages."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import insert, select

from app.core import clock
from app.core.daily import run_due_jobs
from app.core.db import db, transaction
from app.moderation.models import Case, ModerationAction, Report
from app.transparency import services as transparency
from app.transparency.limits import DEFINITIONS
from app.transparency.models import MonthlyFigures
from app.transparency.periods import Month
from tests.guards.test_query_counts import statements
from tests.transparency.conftest import LATER, OCTOBER, SOON, on


def stored():
    rows = db.session.scalars(
        select(MonthlyFigures)
        .order_by(MonthlyFigures.month)
        .execution_options(populate_existing=True)
    )
    return {row.month: row for row in rows}


def work(moment):
    with clock.at(moment):
        done = run_due_jobs()
    assert "transparency.figures" in done


def test_daily_work_counts_every_month_since_the_first_post(app, scene):
    work(LATER)
    rows = stored()
    assert list(rows) == ["2026-09", "2026-10", "2026-11"]
    assert {row.definitions for row in rows.values()} == {DEFINITIONS}
    assert not rows["2026-11"].is_over
    assert rows["2026-10"].is_over
    assert not rows["2026-10"].is_final


def test_empty_site_has_nothing_to_count(app):
    work(LATER)
    assert stored() == {}


def test_month_is_counted_again_until_thirty_days_after_its_end(app, scene):
    post = scene.answer(on(19))
    scene.report(on(20), post, kind="spam")
    work(on(5, month=11))
    assert stored()["2026-10"].figures["reports.spam.disagreed"] == 0
    scene.do("keep", on(6, month=11), post)
    work(on(7, month=11))
    assert stored()["2026-10"].figures["reports.spam.disagreed"] == 1
    final = datetime(2026, 12, 2, tzinfo=UTC)
    work(final)
    assert stored()["2026-10"].is_final
    work(final + timedelta(days=2))
    assert stored()["2026-10"].computed_at == final


def test_readers_that_are_forgotten_stay_as_they_were_counted(app, scene):
    post = scene.answer(on(5))
    scene.see(on(5, 13), post, scene.meg, scene.vera)
    scene.remove(on(6), post)
    with clock.at(LATER), transaction():
        transparency.store_month(OCTOBER)
    much_later = datetime(2027, 4, 1, tzinfo=UTC)
    with transaction():
        db.session.execute(db.metadata.tables["exposures"].delete())
    with clock.at(much_later), transaction():
        row = transparency.store_month(OCTOBER)
        unknown = transparency.store_month(OCTOBER.previous)
    assert row.figures["readers.total"] == 2
    assert row.figures["unsafe.removed"] == 1
    assert "readers.total" not in unknown.figures


def test_command_counts_a_month_again(sqlite_app, scene):
    run = sqlite_app.test_cli_runner().invoke
    assert "2026-10: " in run(args=["transparency", "recompute", "2026-10"]).output
    assert list(stored()) == ["2026-10"]
    assert "months counted" in run(args=["transparency", "recompute"]).output
    assert len(stored()) >= 3


@pytest.mark.parametrize("name", ["nonsense", "2999-01"])
def test_command_refuses_what_is_no_month_that_has_begun(sqlite_app, name):
    result = sqlite_app.test_cli_runner().invoke(args=["transparency", "recompute", name])
    assert result.exit_code != 0
    assert "is not a month that has begun" in result.output


# ---------------------------------------------------------------------------------------- pages


@pytest.mark.parametrize("path", ["/transparency", "/transparency/log"])
def test_site_without_any_act_has_calm_pages(sqlite_app, browse, path):
    page = browse().get(path)
    assert page.status_code == 200
    assert 'class="empty"' in page.text


def test_running_month_that_was_not_counted_yet_says_so(sqlite_app, browse):
    month = Month.of(clock.now()).name
    page = browse().get(f"/transparency/{month}")
    assert page.status_code == 200
    assert "Nothing is counted yet." in page.text
    assert browse().get(f"/transparency/{month}/figures.json").status_code == 404


def test_running_month_is_marked_as_not_finished(sqlite_app, scene, browse):
    month = Month.of(clock.now())
    with transaction():
        transparency.store_month(month)
    assert "not finished" in browse().get("/transparency").text
    page = browse().get(f"/transparency/{month.name}").text
    assert "This month is not finished." in page
    assert '<meta name="robots" content="noindex">' in page


def test_page_of_a_month_says_what_each_number_means(sqlite_app, scene, browse):
    scene.remove(on(6), scene.answer(on(5)))
    with clock.at(LATER), transaction():
        transparency.store_month(OCTOBER)
    page = browse().get("/transparency/2026-10").text
    assert "Moderation in October 2026" in page
    assert "From posting until it was held, hidden or removed." in page
    assert "There are no numbers about single moderators." in page
    assert 'href="/transparency/2026-10/figures.csv"' in page
    assert 'rel="alternate" type="application/json"' in page


@pytest.mark.parametrize("name", ["2019-01", "2999-12", "2026-13", "log2"])
def test_other_months_are_not_found(sqlite_app, scene, browse, name):
    assert browse().get(f"/transparency/{name}").status_code == 404


def test_filter_that_cannot_be_read_is_no_filter(sqlite_app, scene, browse):
    scene.remove(on(6), scene.answer(on(5)))
    path = "/transparency/log?act=warn_member&month=nonsense"
    assert "Removed an answer as unsafe" in browse().get(path).text
    assert browse().get("/transparency/log?page=nonsense").status_code == 404


def test_moderators_see_figures_and_members_do_not(sqlite_app, scene, browse):
    scene.report(clock.now() - timedelta(days=1), scene.answer(on(5)), kind="abuse")
    page = browse(scene.mona).get("/moderation/stats")
    assert page.status_code == 200
    assert "There is nothing by moderator here, on purpose" in page.text
    assert scene.dele.name not in page.text
    assert browse(scene.mona).get("/moderation/stats?by=month").status_code == 200
    assert browse(scene.asha).get("/moderation/stats").status_code == 403


def test_figures_of_the_desk_count_what_lies_in_each_week(app, scene):
    from app.transparency.queries import desk_figures

    monday = datetime(2026, 11, 16, tzinfo=UTC)
    early, late, undone = (scene.answer(on(5)) for _ in range(3))
    scene.report(monday - SOON, early, kind="abuse")
    scene.report(monday, late, kind="abuse")
    scene.remove(monday + SOON, late, category=None, reason="It insults.")
    scene.undo(monday + 3 * SOON, scene.do("hide", monday + 2 * SOON, undone))
    with clock.at(LATER):
        figures = desk_figures(scene.mona)
    assert figures.reports[0]["abuse"] == figures.reports[1]["abuse"] == 1
    assert figures.outcomes["abuse"] == {"": 1, "agreed": 1}
    assert figures.decisions[0] == {"remove_other": 1}
    assert figures.undone == 0
    # Undoing leaves the case with the moderator who undid.
    assert (figures.now.open_cases, figures.now.overdue) == (2, 2)


def test_pages_cost_the_same_with_ten_and_a_thousand_acts(app, scene, browse):
    post = scene.answer(on(5))
    scene.report(on(5, 13), post)
    case = db.session.scalar(select(Case).where(Case.post_id == post.id))
    paths = (
        "/transparency",
        "/transparency/2026-10",
        "/transparency/log",
        "/transparency/log?act=hide_post&month=2026-10",
        "/transparency/log/feed.atom",
        "/moderation/stats",
    )

    def counts():
        with clock.at(LATER), transaction():
            transparency.store_month(OCTOBER)
        found = {}
        for path in paths:
            client = browse(scene.mona if path.startswith("/moderation") else None)
            client.get(path)
            with statements() as seen:
                assert client.get(path).status_code == 200
            found[path] = len(seen)
        return found

    fill(post, case, 10)
    few = counts()
    fill(post, case, 1_000)
    assert counts() == few
    assert {path: number for path, number in few.items() if number > 14} == {}
    assert few["/transparency/2026-10"] <= 2


def fill(post, case, number):
    """So many acts and reports, as rows."""
    moment = on(7)
    with transaction():
        db.session.execute(
            insert(ModerationAction),
            [
                {
                    "kind": "hide_post", "rule": "reports-threshold", "post_id": post.id,
                    "case_id": case.id, "before": {}, "after": {}, "is_public": True,
                    "created_at": moment + timedelta(minutes=place),
                }
                for place in range(number)
            ],
        )  # fmt: skip
        db.session.execute(
            insert(Report),
            [
                {
                    "case_id": case.id, "rule": "safety-check", "kind": "spam", "text_then": "",
                    "created_at": moment + timedelta(minutes=place), "outcome": "agreed",
                }
                for place in range(number)
            ],
        )  # fmt: skip
