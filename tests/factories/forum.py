"""Questions, answers and replies, posted through the services."""

from __future__ import annotations

from typing import Any

from app.accounts.models import Member
from app.core.ids import new_token
from app.forum import services as forum
from app.forum.models import Post
from tests.factories.base import in_transaction, numbers


class ForumMixin:
    def question(self, asker: Member, title: str | None = None, **values: Any) -> Post:
        with in_transaction():
            return forum.post_question(
                asker,
                title=title or f"Has anybody else felt this flutter, number {next(numbers)}?",
                body=values.pop("body", "It flickers on and off through the day, mostly at rest."),
                tags=values.pop("tags", ["eyelid"]),
                key=new_token(),
                **values,
            )

    def answer(
        self, author: Member, question: Post, body: str | None = None, **values: Any
    ) -> Post:
        with in_transaction():
            return forum.post_answer(
                author,
                question,
                body=body or f"Mine went away by itself after {next(numbers)} days.",
                key=new_token(),
                **values,
            )

    def reply(self, author: Member, parent: Post, body: str | None = None) -> Post:
        with in_transaction():
            return forum.post_reply(
                author, parent, body=body or f"Thank you, {next(numbers)} times.", key=new_token()
            )
