"""Tables of the moderation room: cases, reports, and the append-only trail of acts."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Member
from app.core.clock import now
from app.core.db import Base
from app.forum.models import Post
from app.forum.models.notes import one_of
from app.moderation.limits import CLAIM_LASTS
from app.moderation.publicity import is_public

CASE_STATES = ("open", "claimed", "decided")
#: In which a case is in the queue.
WAITING_STATES = ("open", "claimed")
CASE_OUTCOMES = ("kept", "edited", "removed_unsafe", "removed_other", "restored", "withdrawn")
#: In the order of urgency (design 3.4); "first_post" is raised by a rule.
REPORT_KINDS = (
    "unsafe_advice",
    "urgent_care",
    "personal_data",
    "abuse",
    "spam",
    "off_topic",
    "other",
    "first_post",
)
REPORT_OUTCOMES = ("agreed", "disagreed", "disputed", "ignored")
ACT_KINDS = (
    "keep_post",
    "hide_post",
    "remove_post",
    "restore_post",
    "edit_post",
    "withdraw_post",
    "claim_case",
    "release_case",
    "reveal_author",
    "edit_article",
    "import_article",
    "change_role",
    "suspend_member",
    "lift_suspension",
    "warn_member",
    "withdraw_warning",
    "add_note",
    "remove_note",
    "uphold_act",
    "overturn_act",
    "lock_question",
    "unlock_question",
    "close_question",
    "reopen_question",
    "merge_question",
    "unmerge_question",
    "retag_question",
    "move_post",
    "set_remark",
    "clear_remark",
    "redact_post",
    "hold_post",
    "release_post",
    "set_sign",
    "keep_profile",
    "hide_profile",
    "clear_profile",
    "hold_profile",
    "release_profile",
)
#: Acts about a thread, or the place of a post in it (services/threads).
THREAD_ACTS = (
    "lock_question",
    "unlock_question",
    "close_question",
    "reopen_question",
    "merge_question",
    "unmerge_question",
    "retag_question",
    "move_post",
    "set_remark",
    "clear_remark",
)
#: Acts that decide about a post, as opposed to claims, looks and edits.
DECISIONS = ("keep_post", "hide_post", "remove_post", "restore_post")
#: The same about what a member says of themselves.
PROFILE_DECISIONS = ("keep_profile", "hide_profile", "clear_profile")


def _by_policy(context: Any) -> bool:
    """The value of `is_public` for acts that do not say it."""
    values = context.get_current_parameters()
    return is_public(values["kind"], values.get("category"))


class Case(Base):
    """All reports about one post, or about one member, and their one decision.

    Exactly one of `post_id` and `member_id` is set. A case about a member is about their profile
    and how they behave; what is wrong with a single post of theirs stands in the post's case.

    `version` rises with every report, act and edit, so that a decision made on an old page is
    refused. A claim does not raise it: it is a courtesy, not a change.
    """

    __tablename__ = "cases"
    __table_args__ = (
        CheckConstraint(one_of("state", CASE_STATES), name="state"),
        CheckConstraint(one_of("outcome", CASE_OUTCOMES), name="outcome"),
        CheckConstraint("(post_id IS NULL) <> (member_id IS NULL)", name="one_subject"),
        Index("ix_cases_queue", "state", "priority", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    post_id: Mapped[int | None] = mapped_column(ForeignKey("posts.id"), unique=True)
    member_id: Mapped[int | None] = mapped_column(ForeignKey("members.id"), unique=True)
    state: Mapped[str] = mapped_column(String(10), default="open")
    outcome: Mapped[str | None] = mapped_column(String(20))
    #: Lower is more urgent: the place of its most urgent report kind in REPORT_KINDS.
    priority: Mapped[int] = mapped_column(default=0)
    report_count: Mapped[int] = mapped_column(default=0)
    #: What its waiting reports weigh together, always the sum over their rows (weights.py). A
    #: decided case keeps these two as they were.
    weight: Mapped[int] = mapped_column(default=0, server_default="0")
    claimed_by_id: Mapped[int | None] = mapped_column(ForeignKey("members.id"))
    claimed_at: Mapped[datetime | None]
    opened_at: Mapped[datetime] = mapped_column(default=now)
    #: When it should be decided (limits.TARGETS); None for what is not urgent at all.
    due_at: Mapped[datetime | None]
    overdue_told_at: Mapped[datetime | None]
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("members.id"))
    version: Mapped[int] = mapped_column(default=1)

    post: Mapped[Post | None] = relationship(lazy="raise")
    member: Mapped[Member | None] = relationship(foreign_keys=[member_id], lazy="raise")
    claimed_by: Mapped[Member | None] = relationship(foreign_keys=[claimed_by_id], lazy="raise")
    decided_by: Mapped[Member | None] = relationship(foreign_keys=[decided_by_id], lazy="raise")

    @property
    def is_claimed(self) -> bool:
        """Whether somebody is on it; a claim is forgotten after a while."""
        return (
            self.state == "claimed"
            and self.claimed_at is not None
            and self.claimed_at + CLAIM_LASTS > now()
        )

    @property
    def is_overdue(self) -> bool:
        """Whether it waits longer than it should."""
        return self.state in WAITING_STATES and self.due_at is not None and self.due_at <= now()


class Report(Base):
    """One person's report of a post or a member, or a rule's flag. `text_then`: the text as it was.

    Exactly one of `reporter_id`, `reporter_email` (a visitor) and `rule` is set. A visitor's
    address is emptied once the answer was sent.
    """

    __tablename__ = "reports"
    __table_args__ = (
        CheckConstraint(one_of("kind", REPORT_KINDS), name="kind"),
        CheckConstraint(one_of("outcome", REPORT_OUTCOMES), name="outcome"),
        CheckConstraint(
            "(CASE WHEN reporter_id IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN reporter_email IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN rule IS NULL THEN 0 ELSE 1 END) = 1",
            name="source",
        ),
        Index("ix_reports_case_id", "case_id"),
        Index("ix_reports_reporter_id", "reporter_id", "created_at"),
        Index("ix_reports_created_at", "created_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    reporter_id: Mapped[int | None] = mapped_column(ForeignKey("members.id"))
    reporter_email: Mapped[str | None] = mapped_column(String(254))
    rule: Mapped[str | None] = mapped_column(String(60))
    kind: Mapped[str] = mapped_column(String(20))
    text: Mapped[str] = mapped_column(String(500), default="")
    text_then: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(default=now)
    outcome: Mapped[str | None] = mapped_column(String(10))
    #: What it weighed when it was made; it stays, whatever its reporter does later (weights.py).
    weight: Mapped[int] = mapped_column(default=0, server_default="0")
    #: When a visitor's answer was mailed.
    answered_at: Mapped[datetime | None]

    case: Mapped[Case] = relationship(lazy="raise")
    reporter: Mapped[Member | None] = relationship(lazy="raise")


class ModerationAction(Base):
    """One act, never edited, never deleted: the database refuses both (triggers).

    Done by a moderator (`actor_id`) or a rule (`rule`); about exactly one subject: a post, a member
    or an article. `before` and `after` hold the subject's status, and what is needed to undo.
    """

    __tablename__ = "moderation_actions"
    __table_args__ = (
        CheckConstraint(one_of("kind", ACT_KINDS), name="kind"),
        CheckConstraint("(actor_id IS NULL) <> (rule IS NULL)", name="doer"),
        CheckConstraint(
            "(CASE WHEN post_id IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN member_id IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN article_id IS NULL THEN 0 ELSE 1 END) = 1",
            name="one_subject",
        ),
        Index("ix_moderation_actions_post_id", "post_id", "id"),
        Index("ix_moderation_actions_actor_id", "actor_id", "id"),
        Index("ix_moderation_actions_case_id", "case_id", "id"),
        Index("ix_moderation_actions_created_at", "created_at", "id"),
        Index("ix_moderation_actions_batch_id", "batch_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(30))
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("members.id"))
    rule: Mapped[str | None] = mapped_column(String(60))
    post_id: Mapped[int | None] = mapped_column(ForeignKey("posts.id"))
    member_id: Mapped[int | None] = mapped_column(ForeignKey("members.id"))
    article_id: Mapped[int | None] = mapped_column(ForeignKey("articles.id"))
    case_id: Mapped[int | None] = mapped_column(ForeignKey("cases.id"))
    category: Mapped[str | None] = mapped_column(String(40))
    reason: Mapped[str] = mapped_column(String(500), default="")
    safer_note: Mapped[str] = mapped_column(Text, default="")
    before: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    after: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    reverts_id: Mapped[int | None] = mapped_column(ForeignKey("moderation_actions.id"), unique=True)
    #: What was done with one click shares this, so that it is taken back with one click.
    batch_id: Mapped[str | None] = mapped_column(String(16))
    expires_at: Mapped[datetime | None]
    #: As publicity.py says of its kind, unless nobody ever saw the post. The public log shows what
    #: was public when it was done and still is by publicity.py.
    is_public: Mapped[bool] = mapped_column(default=_by_policy)
    created_at: Mapped[datetime] = mapped_column(default=now)

    actor: Mapped[Member | None] = relationship(foreign_keys=[actor_id], lazy="raise")
    post: Mapped[Post | None] = relationship(lazy="raise")
