"""Tables of the accounts room: members and their one-time tokens."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, text, true
from sqlalchemy.orm import Mapped, mapped_column

from app.core.clock import now
from app.core.db import Base
from app.permissions.roles import ROLES

#: The end of a suspension that lasts until somebody lifts it: a day that nobody here reaches.
UNTIL_LIFTED = datetime(9999, 1, 1, tzinfo=UTC)


#: visible: everyone. held: the safety check lets only the member and moderators read it until one
#: has looked. hidden: taken from readers until a decision.
PROFILE_STATUSES = ("visible", "held", "hidden")


@dataclass(frozen=True)
class Suspension:
    """What keeps a member from doing something, until when and why."""

    until: datetime
    reason: str

    @property
    def is_until_lifted(self) -> bool:
        return self.until >= UNTIL_LIFTED


class Member(Base):
    """A person with an account.

    `name_key` and `email_key` are folded forms (look-alike letters, case) that must be unique.
    `session_epoch` is carried by every session cookie; raising it signs all of them out.
    Flask-Login reads the `is_*` properties and `get_id`.
    """

    __tablename__ = "members"
    __table_args__ = (
        CheckConstraint("role IN ({})".format(", ".join(f"'{r}'" for r in ROLES)), name="role"),
        CheckConstraint("theme IN ('auto', 'light', 'dark')", name="theme"),
        CheckConstraint(
            "profile_status IN ({})".format(", ".join(f"'{s}'" for s in PROFILE_STATUSES)),
            name="profile_status",
        ),
        Index("uq_members_name_key", "name_key", unique=True),
        Index("uq_members_email_key", "email_key", unique=True),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(40))
    name_key: Mapped[str] = mapped_column(String(200))
    email: Mapped[str | None] = mapped_column(String(254))
    email_key: Mapped[str | None] = mapped_column(String(254))
    password_hash: Mapped[str | None] = mapped_column(String(200))
    role: Mapped[str] = mapped_column(String(20), default="member")
    #: Who may read it depends on `profile_status`: show `readable_about`, never this.
    about: Mapped[str] = mapped_column(Text, default="")
    profile_status: Mapped[str] = mapped_column(
        String(10), default="visible", server_default="visible"
    )
    #: The category of the safety taxonomy for which the text is held; its owner reads why.
    profile_line: Mapped[str | None] = mapped_column(String(40))
    #: Rises with every change of name or text.
    profile_revision: Mapped[int] = mapped_column(default=1, server_default=text("1"))
    created_at: Mapped[datetime] = mapped_column(default=now)
    email_confirmed_at: Mapped[datetime | None]
    session_epoch: Mapped[int] = mapped_column(default=1)
    suspended_until: Mapped[datetime | None]
    suspension_reason: Mapped[str] = mapped_column(Text, default="")
    #: Single rights taken for a time: {"voting": {"until": ISO time, "reason": "…"}}.
    withheld_rights: Mapped[dict[str, Any]] = mapped_column(
        JSON, default=dict, server_default=text("'{}'")
    )
    erased_at: Mapped[datetime | None]
    theme: Mapped[str] = mapped_column(String(10), default="auto")
    has_single_keys: Mapped[bool] = mapped_column(default=False)
    wants_mail: Mapped[bool] = mapped_column(default=True)
    #: We may note which posts they were shown, to warn them of unsafe ones.
    allows_exposure: Mapped[bool] = mapped_column(default=True, server_default=true())
    unread_notice_count: Mapped[int] = mapped_column(default=0)
    #: Warnings the member has not confirmed yet; nothing else is shown to them until they do.
    unread_warning_count: Mapped[int] = mapped_column(default=0, server_default=text("0"))

    @property
    def readable_about(self) -> str:
        """The lines about themselves as everybody may read them."""
        return self.about if self.profile_status == "visible" else ""

    @property
    def is_authenticated(self) -> bool:
        return True

    @property
    def is_anonymous(self) -> bool:
        return False

    @property
    def is_active(self) -> bool:
        """May keep a session: suspended members may (to read, export, appeal), erased may not."""
        return self.erased_at is None

    @property
    def is_confirmed(self) -> bool:
        return self.email_confirmed_at is not None

    @property
    def is_suspended(self) -> bool:
        return self.suspended_until is not None and self.suspended_until > now()

    def suspension(self, right: str) -> Suspension | None:
        """What takes this right from the member now: the whole suspension, or one of the right."""
        if self.is_suspended:
            assert self.suspended_until is not None
            return Suspension(self.suspended_until, self.suspension_reason)
        held = (self.withheld_rights or {}).get(right)
        if held is None or datetime.fromisoformat(held["until"]) <= now():
            return None
        return Suspension(datetime.fromisoformat(held["until"]), held["reason"])

    def get_id(self) -> str:
        """What the session cookie carries: the member and the epoch it was made in."""
        return f"{self.id}.{self.session_epoch}"


class AccountToken(Base):
    """A one-time link sent by mail (or printed for the first administrator), kept hashed.

    Only the newest of a purpose and member opens; using one closes it (threats 25).
    """

    __tablename__ = "account_tokens"
    __table_args__ = (
        CheckConstraint("purpose IN ('confirm', 'reset', 'setup', 'email')", name="purpose"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    purpose: Mapped[str] = mapped_column(String(20))
    member_id: Mapped[int | None] = mapped_column(
        ForeignKey("members.id", ondelete="CASCADE"), index=True
    )
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    email: Mapped[str | None] = mapped_column(String(254))
    created_at: Mapped[datetime] = mapped_column(default=now)
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
