"""What the tests of cases about members share: Ben's page, and reports of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import select

from app.accounts import services as accounts
from app.accounts.models import Member
from app.core.db import db, transaction
from app.moderation import services as moderation
from app.moderation.models import Case, ModerationAction, Report
from app.web.review import unread

ABOUT = "I run a shop.\nYou are all idiots, come and buy."


@dataclass
class Page:
    """Ben says something about himself. Mona and Dele moderate, Meg reports."""

    make: Any
    ben: Any
    meg: Any
    mona: Any
    dele: Any

    def report(self, who: Any = None, **values: Any) -> Report:
        with transaction():
            return moderation.report_member(
                who or self.meg, self.ben, **({"kind": "abuse"} | values)
            )

    def do(self, verb: str, who: Any = None, **values: Any) -> ModerationAction:
        """An act of Mona's on Ben's profile: keep, hide, clear."""
        with transaction():
            return getattr(moderation, f"{verb}_profile")(who or self.mona, self.ben, **values)

    def clear(self, *parts: str, who: Any = None, **values: Any) -> ModerationAction:
        values = {"parts": parts or ("about",), "reason": "It attacked somebody."} | values
        return self.do("clear", who, **values)

    def undo(self, act: ModerationAction, who: Any = None) -> ModerationAction:
        with transaction():
            return moderation.undo_act(who or self.mona, act.id)

    def save(self, about: str, name: str | None = None) -> Member:
        """Ben changes his profile, and the safety check reads it."""
        with transaction():
            return accounts.update_profile(self.ben, name=name or self.now().name, about=about)

    def now(self) -> Member:
        return db.session.get(Member, self.ben.id, populate_existing=True)

    def case(self) -> Case:
        return db.session.scalar(
            select(Case)
            .where(Case.member_id == self.ben.id)
            .execution_options(populate_existing=True)
        )

    def acts(self) -> list[str]:
        rows = select(ModerationAction.kind).where(ModerationAction.member_id == self.ben.id)
        return list(db.session.scalars(rows.order_by(ModerationAction.id)))


@pytest.fixture
def page(make: Any) -> Page:
    ben, meg = make.member("Ben", about=ABOUT), make.member("Meg")
    mona, dele = make.moderator(), make.moderator("Dele")
    with unread():
        make.answer(
            ben, make.question(make.member("Asha")), "An answer of Ben's, so that he is listed."
        )
    return Page(make, ben, meg, mona, dele)
