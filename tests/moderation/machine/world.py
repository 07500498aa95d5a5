"""A small forum for the state machine: its people and posts, its clock, and what happened."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from datetime import UTC, datetime
from typing import Any

from app.accounts.models import Member
from app.core import clock
from app.core.db import db, transaction
from app.core.errors import DomainError
from app.forum.models import Post
from app.moderation.models import Case, ModerationAction
from app.web.review import unread
from tests.engines import Database
from tests.factories import Make

START = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


class World:
    """Asha asked; Ben answered twice and replied; Dele, who moderates with Mona, answered too.

    `statuses` and `outcomes` are what posts and reports must have by all that was done so far.
    """

    def __init__(self, database: Database) -> None:
        self.moment = START
        self._stack = ExitStack()
        self._stack.enter_context(database.app.app_context())
        make = Make()
        with clock.at(START), transaction(), unread():
            asha, ben, meg, cara = (make.member(name) for name in ("Asha", "Ben", "Meg", "Cara"))
            mona, dele = make.moderator(), make.moderator("Dele")
            question = make.question(asha)
            answer = make.answer(ben, question)
            posts = [
                question,
                answer,
                make.answer(ben, question),
                make.reply(ben, answer),
                make.answer(dele, question),
            ]
        self.posts = [post.id for post in posts]
        self.question, self.answers = posts[0].id, [posts[1].id, posts[2].id, posts[4].id]
        self.asker = asha.id
        self.people = [asha.id, meg.id, cara.id, mona.id]
        self.moderators = [mona.id, dele.id]
        self.statuses = dict.fromkeys(self.posts, "visible")
        #: Where a withdrawn post returns to.
        self.withdrawn_from: dict[int, str] = {}
        self.outcomes: dict[int, str | None] = {}
        self.acts: list[tuple[Any, ...]] = []
        self.priorities: dict[int, int] = {}
        #: Versions of a case that its moderators may still have on their screens.
        self.versions: dict[int, int] = {}

    def close(self) -> None:
        db.session.remove()
        self._stack.close()

    def try_to(self, act: Callable[[], Any]) -> Any:
        """Do it in a transaction of its own, now; a refusal is fine and gives None."""
        with clock.at(self.moment):
            try:
                with transaction():
                    return act()
            except DomainError:
                return None

    def member(self, member_id: int | None) -> Member | None:
        return db.session.get(Member, member_id) if member_id else None

    def post(self, post_id: int) -> Post:
        found = db.session.get(Post, post_id)
        assert found is not None
        return found

    def author(self, post_id: int) -> Member:
        found = self.member(self.post(post_id).author_id)
        assert found is not None
        return found

    def case(self, post_id: int) -> Case | None:
        return db.session.query(Case).filter_by(post_id=post_id).one_or_none()

    def act_rows(self) -> list[ModerationAction]:
        return db.session.query(ModerationAction).order_by(ModerationAction.id).all()
