"""`flask forum check`: proof that every stored count equals its rows."""

from __future__ import annotations

from collections.abc import Callable

import click
from flask.cli import AppGroup

from app.core.db import db, lock, transaction
from app.forum.models import Post, Question
from app.forum.queries.counters import (
    wrong_question_counts,
    wrong_reply_counts,
    wrong_tag_counts,
)
from app.forum.services import counters
from app.votes.queries import wrong_scores
from app.votes.services import recount_votes

forum_commands = AppGroup("forum", help="The forum's own consistency.")


@forum_commands.command("check")
@click.option("--mend", is_flag=True, help="Count again what is wrong.")
def check(mend: bool) -> None:
    """Prove that stored counts (votes, answers, replies, topics) equal the rows they count."""
    wrong = {name: (list(found()), recount) for name, (found, recount) in CHECKS.items()}
    total = 0
    for name, (ids, recount) in wrong.items():
        total += len(ids)
        if ids:
            click.echo(f"{name}: {len(ids)} wrong, ids {', '.join(map(str, ids[:10]))}")
        for one in ids if mend else ():
            with transaction():
                recount(one)
    if total and not mend:
        raise click.ClickException(f"{total} counts are wrong. Run it with --mend.")
    click.echo(f"{total} counts mended." if total else "All counts equal their rows.")


def _mend_votes(post_id: int) -> None:
    recount_votes(lock(db.session, Post, post_id))


def _mend_question(question_id: int) -> None:
    counters.recount_thread(lock(db.session, Question, question_id))


def _mend_tag(tag_id: int) -> None:
    counters.recount_these_tags([tag_id])


CHECKS: dict[str, tuple[Callable[[], list[int]], Callable[[int], None]]] = {
    "Votes of a post": (wrong_scores, _mend_votes),
    "Answers and replies of a question": (wrong_question_counts, _mend_question),
    "Replies of a thread": (wrong_reply_counts, counters.recount_replies),
    "Questions of a topic": (wrong_tag_counts, _mend_tag),
}
