"""The trail: one row an act, never changed, found by its filters."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
import sqlalchemy as sa

from app.accounts.events import RoleChanged
from app.articles.events import ArticleEdited, ArticleImported
from app.articles.models import Article
from app.core import clock
from app.core.db import db, transaction
from app.core.errors import Conflict, Invalid, Refused
from app.core.events import record
from app.moderation import queries
from app.moderation import services as moderation
from app.moderation.models import ModerationAction


@pytest.mark.parametrize(
    "statement",
    ["UPDATE moderation_actions SET reason = 'another'", "DELETE FROM moderation_actions"],
)
def test_database_refuses_to_change_or_delete_an_act(app, scene, statement):
    scene.remove()
    with pytest.raises(sa.exc.DBAPIError, match="only ever added to"), transaction() as session:
        session.execute(sa.text(statement))
    assert scene.acts()[0].reason == "It told people to stop."


def test_each_act_is_one_row_with_before_and_after(app, scene):
    scene.report()
    scene.do("hide")
    scene.undo(scene.remove())
    acts = scene.acts()
    assert [(a.kind, a.before["status"], a.after["status"]) for a in acts] == [
        ("hide_post", "visible", "hidden"),
        ("remove_post", "hidden", "removed"),
        ("remove_post", "removed", "hidden"),
    ]
    assert [a.reverts_id for a in acts] == [None, None, acts[1].id]


def test_status_always_follows_from_the_acts(app, scene):
    scene.do("hide")
    scene.do("keep")
    scene.remove()
    scene.do("restore", who=scene.dele)
    for earlier, later in zip(scene.acts(), scene.acts()[1:], strict=False):
        assert earlier.after["status"] == later.before["status"]
    assert scene.acts()[-1].after["status"] == scene.status()


def test_looking_behind_a_mask_needs_a_reason_and_is_kept(app, scene, make):
    masked = make.question(scene.asha, is_anonymous=True)
    with pytest.raises(Refused), transaction():
        moderation.reveal_author(scene.meg, masked, reason="curious about it")
    with pytest.raises(Invalid), transaction():
        moderation.reveal_author(scene.mona, masked, reason=" ")
    with pytest.raises(Conflict), transaction():
        moderation.reveal_author(scene.mona, scene.question, reason="no mask here")
    with transaction():
        moderation.reveal_author(scene.mona, masked, reason="threat of self-harm")
    (act,) = scene.acts(masked)
    assert (act.kind, act.actor_id, act.reason) == (
        "reveal_author",
        scene.mona.id,
        "threat of self-harm",
    )


def test_changes_of_role_and_of_articles_are_in_the_trail(app, scene):
    with transaction() as session:
        article = Article(
            slug="a", title="A", summary="", body="", body_html="", body_text="", contents=[],
            sources=[], written_on=date(2026, 1, 1), review_due_on=date(2027, 1, 1),
        )  # fmt: skip
        session.add(article)
        session.flush()
        record(ArticleImported(article.id))
        record(ArticleEdited(article.id, scene.mona.id, 2))
        record(RoleChanged(scene.meg.id, None, "member", "moderator"))
    acts = db.session.query(ModerationAction).order_by(ModerationAction.id).all()
    assert [(act.kind, act.actor_id, act.rule) for act in acts] == [
        ("import_article", None, "import"),
        ("edit_article", scene.mona.id, None),
        ("change_role", None, "command line"),
    ]


def test_trail_is_filtered_by_moderator_act_day_and_post(app, scene, make):
    noise = make.answer(scene.ben, scene.question)
    with clock.at(datetime(2026, 5, 12, 23, 59, tzinfo=UTC)):
        scene.do("hide")
    with clock.at(datetime(2026, 5, 13, 0, 1, tzinfo=UTC)), transaction():
        moderation.hide_post(scene.dele, noise)

    def ids(**filters):
        return [act.post_id for act in queries.list_acts(scene.mona, **filters).items]

    assert ids() == [noise.id, scene.answer.id]
    assert ids(actor_id=scene.dele.id) == [noise.id]
    assert ids(post_id=scene.answer.id) == [scene.answer.id]
    assert ids(kind="remove_post") == []
    assert ids(since=date(2026, 5, 13)) == [noise.id]
    assert ids(until=date(2026, 5, 12)) == [scene.answer.id]


def test_trail_is_for_moderators_only(app, scene):
    for person in (None, scene.meg):
        with pytest.raises(Refused):
            queries.list_acts(person)


def test_trail_goes_on_on_the_next_page_without_gap_or_repeat(app, scene, monkeypatch):
    monkeypatch.setattr("app.moderation.queries.trail.AUDIT_PAGE", 3)
    for _ in range(4):
        scene.do("hide")
        scene.do("keep", who=scene.dele)
    seen, cursor = [], None
    while True:
        page = queries.list_acts(scene.mona, cursor=cursor)
        seen += [act.id for act in page.items]
        cursor = page.next_cursor
        if cursor is None:
            break
    assert seen == sorted(seen, reverse=True)
    assert len(seen) == len(set(seen)) == 8
