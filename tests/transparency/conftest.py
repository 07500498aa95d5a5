"""What these tests share: October 2026 told step by step, each step at its own time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from app.core import clock
from app.core.db import transaction
from app.core.outbox import deliver_due
from app.moderation import services as moderation
from app.moderation.models import ModerationAction
from app.recall import services as recall
from app.transparency.counting import count_month
from app.transparency.periods import Month
from app.web.review import unread

NOTE = "Do not stop a prescribed medicine without asking your pharmacist or doctor first."
OCTOBER = Month(2026, 10)
#: Long after everything, so that all two minutes are over.
LATER = datetime(2026, 11, 20, 12, tzinfo=UTC)


def on(day: int, hour: int = 12, minute: int = 0, *, month: int = 10) -> datetime:
    """A moment of October 2026."""
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


class Scene:
    """Asha asks, Ben answers, Mona and Dele moderate, Meg and Vera read."""

    def __init__(self, make: Any, browse: Any) -> None:
        self.make, self.browse = make, browse
        with clock.at(on(1, month=9)):
            self.asha, self.ben = make.member("Asha"), make.member("Ben")
            self.meg, self.vera = make.member("Meg"), make.member("Vera")
            self.mona, self.dele = make.moderator(), make.moderator("Dele")
            self.question = make.question(self.asha)
            first = make.answer(self.ben, self.question, "An earlier one, so no rule looks next.")
        with self.at(on(1, 13, month=9)):
            moderation.keep_post(self.mona, self.question)
            moderation.keep_post(self.mona, first)

    @contextmanager
    def at(self, moment: datetime) -> Iterator[None]:
        """Do something at that moment, in one transaction."""
        with clock.at(moment), transaction():
            yield

    def answer(self, moment: datetime, **values: Any) -> Any:
        """An answer of Ben's."""
        with self.at(moment), unread():
            return self.make.answer(self.ben, self.question, **values)

    def report(self, moment: datetime, post: Any, who: Any = None, **values: Any) -> Any:
        with self.at(moment):
            values = {"kind": "unsafe_advice"} | values
            return moderation.report_post(who or self.meg, post, **values)

    def do(self, verb: str, moment: datetime, post: Any, who: Any = None, **values: Any) -> Any:
        """An act of Mona's: keep, hide, restore."""
        with self.at(moment):
            return getattr(moderation, f"{verb}_post")(who or self.mona, post, **values)

    def remove(
        self, moment: datetime, post: Any, category: str | None = "dosing", **values: Any
    ) -> ModerationAction:
        """Removed as unsafe by Mona, unless `category` is None."""
        values = {"reason": "It gave an amount of a medicine to take."} | values
        note = {"safer_note": NOTE} if category else {}
        return self.do("remove", moment, post, category=category, **note, **values)

    def undo(self, moment: datetime, act: ModerationAction) -> ModerationAction:
        with self.at(moment):
            return moderation.undo_act(self.mona, act.id)

    def see(self, moment: datetime, post: Any, *readers: Any) -> None:
        """These members were shown the post."""
        with self.at(moment):
            recall.record_exposures({(one.id, post.id): (moment, moment) for one in readers})

    def deliver(self, moment: datetime) -> None:
        """The worker does what is due then."""
        with clock.at(moment):
            while deliver_due():
                pass

    def appeal(self, made: datetime, decided: datetime, act: Any, outcome: str) -> None:
        with self.at(made):
            appeal = moderation.file_appeal(self.ben, act.id, reason="It told what I did myself.")
        with self.at(decided):
            moderation.decide_appeal(
                self.dele, appeal, outcome=outcome, answer="We looked at it again together."
            )

    def count(self, month: Month = OCTOBER) -> dict[str, float]:
        """The figures of a month, counted long after."""
        with clock.at(LATER):
            return count_month(month)


@pytest.fixture
def scene(make: Any, browse: Any) -> Scene:
    return Scene(make, browse)


MINUTE, HOUR, DAY = 60.0, 3600.0, 86400.0
SOON = timedelta(minutes=1)
