"""What holds after every step, whatever was done before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction
from typing import Any

from sqlalchemy import inspect

from app.core import clock
from app.core.db import db
from app.forum.models import Post, Question, Tag, Tombstone
from app.moderation.limits import SAFETY_RULE
from app.moderation.member_models import Appeal
from app.moderation.models import REPORT_KINDS, Case, ModerationAction, Report
from app.moderation.standing import standing_of
from app.moderation.weights import accuracy_of
from tests.moderation.machine.world import World

URGENT = REPORT_KINDS.index("urgent_care")
#: Where the post of a decided case can be. Hidden and held posts wait for a decision.
DECIDED = {
    "kept": {"visible", "withdrawn"},
    "edited": {"visible", "withdrawn"},
    "restored": {"visible", "withdrawn"},
    "withdrawn": {"withdrawn"},
    "removed_unsafe": {"removed"},
    "removed_other": {"removed"},
}


@dataclass(frozen=True)
class Rows:
    """What is in the database now, read once for all laws."""

    acts: list[ModerationAction]
    posts: dict[int, Post]
    question: Question
    stones: list[Tombstone]
    tags: list[Tag]
    cases: list[Case]
    reports: list[Report]
    appeals: list[Appeal]

    @classmethod
    def read(cls) -> Rows:
        db.session.rollback()
        db.session.expire_all()
        posts = {post.id: post for post in _all(Post)}
        rest = [_all(model) for model in (Question, Tombstone, Tag, Case, Report, Appeal)]
        return cls(_all(ModerationAction), posts, rest[0][0], *rest[1:])


def _all(model: Any) -> list[Any]:
    return db.session.query(model).order_by(*inspect(model).primary_key).all()


def check(world: World) -> None:
    """All laws, on what is in the database now."""
    rows = Rows.read()
    with clock.at(world.moment):
        trail_only_grows(world, rows)
        statuses_follow_from_the_acts(world, rows)
        cases_follow_from_their_reports(world, rows)
        tombstones_stand_where_posts_were_removed(world, rows)
        counters_count_what_is_in_view(world, rows)
        standing_follows_from_the_rows(world, rows)
        appeals_are_decided_once_by_another(rows)


def trail_only_grows(world: World, rows: Rows) -> None:
    """No act is lost or changed. New ones are taken in: each starts where the last one ended."""
    columns = [column.key for column in inspect(ModerationAction).columns]
    photo = [tuple(getattr(act, column) for column in columns) for act in rows.acts]
    known = len(world.acts)
    assert photo[:known] == world.acts
    for act in rows.acts[known:]:
        _follow(world, rows, act)
    world.acts = photo


def _follow(world: World, rows: Rows, act: ModerationAction) -> None:
    if act.post_id is None:
        return
    assert act.actor_id in (None, *world.moderators), "only staff and rules act"
    assert act.actor_id != rows.posts[act.post_id].author_id, "nobody decides about their own post"
    if "status" in act.after:
        assert act.before["status"] == world.statuses[act.post_id], act.kind
        world.statuses[act.post_id] = act.after["status"]
        if act.before["status"] == "removed" != act.after["status"]:
            _two_pairs_of_eyes(rows, act)
    for report_id, outcome in act.after.get("reports", {}).items():
        assert act.before["reports"][report_id] == world.outcomes.get(int(report_id))
        world.outcomes[int(report_id)] = outcome
    if act.reverts_id is not None:
        undone = next(one for one in rows.acts if one.id == act.reverts_id)
        assert undone.actor_id == act.actor_id, "one undoes one's own acts"
        for report_id, outcome in undone.before.get("reports", {}).items():
            assert world.outcomes[int(report_id)] == outcome, "its reports are as before"
        was, is_now = undone.before.get("status"), world.statuses[act.post_id]
        if is_now == "withdrawn" and was in ("hidden", "held") and act.actor_id is not None:
            # The author's deletion stays, and leads back to where the post was before the act.
            world.withdrawn_from[act.post_id] = was
    if act.kind == "release_post":  # the rewriting settled what the safety check had flagged
        for report in rows.reports:
            if report.case_id == act.case_id and report.rule == SAFETY_RULE:
                world.outcomes[report.id] = world.outcomes.get(report.id) or report.outcome


def _two_pairs_of_eyes(rows: Rows, act: ModerationAction) -> None:
    removals = [
        one for one in rows.acts if one.post_id == act.post_id and one.id < act.id
        and one.kind == "remove_post" and one.reverts_id is None
    ]  # fmt: skip
    if removals[-1].category and removals[-1].actor_id == act.actor_id:
        assert act.created_at < removals[-1].created_at + timedelta(minutes=2)


def statuses_follow_from_the_acts(world: World, rows: Rows) -> None:
    """By the trail and by what authors did to their own posts."""
    assert {post.id: post.status for post in rows.posts.values()} == world.statuses


def cases_follow_from_their_reports(world: World, rows: Rows) -> None:
    """Count, weight and priority are those of the waiting reports; the state fits the post."""
    for case in rows.cases:
        reports = [report for report in rows.reports if report.case_id == case.id]
        for report in reports:
            assert report.outcome == world.outcomes.setdefault(report.id, None)
        waiting = [report for report in reports if report.outcome is None]
        if case.state != "decided":
            assert case.report_count == len(waiting)
            assert case.weight == sum(report.weight for report in waiting)
        kinds = [REPORT_KINDS.index(report.kind) for report in waiting]
        if kinds:
            world.priorities[case.id] = URGENT if URGENT in kinds else min(kinds)
        assert case.priority == world.priorities.setdefault(case.id, case.priority)
        if case.state == "decided":
            assert waiting == []
            assert (case.decided_by_id is None) == (case.outcome == "withdrawn")
            assert world.statuses[case.post_id] in DECIDED[str(case.outcome)]
        else:
            assert (case.outcome, case.decided_by_id, case.decided_at) == (None, None, None)
        assert (case.state == "claimed") == (case.claimed_by_id is not None)
        assert case.version >= world.versions.get(case.post_id, 0)


def tombstones_stand_where_posts_were_removed(world: World, rows: Rows) -> None:
    gone = {post_id for post_id, status in world.statuses.items() if status == "removed"}
    assert {stone.post_id for stone in rows.stones} == gone


def counters_count_what_is_in_view(world: World, rows: Rows) -> None:
    statuses = world.statuses
    seen = [one for one in world.answers if statuses[one] == "visible"]
    reply = next(post for post in rows.posts.values() if post.kind == "reply")
    root, shown = rows.posts[reply.root_id or 0], statuses[reply.id] == "visible"
    assert rows.question.answer_count == len(seen)
    assert root.reply_count == shown
    assert rows.question.comment_count == (shown and statuses[root.id] == "visible")
    assert rows.question.accepted_answer_id in (None, *seen)
    is_listed = statuses[world.question] == "visible"
    assert {tag.question_count for tag in rows.tags} == {int(is_listed)}


def standing_follows_from_the_rows(world: World, rows: Rows) -> None:
    """(good + 2) / (good + bad + 4), counted here by hand for an author and a reporter."""
    for member_id in (rows.posts[world.answers[0]].author_id, world.people[1]):
        member = world.member(member_id)
        assert member is not None
        mine = [report.outcome for report in rows.reports if report.reporter_id == member_id]
        posts = [post for post in rows.posts.values() if post.author_id == member_id]
        removed = [post for post in posts if post.status == "removed"]
        helped = [
            post for post in posts if post.id == rows.question.accepted_answer_id
            and post.created_at + timedelta(days=2) <= world.moment
        ]  # fmt: skip
        good = mine.count("agreed") + len(helped)
        bad = mine.count("disagreed") + len(removed)
        assert standing_of(member).score == Fraction(good + 2, good + bad + 4)
        accuracy = accuracy_of(member)
        assert (accuracy.agreed, accuracy.disagreed) == (
            mine.count("agreed"),
            mine.count("disagreed"),
        )


def appeals_are_decided_once_by_another(rows: Rows) -> None:
    acts = {act.id: act for act in rows.acts}
    assert len({appeal.act_id for appeal in rows.appeals}) == len(rows.appeals)
    for appeal in rows.appeals:
        if appeal.decided_by_id is not None:
            assert appeal.decided_by_id not in (acts[appeal.act_id].actor_id, appeal.member_id)
