"""What the tests of notifications share: a cast, a mailbox, and what a member was told."""

from __future__ import annotations

from typing import Any

import pytest

from app.accounts.models import Member
from app.core.db import db
from app.notifications import queries
from app.notifications.kinds import notice_view
from tests.mailbox import Mailbox


@pytest.fixture
def mailbox(request: pytest.FixtureRequest) -> Mailbox:
    name = "sqlite_app" if "sqlite_app" in request.fixturenames else "app"
    return Mailbox(request.getfixturevalue(name))


class Cast:
    """Asha asks, Ben answers, Mona moderates, Noa is noise: nothing is ever meant for her."""

    def __init__(self, make: Any) -> None:
        self.asha, self.ben, self.mona = make.member("Asha"), make.member("Ben"), make.moderator()
        self.noa = make.member("Noa")

    def told(self, member: Any) -> list[str]:
        """The headlines of a member's notices, newest first; the count must agree."""
        row = db.session.get(Member, member.id, populate_existing=True)
        notices = [notice_view(one) for one in queries.list_notices(row).items]
        assert row.unread_notice_count == sum(notice.is_unread for notice in notices)
        assert self.noa.id == member.id or queries.list_notices(self.noa).items == []
        return [notice.headline for notice in notices]


@pytest.fixture
def cast(make: Any) -> Cast:
    return Cast(make)
