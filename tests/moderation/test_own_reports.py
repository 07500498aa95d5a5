"""A member's own reports, with what was decided."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine

from app.core.clock import now
from app.core.db import db, transaction
from app.core.errors import NotFound, Refused
from app.forum.models import Question
from app.moderation import queries
from app.moderation import services as moderation
from app.moderation.models import Report
from tests.guards.test_query_counts import statements


def later():
    return time_machine.travel(now() + timedelta(minutes=3))


def reported_page(browse, who):
    with later():
        return browse(who).get("/settings/reports").text


def test_report_that_waits_is_still_checked(app, scene, browse):
    scene.report(text="He says stop the tablets.")
    page = reported_page(browse, scene.meg)
    assert "An answer</a>: Unsafe advice" in page
    assert "“He says stop the tablets.”" in page
    assert "A moderator is still checking it." in page


def test_nothing_reported_yet_is_said(app, scene, browse):
    assert "You have not reported anything." in reported_page(browse, scene.meg)


@pytest.mark.parametrize(
    ("act", "values", "words"),
    [
        ("remove", {}, "We removed it."),
        ("keep", {}, "We kept it."),
        ("keep", {"reports": "disputed"}, "We kept it. One can see it either way."),
        ("keep", {"reports": "ignored"}, "There was nothing left to decide."),
        ("keep", {"reports": "agreed"}, "We kept it."),
    ],
)
def test_outcome_is_told_in_words(app, scene, browse, act, values, words):
    scene.report()
    scene.remove(**values) if act == "remove" else scene.do(act, **values)
    assert words in reported_page(browse, scene.meg)


def test_decision_that_can_still_be_undone_is_not_told(app, scene, browse):
    scene.report()
    scene.remove()
    assert "A moderator is still checking it." in browse(scene.meg).get("/settings/reports").text


def test_words_of_a_removed_answer_are_not_shown_or_linked(app, scene, browse):
    scene.report()
    scene.remove()
    page = reported_page(browse, scene.meg)
    assert "An answer that is not shown now" in page
    assert f"/a/{scene.answer.id}" not in page
    assert "stop the tablets" not in page


def test_title_of_a_question_out_of_view_is_not_shown(app, scene, browse):
    scene.report()
    title = db.session.get(Question, scene.question.id).title
    assert title in reported_page(browse, scene.meg)
    with transaction():
        moderation.hide_post(scene.mona, scene.question)
    assert title not in reported_page(browse, scene.meg)


def test_reports_of_others_are_not_shown(app, scene, browse):
    scene.report()
    assert "You have not reported anything." in reported_page(browse, scene.asha)
    with pytest.raises(Refused):
        queries.list_own_reports(None)
    with pytest.raises(NotFound):
        queries.list_own_reports(scene.meg, cursor="nonsense")


def test_list_goes_on_and_needs_one_query_at_any_size(app, scene, make):
    for _ in range(3):
        answer = make.answer(scene.ben, scene.question)
        scene.report(post=answer, kind="spam")
    db.session.refresh(scene.meg)
    with statements() as few:
        queries.list_own_reports(scene.meg)
    for _ in range(52):
        answer = make.answer(scene.ben, scene.question)
        with transaction():
            case = moderation.flag_post(answer, rule="first-post", kind="first_post").case_id
            db.session.add(
                Report(case_id=case, reporter_id=scene.meg.id, kind="spam", text_then="")
            )
    db.session.refresh(scene.meg)
    with statements() as many:
        first = queries.list_own_reports(scene.meg)
    assert len(few) == len(many) == 1
    rest = queries.list_own_reports(scene.meg, cursor=first.next_cursor)
    assert (len(first.items), len(rest.items), rest.next_cursor) == (50, 5, None)
