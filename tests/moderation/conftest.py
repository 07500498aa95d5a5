"""What the tests of moderation share: a reported answer, and what was told to whom."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import select

from app.core import events
from app.core.db import db, transaction
from app.forum.models import Post
from app.moderation import services as moderation
from app.moderation.events import PostHidden, PostRemoved, PostRestored, ReportDecided
from app.moderation.models import Case, ModerationAction, Report
from app.web.review import unread

NOTE = "Do not stop a prescribed medicine without asking your pharmacist or doctor first."


@dataclass
class Scene:
    """Asha asked, Ben answered, Mona and Dele moderate, Meg stands by. `answer` is Ben's."""

    make: Any
    asha: Any
    ben: Any
    mona: Any
    dele: Any
    meg: Any
    question: Any
    answer: Any

    def report(self, who: Any = None, post: Any = None, **values: Any) -> Report:
        """A report, by Meg about Ben's answer unless said otherwise."""
        values = {"kind": "unsafe_advice"} | values
        with transaction():
            return moderation.report_post(who or self.meg, post or self.answer, **values)

    def remove(self, who: Any = None, **values: Any) -> ModerationAction:
        """Ben's answer removed as unsafe, by Mona."""
        values = {
            "category": "stop_change_medicine",
            "reason": "It told people to stop.",
            "safer_note": NOTE,
        } | values
        with transaction():
            return moderation.remove_post(who or self.mona, self.answer, **values)

    def do(self, verb: str, who: Any = None, **values: Any) -> ModerationAction:
        """An act of Mona's on Ben's answer: keep, hide, restore."""
        with transaction():
            return getattr(moderation, f"{verb}_post")(who or self.mona, self.answer, **values)

    def undo(self, act: ModerationAction, who: Any = None) -> ModerationAction:
        with transaction():
            return moderation.undo_act(who or self.mona, act.id)

    def status(self, post: Any = None) -> str:
        found = db.session.get(Post, (post or self.answer).id, populate_existing=True)
        return found.status

    def case(self, post: Any = None) -> Case:
        return db.session.scalar(
            select(Case)
            .where(Case.post_id == (post or self.answer).id)
            .execution_options(populate_existing=True)
        )

    def acts(self, post: Any = None) -> list[ModerationAction]:
        return list(
            db.session.scalars(
                select(ModerationAction)
                .where(ModerationAction.post_id == (post or self.answer).id)
                .order_by(ModerationAction.id)
            )
        )


@pytest.fixture
def scene(make: Any) -> Scene:
    asha, ben, meg = make.member("Asha"), make.member("Ben"), make.member("Meg")
    mona, dele = make.moderator(), make.moderator("Dele")
    question = make.question(asha)
    make.answer(ben, question, "An earlier answer, so that no rule looks at the next one.")
    with unread():
        answer = make.answer(ben, question, "Had exactly this. Just stop the tablets, I did.")
    return Scene(make, asha, ben, mona, dele, meg, question, answer)


@pytest.fixture
def told() -> Iterator[list[Any]]:
    """The events that moderation recorded, in order."""
    heard: list[Any] = []
    kinds = (PostHidden, PostRemoved, PostRestored, ReportDecided)
    for kind in kinds:
        events.listens_to(kind)(heard.append)
    yield heard
    for kind in kinds:
        events._listeners[kind].remove(heard.append)
