"""Blacking words out of a post: they are gone everywhere, and the original is kept for a while."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.core.clock import at, now
from app.core.db import db, transaction
from app.core.errors import Invalid, Refused
from app.forum import services as forum
from app.forum.models import Post, Quote, Revision
from app.moderation import queries
from app.moderation import services as moderation
from app.moderation.models import Case, ModerationAction, Report
from app.moderation.rule_models import Redaction, RuleFinding
from app.web.review import unread

NUMBER = "07700 900123"
BODY = f"Ring my sister Petra on {NUMBER}, she had it for years and she knows."


@pytest.fixture
def scene(make):
    class Scene:
        asha, ben, meg = make.member("Asha"), make.member("Ben"), make.member("Meg")
        mona, ada = make.moderator(), make.administrator()

    with unread():
        Scene.question = make.question(Scene.asha, title="Does my flutter look like yours?")
        Scene.answer = make.answer(Scene.ben, Scene.question, BODY)
        with transaction():
            answer = db.session.get(Post, Scene.answer.id)
            forum.edit_post(
                Scene.ben,
                answer,
                body=BODY + " Anything else?",
                reason=f"number {NUMBER}",
                revision=1,
            )
        quote = f"> {BODY} Anything else?\n> — [Ben](/a/{Scene.answer.id})\n\nThank you."
        Scene.reply = make.reply(Scene.asha, Scene.question, quote)
    with transaction():
        moderation.report_post(
            Scene.meg, db.session.get(Post, Scene.answer.id), kind="personal_data"
        )
    return Scene


def black_out(actor, post, *words, **values):
    with transaction():
        return moderation.redact_post(actor, db.session.get(Post, post.id), words=words, **values)


def everything_kept():
    """Every text of every table that pages are made of."""
    rows = [
        *db.session.execute(select(Post.body, Post.body_html, Post.body_text)),
        *db.session.execute(select(Revision.body, Revision.reason, Revision.title)),
        *db.session.execute(select(Quote.text, Quote.id)),
        *db.session.execute(select(Report.text_then, Report.text)),
        *db.session.execute(select(ModerationAction.reason, ModerationAction.after)),
    ]
    return repr([tuple(row) for row in rows])


def test_words_are_gone_from_text_history_quotes_and_reports(app, scene):
    assert NUMBER in everything_kept()
    black_out(scene.mona, scene.answer, NUMBER, reason=f"a number: {NUMBER}")
    assert NUMBER not in everything_kept()
    assert "▇▇▇" in db.session.get(Post, scene.reply.id, populate_existing=True).body_html


def test_spacing_and_case_make_no_difference(app, scene):
    black_out(scene.mona, scene.answer, "my SISTER   petra")
    assert "Petra" not in everything_kept()


def test_findings_follow_the_text(app, make, scene):
    post = make.answer(scene.ben, scene.question, f"Ring {NUMBER} and stop taking your sertraline.")
    before = db.session.scalars(select(RuleFinding).where(RuleFinding.post_id == post.id)).all()
    assert len(before) > 1
    black_out(scene.mona, post, NUMBER)
    body = db.session.get(Post, post.id, populate_existing=True).body
    found = db.session.scalars(
        select(RuleFinding)
        .where(RuleFinding.post_id == post.id)
        .execution_options(populate_existing=True)
    )
    words = {one.category: body[one.start : one.end] for one in found}
    assert words["personal_data"] == "▇▇▇"
    assert words["stop_change_medicine"] == "stop taking your sertraline"


def test_words_that_do_not_stand_there_change_nothing(app, scene):
    with pytest.raises(Invalid):
        black_out(scene.mona, scene.answer, "another number")
    with pytest.raises(Invalid):
        black_out(scene.mona, scene.answer, "a", " ")
    assert NUMBER in everything_kept()


def test_members_and_authors_may_not(app, make, scene):
    for actor in (scene.meg, scene.ben):
        with pytest.raises(Refused):
            black_out(actor, scene.answer, NUMBER)
    own = make.answer(scene.mona, scene.question, "Mine went away by itself after a week.")
    with pytest.raises(Refused):
        black_out(scene.mona, own, "by itself")


def test_original_is_for_administrators_until_it_is_purged(app, scene):
    black_out(scene.mona, scene.answer, NUMBER)
    post = db.session.get(Post, scene.answer.id)
    assert [row.original for row in queries.redactions_of(scene.mona, post)] == [None]
    assert [row.original for row in queries.redactions_of(scene.ada, post)] == [NUMBER]
    assert queries.redactions_of(scene.ada, post)[0].kind == "phone"
    with at(now() + timedelta(days=29)), transaction():
        assert moderation.purge_redactions() == 0
    with at(now() + timedelta(days=31)):
        with transaction():
            assert moderation.purge_redactions() == 1
        with transaction():
            assert moderation.purge_redactions() == 0
    assert db.session.scalar(select(Redaction.original)) == ""


def test_keeping_it_then_counts_as_changed(app, scene):
    black_out(scene.mona, scene.answer, NUMBER)
    with transaction():
        moderation.keep_post(scene.mona, db.session.get(Post, scene.answer.id))
    outcome = select(Case.outcome).where(Case.post_id == scene.answer.id)
    assert db.session.scalar(outcome) == "edited"


def test_moderator_blacks_out_from_the_case_and_no_page_shows_it_again(
    sqlite_app, make, browse, scene
):
    case = db.session.scalar(select(Case).where(Case.post_id == scene.answer.id))
    client, path = browse(scene.mona), f"/moderation/queue/{case.id}"
    assert f"<mark>{NUMBER}</mark>" in client.get(path).text
    empty = client.post(f"{path}/redaction", data={"version": case.version})
    assert empty.status_code == 422
    late = client.post(f"{path}/redaction", data={"found": NUMBER, "version": case.version - 1})
    assert late.status_code == 409
    sent = client.post(f"{path}/redaction", data={"found": NUMBER, "version": case.version})
    assert sent.status_code == 303
    thread = f"/questions/{scene.question.id}"
    pages = [
        browse().get(thread, follow_redirects=True),
        browse().get(f"/answers/{scene.answer.id}/history"),
        browse(scene.ben).get(f"/answers/{scene.answer.id}/edit"),
        browse().get("/feed.atom"),
        browse().get("/questions"),
        client.get(path),
    ]
    for page in pages:
        assert NUMBER not in page.text
    assert NUMBER in browse(scene.ada).get(path).text
