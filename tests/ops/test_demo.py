"""The demonstration: believable, whole, and told in the order it happened."""

from __future__ import annotations

from itertools import pairwise

import pytest
from sqlalchemy import func, select

from app.accounts.models import Member
from app.articles import services as articles
from app.core.clock import now
from app.core.db import db, transaction
from app.core.outbox import OutboxEntry
from app.forum.models import Post, Question, Tag, Tombstone
from app.moderation.models import Case, ModerationAction, Report
from app.ops import demo
from app.ops.demo import content
from app.transparency.models import MonthlyFigures


def test_acts_are_in_order_and_none_lies_in_the_future():
    today = now()
    acts = content.acts(today)
    assert all(one.at <= other.at for one, other in pairwise(acts))
    assert all(act.at <= today for act in acts)


@pytest.fixture
def filled(sqlite_app):
    with transaction():
        articles.seed_articles()
    demo.fill_if_empty(lambda _: None)
    return sqlite_app


def test_it_holds_what_a_forum_of_a_year_holds(filled, browse):
    counts = dict(db.session.execute(select(Post.kind, func.count()).group_by(Post.kind)).all())
    assert db.session.query(Member).count() >= 25
    assert counts["question"] >= 120
    assert counts["answer"] >= 340
    assert counts["reply"] >= 690
    assert db.session.query(Tag).filter(Tag.question_count > 0).count() >= 12
    assert db.session.query(Post).filter(Post.is_anonymous).count() > 20
    assert db.session.query(Question).filter(Question.accepted_answer_id.is_not(None)).count() > 30
    assert db.session.query(Post).filter(Post.revision_count > 1).count() > 20
    assert db.session.query(Question).filter(Question.article_id.is_not(None)).count() >= 6
    # Unsafe answers were removed in several months, and their places say so; the figures of these
    # months are worth a look. Other reports are still open.
    assert db.session.query(Tombstone).filter(Tombstone.category.is_not(None)).count() >= 9
    months = db.session.query(MonthlyFigures).all()
    assert sum(one.figures["unsafe.removed"] > 0 for one in months) >= 3
    assert sum(one.figures["recalls.told"] for one in months) > 50
    assert {one for row in months for one in row.figures if one.startswith("decided_to_told")}
    assert db.session.query(Report).count() >= 8
    waiting = db.session.query(Case).filter(Case.state != "decided").all()
    assert 8 <= len(waiting) <= 12
    assert len({case.priority for case in waiting}) >= 5
    assert [case.report_count for case in waiting if case.member_id is not None] == [2]
    assert 1 <= sum(case.is_overdue for case in waiting) <= 2
    assert db.session.query(ModerationAction).filter_by(kind="remove_post").count() >= 12
    # Nobody of the demonstration gets mail.
    assert db.session.query(OutboxEntry).count() == 0
    removed = db.session.query(Tombstone).filter(Tombstone.category.is_not(None)).first()
    question = db.session.get(Post, removed.post_id).question_id
    page = browse().get(f"/q/{question}", follow_redirects=True).get_data(as_text=True)
    assert "We removed an answer here because it was unsafe" in page
    # Filling again changes nothing.
    demo.fill_if_empty(lambda _: None)
    assert db.session.query(Post).filter_by(kind="question").count() == counts["question"]
