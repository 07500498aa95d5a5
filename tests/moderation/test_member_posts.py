"""Removing what a member wrote lately, and taking it back with one click."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.core import clock
from app.core.clock import now
from app.core.db import db, transaction
from app.core.errors import Conflict, Invalid, Refused
from app.forum import services as forum
from app.forum.models import Post
from app.moderation import queries
from app.moderation import services as moderation
from app.moderation.limits import MOST_AT_ONCE
from app.notifications.models import Notice
from tests.mailbox import Mailbox

SPAM = "It advertised something."


@pytest.fixture
def spam(scene, make):
    """Three more answers of Ben's."""
    return [make.answer(scene.ben, scene.question, f"Buy number {n} here.") for n in range(3)]


def remove(scene, posts, who=None, member=None, reason=SPAM):
    with transaction():
        return moderation.remove_posts_of(
            who or scene.mona, member or scene.ben, {post.id for post in posts}, reason=reason
        )


def listed(scene, hours=24, who=None, member=None):
    return queries.list_posts_of(
        who or scene.mona, (member or scene.ben).id, since=now() - timedelta(hours=hours)
    )


def statuses(scene, posts):
    return [scene.status(post) for post in posts]


def test_each_post_gets_an_act_of_its_own_in_one_batch(app, scene, spam):
    scene.report(post=spam[0], kind="spam")
    acts = remove(scene, spam)
    assert statuses(scene, spam) == ["removed"] * 3
    assert {act.kind for act in acts} == {"remove_post"}
    assert len({act.batch_id for act in acts}) == 1
    assert scene.case(spam[0]).state == "decided"


def test_the_list_leaves_out_what_is_old_anonymous_gone_or_of_others(app, scene, make, spam):
    with clock.at(now() - timedelta(days=3)):
        old = make.answer(scene.ben, scene.question, "Three days ago.")
    hidden = make.question(scene.ben, "Something I ask without my name", is_anonymous=True)
    other = make.answer(scene.meg, scene.question, "By Meg.")
    with transaction():
        forum.withdraw_post(scene.ben, spam[0])
    remove(scene, [spam[1]])
    ids = {post.id for post in listed(scene).posts}
    assert spam[2].id in ids
    assert not ids & {old.id, hidden.id, other.id, spam[0].id, spam[1].id}
    assert old.id in {post.id for post in listed(scene, hours=168).posts}


def test_the_list_ends_where_one_act_ends_and_counts_the_rest(app, scene, spam, monkeypatch):
    monkeypatch.setattr("app.moderation.queries.member_posts.MOST_AT_ONCE", 2)
    found = listed(scene)
    assert [post.id for post in found.posts] == [spam[2].id, spam[1].id]
    assert found.count == 5


def test_what_is_anonymous_or_of_others_stays_even_when_named(app, scene, make, spam):
    masked = make.question(scene.ben, "Something I ask without my name", is_anonymous=True)
    other = make.answer(scene.meg, scene.question, "By Meg.")
    remove(scene, [*spam, masked, other])
    assert statuses(scene, [masked, other, *spam]) == ["visible"] * 2 + ["removed"] * 3


@pytest.mark.parametrize("whose", ["masked", "other"])
def test_an_anonymous_post_answers_like_one_of_somebody_else(app, scene, make, whose):
    post = (
        make.question(scene.ben, "Something I ask without my name", is_anonymous=True)
        if whose == "masked"
        else make.question(scene.meg)
    )
    with pytest.raises(Conflict, match="gone already"):
        remove(scene, [post])
    assert scene.case(post) is None or scene.case(post).state == "open"


def test_undo_brings_back_exactly_these(app, scene, spam):
    remove(scene, [spam[0]])
    acts = remove(scene, spam)
    assert len(acts) == 2
    scene.undo(acts[0])
    assert statuses(scene, spam) == ["removed", "visible", "visible"]


def test_what_its_author_deleted_meanwhile_stays_deleted(app, scene, spam):
    with transaction():
        forum.withdraw_post(scene.ben, spam[0])
    acts = remove(scene, spam)
    assert scene.status(spam[0]) == "withdrawn"
    scene.undo(acts[-1])
    assert statuses(scene, spam) == ["withdrawn", "visible", "visible"]


def test_undo_ends_with_the_next_act(app, scene, spam):
    acts = remove(scene, spam)
    scene.do("hide")
    with pytest.raises(Conflict, match="something else since"):
        scene.undo(acts[0])


def test_later_each_post_is_put_back_alone(app, scene, spam):
    remove(scene, spam)
    with transaction():
        moderation.restore_post(scene.dele, spam[1])
    assert statuses(scene, spam) == ["removed", "visible", "removed"]


def test_author_gets_one_mail_and_a_reason_for_each_post(app, scene, spam):
    Mailbox(app).collect()
    remove(scene, spam)
    told = db.session.scalars(
        select(Notice).where(Notice.member_id == scene.ben.id, Notice.kind == "removed")
    ).all()
    assert len(told) == 3
    with clock.at(now() + timedelta(minutes=5)):
        mails = [mail for mail in Mailbox(app).collect() if "News about a post" in mail["Subject"]]
    assert len(mails) == 1


def test_early_undo_tells_nobody(app, scene, spam):
    scene.undo(remove(scene, spam)[0])
    assert not db.session.scalars(
        select(Notice.id).where(Notice.member_id == scene.ben.id, Notice.kind != "reply")
    ).all()


def test_members_ones_own_and_ones_own_rank_are_refused(app, scene, make, spam):
    own = make.answer(scene.mona, scene.question)
    for who, member, posts in (
        (scene.meg, scene.ben, spam),
        (scene.ben, scene.ben, spam),
        (scene.mona, scene.mona, [own]),
        (scene.dele, scene.mona, [own]),
    ):
        with pytest.raises(Refused):
            remove(scene, posts, who=who, member=member)
        with pytest.raises(Refused):
            listed(scene, who=who, member=member)
    assert db.session.get(Post, own.id).status == "visible"
    remove(scene, [own], who=make.administrator(), member=scene.mona)
    assert scene.status(own) == "removed"


def test_nothing_too_much_and_no_reason_are_refused(app, scene, spam):
    with pytest.raises(Invalid):
        remove(scene, [])
    with pytest.raises(Invalid):
        remove(scene, spam, reason="")
    with pytest.raises(Invalid), transaction():
        moderation.remove_posts_of(
            scene.mona, scene.ben, set(range(1, MOST_AT_ONCE + 2)), reason=SPAM
        )
    assert statuses(scene, spam) == ["visible"] * 3
