"""A member's first post is visible, and a moderator looks at it."""

from __future__ import annotations

from sqlalchemy import select

from app.core.db import db
from app.moderation.models import Case, Report


def flagged(post):
    return db.session.scalar(
        select(Report.rule).join(Case).where(Case.post_id == post.id, Report.kind == "first_post")
    )


def test_first_post_of_a_member_waits_in_the_queue_while_visible(app, make):
    vic = make.member("Vic")
    question = make.question(vic)
    assert flagged(question) == "first-post"
    assert question.status == "visible"
    assert flagged(make.question(vic)) is None


def test_first_answer_and_first_reply_are_looked_at_too(app, make):
    question = make.question(make.member("Asha"))
    assert flagged(make.answer(make.member("Vic"), question)) == "first-post"
    assert flagged(make.reply(make.member("Wren"), question)) == "first-post"


def test_first_post_of_a_moderator_is_not(app, make):
    assert flagged(make.question(make.moderator())) is None


def test_keeping_a_first_post_proves_nobody_wrong_and_tells_nobody(app, scene, told, make):
    vic = make.member("Vic")
    scene.answer = make.answer(vic, scene.question)
    scene.do("keep")
    report = db.session.scalar(select(Report).join(Case).where(Case.post_id == scene.answer.id))
    assert report.outcome == "ignored"
    assert told == []
