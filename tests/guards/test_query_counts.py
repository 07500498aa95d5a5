"""Pages need the same number of queries with ten questions as with ten thousand.

The content in bulk is written once for each engine; the pages are then read by a visitor and by a
member, each once to warm up and once counted.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import sqlalchemy as sa
from sqlalchemy import event

from app.articles import services as articles
from app.core.db import db, transaction
from app.forum import services as forum
from app.forum.models import Post, Question, Tag
from app.ops.bulk import Size, generate

FEW = Size(questions=10, answers=30, replies=60, members=5)
MANY = Size(questions=10_000, answers=15_000, replies=15_000, members=500)
#: More than this, a permalink and its page together, and something is asked row by row.
MOST = 16


@contextmanager
def statements() -> Iterator[list[str]]:
    """Collect what is asked of the database inside."""
    seen: list[str] = []

    def note(_connection, _cursor, statement, *_):
        if statement.lstrip().upper().startswith(("SELECT", "WITH")):
            seen.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(db.engine, "before_cursor_execute", note)


def make_full_question(make):
    """A question with twenty answers, each with more replies than are open, one of them removed."""
    members = [make.member(f"Writer {number}") for number in range(6)]
    question = make.question(members[0], tags=["eyelid", "sleep", "hand"])
    with transaction():
        for number in range(24):
            answer = make.answer(members[number % 5 + 1], question)
            replies = [make.reply(members[0], answer) for _ in range(4)]
            make.reply(members[1], replies[0])
        forum.accept_answer(members[0], answer)
        forum.bury(replies[0], category=None, reason="spam", safer_note="")
    return question, members[1]


def pages(question, author):
    """The pages to count, by a name that is the same at every size."""
    tag = db.session.scalars(sa.select(Tag.name).order_by(Tag.question_count.desc())).first()
    path = db.session.get(Question, question.id).path
    reply = db.session.scalars(
        sa.select(Post.id).where(Post.question_id == question.id, Post.depth == 2)
    ).first()
    return {
        "home": "/",
        "newest": "/questions",
        "active": "/questions?sort=active",
        "most helpful": "/questions?sort=votes",
        "waiting": "/questions?filter=waiting",
        "waiting, most helpful": "/questions?filter=waiting&sort=votes",
        "topics": "/tags",
        "topic": f"/tags/{tag}",
        "question": path,
        "question, newest answers": f"{path}?sort=newest",
        "question, oldest answers": f"{path}?sort=oldest",
        "permalink of a question": f"/q/{question.id}",
        "permalink of a reply": f"/r/{reply}",
        "history": f"/questions/{question.id}/history",
        "profile": f"/users/{author.id}",
        "article": "/articles/muscle-twitching",
        "safety notices": "/safety-notices",
    }


def count(browser, path) -> int:
    """The queries of a page that was asked for before, with those of the redirect to it."""
    response = browser.get(path)
    with statements() as seen:
        response = browser.get(path)
        if response.status_code in (301, 302):
            response = browser.get(response.location)
    assert response.status_code == 200, path
    return len(seen)


@pytest.mark.large
def test_number_of_queries_does_not_grow_with_the_number_of_questions(app, make, browse):
    with transaction():
        articles.seed_articles()
    question, author = make_full_question(make)
    people = {"visitor": None, "member": make.member("Cara"), "moderator": make.moderator()}
    counted = []
    for size in (FEW, MANY):
        generate(size, seed=1)
        _analyse()
        counted.append(
            {
                f"{name}, as {who}": count(browse(person), path)
                for name, path in pages(question, author).items()
                for who, person in people.items()
            }
        )
    few, many = counted
    assert many == few
    assert {page: number for page, number in many.items() if number > MOST} == {}


def _analyse() -> None:
    """Let PostgreSQL see the new sizes, as its own worker would after a while."""
    if db.engine.dialect.name == "postgresql":
        with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("ANALYZE")
