"""Editing and taking back while others act: what has just changed is seen, masks leave quotes."""

from __future__ import annotations

import pytest
from sqlalchemy import event

from app.core.db import db, transaction
from app.core.errors import Conflict, NotFound
from app.forum import services as forum
from app.forum.models import Post
from app.forum.services.status import bury, set_status


@pytest.fixture
def cast(make):
    asha, ben = make.member("Asha"), make.member("Ben")
    question = make.question(asha)
    return asha, ben, question, make.answer(ben, question, "It went on for five weeks.")


def stale(post):
    """The post as somebody holds it who read it before the others acted."""
    db.session.expunge(post)
    return post


def test_post_removed_a_moment_ago_is_not_edited(app, cast):
    _, ben, _, answer = cast
    with transaction():
        bury(db.session.get(Post, answer.id), category=None, reason="Spam.", safer_note="")
    before = answer.body
    held = stale(answer)
    held.status = "visible"
    with pytest.raises(Conflict, match="no longer here"), transaction():
        forum.edit_post(ben, held, body="Another text.", reason="", revision=1)
    assert db.session.get(Post, held.id).body == before


def test_post_hidden_a_moment_ago_is_not_taken_back_by_its_author(app, cast):
    _, ben, _, answer = cast
    with transaction():
        set_status(db.session.get(Post, answer.id), "hidden")
    held = stale(answer)
    held.status = "visible"
    with pytest.raises(Conflict, match="A moderator is checking"), transaction():
        forum.withdraw_post(ben, held)
    assert db.session.get(Post, held.id).status == "hidden"


def test_post_removed_a_moment_ago_is_not_put_back_by_its_author(app, cast):
    _, ben, _, answer = cast
    with transaction():
        forum.withdraw_post(ben, db.session.get(Post, answer.id))
    with transaction():
        bury(db.session.get(Post, answer.id), category=None, reason="Spam.", safer_note="")
    held = stale(answer)
    held.status = "withdrawn"
    with pytest.raises(NotFound), transaction():
        forum.put_back_post(ben, held)


@pytest.mark.parametrize("verb", ["edit", "withdraw", "put back"])
def test_thread_is_locked_before_the_post(app, cast, verb):
    """Moderators and answerers lock in this order; another order could block both for ever."""
    _, ben, _, answer = cast
    if verb == "put back":
        with transaction():
            forum.withdraw_post(ben, answer)
    locked = []

    def note(_connection, _cursor, statement, *_):
        if "FOR UPDATE" in statement:
            locked.append("question" if "FROM questions" in statement else "post")

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        with transaction():
            if verb == "edit":
                forum.edit_post(ben, answer, body="Another text.", reason="", revision=1)
            elif verb == "withdraw":
                forum.withdraw_post(ben, answer)
            else:
                forum.put_back_post(ben, answer)
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
    # SQLite has one lock for all.
    is_locking = db.engine.dialect.name == "postgresql"
    assert locked[:2] == (["question", "post"] if is_locking else [])


def test_mask_put_on_later_leaves_every_quote_of_the_asker(app, make, cast):
    asha, ben, question, _ = cast
    own = make.reply(asha, question, "It comes when I am tired.")
    quotes = [
        make.reply(ben, question, f"> It comes when I am tired.\n> — [Asha](/r/{own.id})\n\nSo?"),
        make.reply(
            ben, question, f"> It flickers on and off\n> — [Asha](/q/{question.id})\n\nMine too."
        ),
    ]
    assert all("Asha" in quote.body_html for quote in quotes)

    def edit(is_anonymous):
        with transaction():
            asked = db.session.get(Post, question.id)
            forum.edit_post(
                asha,
                asked,
                body=asked.body,
                reason="",
                revision=asked.revision_count,
                tags=["eyelid"],
                is_anonymous=is_anonymous,
            )

    edit(True)
    for quote in quotes:
        assert "Asha" not in db.session.get(Post, quote.id, populate_existing=True).body_html
    edit(False)
    for quote in quotes:
        assert "Asha" in db.session.get(Post, quote.id, populate_existing=True).body_html
