"""Tables of the rules: what they found, which are switched off, and those of this site's own."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Member
from app.core.clock import now
from app.core.db import Base
from app.forum.models.notes import one_of

#: What a rule's match leads to. The first three are for questions' signs and personal data.
FINDING_SEVERITIES = ("emergency", "urgent", "personal", "hold", "queue", "notice")
#: Where in a post something was found; all but the last two are a question's.
FINDING_PARTS = ("title", "tags", "noticed", "duration", "places", "body")
#: What a site rule may do; and whom its words must address.
SITE_RULE_ACTIONS = ("hold", "queue", "notice")
SITE_RULE_DIRECTIONS = ("advice", "anything")


class RuleFinding(Base):
    """One match of a rule in one revision of a post or a profile, kept as positions, never a copy.

    `start` and `end` count characters in that revision's body, or in its title when `part` says so;
    the title of a profile is the member's name.
    """

    __tablename__ = "rule_findings"
    __table_args__ = (
        CheckConstraint(one_of("severity", FINDING_SEVERITIES), name="severity"),
        CheckConstraint(one_of("part", FINDING_PARTS), name="part"),
        CheckConstraint("(post_id IS NULL) <> (member_id IS NULL)", name="one_subject"),
        Index("ix_rule_findings_post_id", "post_id", "revision"),
        Index("ix_rule_findings_member_id", "member_id", "revision"),
        Index("ix_rule_findings_rule", "rule", "created_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    post_id: Mapped[int | None] = mapped_column(ForeignKey("posts.id"))
    member_id: Mapped[int | None] = mapped_column(ForeignKey("members.id"))
    revision: Mapped[int]
    rule: Mapped[str] = mapped_column(String(80))
    category: Mapped[str] = mapped_column(String(40))
    severity: Mapped[str] = mapped_column(String(10))
    part: Mapped[str] = mapped_column(String(10), default="body")
    start: Mapped[int]
    end: Mapped[int]
    why: Mapped[str] = mapped_column(String(300))
    created_at: Mapped[datetime] = mapped_column(default=now)


class RuleSwitch(Base):
    """A rule that an administrator switched off; no row, or `is_off` false: it is on."""

    __tablename__ = "rule_switches"

    rule: Mapped[str] = mapped_column(String(80), primary_key=True)
    is_off: Mapped[bool]
    changed_by_id: Mapped[int] = mapped_column(ForeignKey("members.id"))
    changed_at: Mapped[datetime] = mapped_column(default=now)

    changed_by: Mapped[Member] = relationship(lazy="raise")


class SiteRule(Base):
    """A rule of this site's own: an act, whom it addresses, and what it is about.

    `verbs` and `objects` are words or short phrases, one a line; a sentence matches when it has one
    of each, in the given direction, and is neither negated nor quoted.
    """

    __tablename__ = "site_rules"
    __table_args__ = (
        CheckConstraint(one_of("action", SITE_RULE_ACTIONS), name="action"),
        CheckConstraint(one_of("direction", SITE_RULE_DIRECTIONS), name="direction"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(60), unique=True)
    verbs: Mapped[str] = mapped_column(Text)
    objects: Mapped[str] = mapped_column(Text)
    direction: Mapped[str] = mapped_column(String(10), default="advice")
    action: Mapped[str] = mapped_column(String(10))
    category: Mapped[str] = mapped_column(String(40))
    why: Mapped[str] = mapped_column(String(300))
    is_on: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(default=1)
    made_by_id: Mapped[int] = mapped_column(ForeignKey("members.id"))
    made_at: Mapped[datetime] = mapped_column(default=now)


class RuleChange(Base):
    """Who changed which rule, when, and how: one row a change, only ever added to."""

    __tablename__ = "rule_changes"
    __table_args__ = (Index("ix_rule_changes_changed_at", "changed_at", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    rule: Mapped[str] = mapped_column(String(80))
    what: Mapped[str] = mapped_column(String(300))
    changed_by_id: Mapped[int] = mapped_column(ForeignKey("members.id"))
    changed_at: Mapped[datetime] = mapped_column(default=now)

    changed_by: Mapped[Member] = relationship(lazy="raise")


class Redaction(Base):
    """Words that a moderator blacked out of a post and all its revisions.

    `original` holds them for administrators during the appeal period, then it is emptied.
    """

    __tablename__ = "redactions"
    __table_args__ = (Index("ix_redactions_post_id", "post_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    post_id: Mapped[int] = mapped_column(ForeignKey("posts.id"))
    act_id: Mapped[int] = mapped_column(ForeignKey("moderation_actions.id"))
    kind: Mapped[str] = mapped_column(String(20))
    original: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(default=now)
    purge_at: Mapped[datetime]
    purged_at: Mapped[datetime | None]
