"""What the rules found in a post is kept as positions, never as a copy of the words."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select

from app.accounts.models import Member
from app.core.clock import now
from app.core.db import db
from app.forum.models import Post
from app.moderation.rule_models import RuleFinding
from app.safety import Finding

#: A text that is nothing but matches is judged by its first ones.
MOST_FINDINGS = 60
WHY_LENGTH = 300


def record_findings(post: Post, revision: int, findings: Iterable[Finding]) -> None:
    """Keep what the rules found in this revision of a post, for the case and for the figures.

    Call it in the transaction that writes the revision, with the findings of `check_text` over its
    source. Safe to repeat: a finding that is kept already is not kept twice.
    """
    db.session.flush()  # a new post gets its number
    _record({"post_id": post.id, "revision": revision}, findings)


def record_profile_findings(member: Member, revision: int, findings: Iterable[Finding]) -> None:
    """The same for a revision of a member's name and lines."""
    _record({"member_id": member.id, "revision": revision}, findings)


def _record(about: dict[str, int], findings: Iterable[Finding]) -> None:
    kept = {
        tuple(row)
        for row in db.session.execute(
            select(RuleFinding.rule, RuleFinding.part, RuleFinding.start).filter_by(**about)
        )
    }
    for finding in list(findings)[:MOST_FINDINGS]:
        key = (finding.rule, finding.part, finding.start)
        if key in kept:
            continue
        kept.add(key)
        db.session.add(
            RuleFinding(
                **about,
                rule=finding.rule,
                category=finding.category,
                severity=finding.severity,
                part=finding.part,
                start=finding.start,
                end=finding.end,
                why=finding.why[:WHY_LENGTH],
                created_at=now(),
            )
        )
    db.session.flush()
