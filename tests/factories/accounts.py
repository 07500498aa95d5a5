"""Members. The cast: Asha asks, Ben answers, Mona moderates, Vic visits."""

from __future__ import annotations

from typing import Any

from app.accounts.models import Member
from app.accounts.names import fold_name
from app.core.clock import now
from app.core.db import db
from tests.factories.base import in_transaction, numbers


class MembersMixin:
    def member(self, name: str | None = None, *, confirmed: bool = True, **values: Any) -> Member:
        """A member with a confirmed address; `confirmed=False` for a newcomer."""
        name = name or f"Member {next(numbers)}"
        email = values.pop("email", f"{name.lower().replace(' ', '.')}@example.org")
        with in_transaction():
            member = Member(
                name=name,
                name_key=fold_name(name),
                email=email,
                email_key=email.casefold(),
                email_confirmed_at=now() if confirmed else None,
                **values,
            )
            db.session.add(member)
            db.session.flush()
        return member

    def moderator(self, name: str = "Mona") -> Member:
        return self.member(name, role="moderator")

    def administrator(self, name: str = "Ada") -> Member:
        return self.member(name, role="administrator")
