"""A member's standing: computed from what became of posts and reports."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.accounts.models import Member
from app.core import clock
from app.core.clock import now
from app.core.db import db, transaction
from app.forum import services as forum
from app.moderation import queries
from app.moderation import services as moderation
from app.moderation.standing import Standing, level_of, standing_of
from app.votes import services as votes


def standing(**counts):
    counts = {
        "days": 400,
        "posts": 400,
        "helpful_posts": 0,
        "removed_posts": 0,
        "agreed_reports": 0,
        "disagreed_reports": 0,
    } | counts
    return Standing(**counts)


@pytest.mark.parametrize(
    ("good", "bad", "score"),
    [(0, 0, "1/2"), (1, 0, "3/5"), (0, 1, "2/5"), (6, 0, "4/5"), (10, 1, "4/5"), (2, 8, "2/7")],
)
def test_score_is_good_and_two_of_all_and_four(good, bad, score):
    for counts in (
        {"helpful_posts": good, "removed_posts": bad},
        {"agreed_reports": good, "disagreed_reports": bad},
    ):
        assert standing(**counts).score == Fraction(score)


@pytest.mark.parametrize(
    ("counts", "level"),
    [
        ({"days": 0, "posts": 0}, "new"),
        ({"days": 3, "posts": 2}, "new"),
        ({"days": 2, "posts": 3}, "new"),
        ({"days": 3, "posts": 3}, "member"),
        ({"removed_posts": 1}, "new"),
        ({"removed_posts": 1, "agreed_reports": 1}, "member"),
        ({"helpful_posts": 5}, "member"),
        ({"helpful_posts": 6}, "trusted"),
        ({"helpful_posts": 6, "days": 29}, "member"),
        ({"helpful_posts": 6, "posts": 19}, "member"),
        ({"helpful_posts": 9, "disagreed_reports": 1}, "member"),
        ({"helpful_posts": 10, "disagreed_reports": 1}, "trusted"),
        ({"removed_posts": 9, "is_staff": True}, "moderator"),
    ],
)
def test_level_needs_days_posts_and_score(counts, level):
    assert standing(**counts).level == level


@given(
    st.integers(0, 60),
    st.integers(0, 60),
    st.integers(0, 60),
    st.integers(0, 60),
    st.integers(0, 9),
)
def test_what_is_said_to_be_missing_is_what_leads_to_the_next_level(days, posts, good, bad, more):
    before = standing(days=days, posts=posts, helpful_posts=good, removed_posts=bad)
    missing = before.next_step
    if missing is None:
        assert before.level == "trusted"
        return
    then = standing(
        days=days + missing.days,
        posts=posts + missing.posts,
        helpful_posts=good + missing.good,
        removed_posts=bad,
    )
    assert then.level in (missing.level, "trusted")
    if missing.good:
        almost = standing(
            days=400, posts=400, helpful_posts=good + missing.good - 1, removed_posts=bad
        )
        assert almost.level == before.level


@pytest.fixture
def cast(make):
    """Asha asked and Ben answered three times, all a week ago; Mona moderates."""
    with clock.at(now() - timedelta(days=7)):
        asha, ben = make.member("Asha"), make.member("Ben")
        question = make.question(asha)
        answers = [make.answer(ben, question) for _ in range(3)]
    return asha, ben, make.moderator(), question, answers


def of(member):
    return standing_of(db.session.get(Member, member.id, populate_existing=True))


def test_new_member_becomes_a_member_by_three_posts_that_stay_and_three_days(app, make, cast):
    asha, ben, mona, *_ = cast
    assert [level_of(who) for who in (asha, ben, mona)] == ["new", "member", "moderator"]
    vic = make.member("Vic")
    for _ in range(3):
        make.answer(vic, cast[3])
    assert of(vic).level == "new"
    assert (of(vic).posts, of(vic).days) == (0, 0)


def test_helpful_and_accepted_posts_count_once_each_and_only_after_two_days(app, make, cast):
    asha, ben, _, question, answers = cast
    with transaction():
        votes.cast_vote(asha, answers[0], 1)
        forum.accept_answer(asha, answers[0])
        forum.accept_answer(asha, answers[1])
        votes.cast_vote(asha, answers[2], -1)
        young = make.answer(ben, question)
        votes.cast_vote(asha, young, 1)
    assert of(ben).helpful_posts == 2  # one is voted for, the mark moved to the other
    with transaction():
        votes.cast_vote(asha, answers[0], 0)
    assert of(ben).helpful_posts == 1


def test_removed_posts_count_against_and_put_back_ones_do_not(app, cast):
    _, ben, mona, _, answers = cast
    with transaction():
        act = moderation.remove_post(mona, answers[0], reason="It advertised something.")
    assert (of(ben).removed_posts, of(ben).posts, of(ben).level) == (1, 2, "new")
    with transaction():
        moderation.undo_act(mona, act.id)
    assert (of(ben).removed_posts, of(ben).posts, of(ben).level) == (0, 3, "member")


def test_posts_that_the_author_took_back_count_neither_way(app, cast):
    _, ben, _, _, answers = cast
    with transaction():
        forum.withdraw_post(ben, answers[0])
    assert (of(ben).posts, of(ben).bad) == (2, 0)


def test_reports_count_as_they_were_judged(app, cast):
    asha, _, mona, _, answers = cast
    for answer, end in zip(answers, ("agreed", "disagreed", "disputed"), strict=True):
        with transaction():
            moderation.report_post(asha, answer, kind="spam")
            moderation.keep_post(mona, answer, reports=end)
    assert (of(asha).agreed_reports, of(asha).disagreed_reports) == (1, 1)


def test_noise_of_others_counts_for_nobody(app, make, cast):
    _, ben, mona, question, answers = cast
    vic = make.member("Vic")
    with transaction():
        moderation.remove_post(mona, make.answer(vic, question), reason="It was about football.")
        moderation.report_post(vic, answers[0], kind="spam")
        moderation.keep_post(mona, answers[0])
    assert (of(ben).good, of(ben).bad) == (0, 0)
    assert of(vic).bad == 2


def test_member_sees_what_is_missing_and_others_see_nothing(app, cast, browse):
    asha, ben, mona, *_ = cast
    page = browse(asha).get("/settings/standing").text
    assert "You are: a new member." in page
    assert "have 2 more posts that stay for two days" in page
    assert "10 times in 24 hours" in page
    page = browse(ben).get("/settings/standing").text
    assert "You are: a member." in page
    assert "be here for 23 more days" in page
    assert "have 17 more posts that stay" in page
    assert "have 6 more posts that help somebody" in page
    assert "You are: a moderator." in browse(mona).get("/settings/standing").text
    assert browse().get("/settings/standing").location.startswith("/login?next=")
    profile = browse(asha).get(f"/users/{ben.id}", follow_redirects=True).text
    assert "standing" not in profile.lower()


def test_whoever_is_mostly_wrong_reads_it_kindly(app, cast, browse, make):
    asha, ben, mona, question, _ = cast
    for _ in range(5):
        answer = make.answer(ben, question)
        with transaction():
            moderation.report_post(asha, answer, kind="spam")
            moderation.keep_post(mona, answer)
    page = browse(asha).get("/settings/standing").text
    assert "for now you can send 5 a day" in page
    assert "Every report that is right changes that." in page


def test_own_standing_needs_three_queries_at_any_size(app, make, cast, browse):
    from tests.guards.test_query_counts import statements

    _, ben, _, question, _ = cast
    db.session.refresh(ben)
    with statements() as few:
        queries.own_standing(ben)
    with transaction():
        for _ in range(30):
            make.answer(ben, question)
    db.session.refresh(ben)
    with statements() as many:
        queries.own_standing(ben)
    assert len(few) == len(many) == 3
