"""What the tests of recalls share: a question with an unsafe answer, and time that passes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from app.accounts.models import Member
from app.core import clock
from app.core.db import db, transaction
from app.core.outbox import deliver_due
from app.forum.models import Question
from app.moderation import services as moderation
from app.moderation.models import ModerationAction
from app.notifications import queries
from app.notifications.kinds import NoticeView, notice_view
from app.recall.models import RecallNotice
from app.recall.recorder import Recorder
from tests.mailbox import Mailbox

NOTE = "Do not stop a prescribed medicine without asking your pharmacist or doctor first."


class Scene:
    """Asha asked, Ben answered, Mona and Dele moderate. Each test brings its own readers."""

    def __init__(self, app: Flask, make: Any, browse: Any) -> None:
        self.make, self.browse = make, browse
        self.recorder: Recorder = app.extensions["recall.recorder"]
        self.recorder._seen.clear()
        self.asha, self.ben = make.member("Asha"), make.member("Ben")
        self.mona, self.dele = make.moderator(), make.moderator("Dele")
        self.question = make.question(self.asha, "Has anybody else felt this small flutter?")
        make.answer(self.ben, self.question, "An earlier one, so that no rule looks at the next.")
        self.answer = make.answer(self.ben, self.question, "I had it too, for a month or so.")
        self.deliver()

    @property
    def path(self) -> str:
        return db.session.get(Question, self.question.id).path

    def look(self, member: Any = None) -> None:
        """A member (or a visitor) reads the question page."""
        response = self.browse(member).get(self.path)
        assert response.status_code == 200
        self.recorder.flush()

    def remove(self, who: Any = None, post: Any = None, **values: Any) -> ModerationAction:
        values = {
            "category": "stop_change_medicine",
            "reason": "It told people to stop.",
            "safer_note": NOTE,
        } | values
        with transaction():
            return moderation.remove_post(who or self.mona, post or self.answer, **values)

    def restore(self, who: Any = None, post: Any = None) -> ModerationAction:
        with transaction():
            return moderation.restore_post(who or self.dele, post or self.answer)

    def undo(self, act: ModerationAction, who: Any = None) -> ModerationAction:
        with transaction():
            return moderation.undo_act(who or self.mona, act.id)

    @contextmanager
    def later(self, **span: float) -> Iterator[None]:
        """Pretend that it is so much later."""
        with clock.at(clock.now() + timedelta(**span)):
            yield

    def deliver(self) -> None:
        """Let the worker do all that is due."""
        while deliver_due():
            pass

    def after(self, **span: float) -> None:
        """So much later the worker does what is due."""
        with self.later(**span):
            self.deliver()

    def told(self) -> dict[str, str]:
        """Who was told of any recall, by name, and by which ring."""
        rows = db.session.query(Member.name, RecallNotice.ring).join(
            RecallNotice, RecallNotice.member_id == Member.id
        )
        return dict(rows.all())

    def notices(self, member: Any) -> list[NoticeView]:
        """All of a member's notices, unread warnings first."""
        row = db.session.get(Member, member.id, populate_existing=True)
        shown = [*queries.unread_recalls(row), *queries.list_notices(row).items]
        views = [notice_view(one) for one in shown]
        assert row.unread_notice_count == sum(view.is_unread for view in views)
        return views


def _app(request: pytest.FixtureRequest) -> Flask:
    name = "sqlite_app" if "sqlite_app" in request.fixturenames else "app"
    found: Flask = request.getfixturevalue(name)
    return found


@pytest.fixture
def scene(request: pytest.FixtureRequest, make: Any, browse: Any) -> Scene:
    return Scene(_app(request), make, browse)


@pytest.fixture
def mailbox(request: pytest.FixtureRequest) -> Mailbox:
    return Mailbox(_app(request))
