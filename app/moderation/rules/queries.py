"""Reads about rules: what each matched and how often it was right, the history, trials."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, case, func, or_, select
from sqlalchemy.orm import joinedload

from app.accounts.models import Member
from app.core.clock import now
from app.core.db import db
from app.core.errors import NotFound
from app.forum.models import Post, Question
from app.moderation.models import Case, Report
from app.moderation.rule_models import RuleChange, RuleFinding, RuleSwitch, SiteRule
from app.moderation.rules.catalogue import category_order, engine_rules
from app.moderation.rules.site import PREFIX, Phrases, match_rules
from app.permissions import authorize
from app.safety import Finding
from app.web.paging import Page, decode_cursor, page_of

#: Figures are about the last month: older matches are of rules that have changed since.
WINDOW: Final = timedelta(days=30)
CHANGES_PAGE: Final = 50
#: A trial reads so many of the newest posts, and stops when it has seen enough.
TRIAL_POSTS: Final = 2_000
TRIAL_MATCHES: Final = 50
_BATCH: Final = 200
_IS_ABOUT_THE_SAME: Final = or_(
    Case.post_id == RuleFinding.post_id, Case.member_id == RuleFinding.member_id
)


@dataclass(frozen=True)
class Figures:
    """How a rule did: posts matched, cases in which it was right or wrong, posts wrongly held."""

    matched: int = 0
    agreed: int = 0
    disagreed: int = 0
    wrong_holds: int = 0


@dataclass(frozen=True)
class RuleRow:
    """A rule of the engine, or, with `site_id`, one of this site."""

    rule: str
    name: str
    category: str
    severity: str
    why: str
    is_on: bool
    figures: Figures
    site_id: int | None = None


@dataclass(frozen=True)
class TrialMatch:
    """A past post that a rule would have matched, and where."""

    post: Post
    title: str
    finding: Finding


@dataclass(frozen=True)
class Trial:
    """What a rule would have done to past posts. `looked_at` is how many were read."""

    looked_at: int
    matches: Sequence[TrialMatch]


def list_rules(viewer: Member | None, *, category: str | None = None) -> Sequence[RuleRow]:
    """Every rule with its figures, for moderators: the site's own, then the most matched.

    category: only rules of this one. Three queries at any size. Raises Refused.
    """
    authorize(viewer, "rule:see")
    figures = _figures()
    off = set(db.session.scalars(select(RuleSwitch.rule).where(RuleSwitch.is_off)))
    own = [
        RuleRow(
            f"{PREFIX}{row.id}",
            row.name,
            row.category,
            row.action,
            row.why,
            row.is_on,
            figures.get(f"{PREFIX}{row.id}", Figures()),
            row.id,
        )
        for row in db.session.scalars(select(SiteRule))
    ]
    engine = [
        RuleRow(
            rule.name,
            rule.name,
            rule.category,
            rule.severity,
            rule.why,
            rule.name not in off,
            figures.get(rule.name, Figures()),
        )
        for rule in engine_rules().values()
    ]
    rows = [row for row in own + engine if category is None or row.category == category]
    return sorted(rows, key=_order)


def _order(row: RuleRow) -> tuple[bool, int, int, str]:
    place = category_order().get(row.category, len(category_order()))
    return row.site_id is None, -row.figures.matched, place, row.name


def _figures() -> dict[str, Figures]:
    """By rule. A post or profile counts once, as its case was decided; else only as matched."""
    since = now() - WINDOW
    one = (
        select(
            RuleFinding.rule,
            RuleFinding.post_id,
            RuleFinding.member_id,
            func.max(case((RuleFinding.severity == "hold", 1), else_=0)).label("held"),
            func.max(case((Report.outcome == "agreed", 1), else_=0)).label("agreed"),
            func.max(case((Report.outcome == "disagreed", 1), else_=0)).label("disagreed"),
        )
        .outerjoin(Case, _IS_ABOUT_THE_SAME)
        # While a case waits, earlier answers say nothing about what is in the post now.
        .outerjoin(Report, (Report.case_id == Case.id) & (Case.state == "decided"))
        .where(RuleFinding.created_at >= since)
        .group_by(RuleFinding.rule, RuleFinding.post_id, RuleFinding.member_id)
        .subquery()
    )
    wrong = (one.c.disagreed == 1) & (one.c.agreed == 0)
    rows = db.session.execute(
        select(
            one.c.rule,
            func.count(),
            func.sum(one.c.agreed),
            func.sum(case((wrong, 1), else_=0)),
            func.sum(case((wrong & (one.c.held == 1), 1), else_=0)),
        ).group_by(one.c.rule)
    )
    return {row[0]: Figures(*(int(count) for count in row[1:])) for row in rows}


def count_wrong_holds(days: int = WINDOW.days, *, until: datetime | None = None) -> tuple[int, int]:
    """How many posts the rules held in so many days, and how many moderators then kept.

    until: the end of these days, now if not given. Public: the figures of each month show it
    (app/transparency). One query.
    """
    since = (until or now()) - timedelta(days=days)
    found = select(RuleFinding.post_id).where(
        RuleFinding.post_id.is_not(None),
        RuleFinding.severity == "hold",
        RuleFinding.created_at >= since,
    )
    if until is not None:
        found = found.where(RuleFinding.created_at < until)
    held = found.distinct().subquery()
    kept = case((Case.outcome.in_(("kept", "restored")), 1), else_=0)
    total, wrong = db.session.execute(
        select(func.count(), func.sum(kept))
        .select_from(held)
        .outerjoin(Case, Case.post_id == held.c.post_id)
    ).one()
    return int(total), int(wrong or 0)


def get_site_rule(viewer: Member | None, rule_id: int) -> SiteRule:
    """A rule of this site, for administrators. Raises Refused, NotFound."""
    authorize(viewer, "rule:change")
    row = db.session.get(SiteRule, rule_id) if 0 < rule_id < 2**31 else None
    if row is None:
        raise NotFound
    return row


def list_changes(viewer: Member | None, *, cursor: str | None = None) -> Page[RuleChange]:
    """The history of changes with who made them, newest first. One query. Raises Refused."""
    authorize(viewer, "rule:see")
    statement = (
        select(RuleChange)
        .options(joinedload(RuleChange.changed_by))
        .order_by(RuleChange.id.desc())
        .limit(CHANGES_PAGE + 1)
    )
    after = decode_cursor(cursor, int)
    if after:
        statement = statement.where(RuleChange.id < after[0])
    return page_of(db.session.scalars(statement).all(), CHANGES_PAGE, lambda row: (row.id,))


def try_rule(viewer: Member | None, phrases: Phrases) -> Trial:
    """What a rule would have matched among the newest posts, newest first. For administrators.

    Removed and withdrawn posts are left out. Reads in batches and stops at enough matches.
    """
    authorize(viewer, "rule:change")
    looked_at, below = 0, 2**31 - 1
    matches: list[TrialMatch] = []
    while looked_at < TRIAL_POSTS and len(matches) < TRIAL_MATCHES:
        rows = db.session.execute(
            select(Post, Question.title)
            .outerjoin(Question, Question.post_id == Post.id)
            .where(Post.id <= below, Post.status.in_(("visible", "held", "hidden")))
            .order_by(Post.id.desc())
            .limit(min(_BATCH, TRIAL_POSTS - looked_at))
        ).all()
        if not rows:
            break
        for post, title in rows:
            looked_at += 1
            found = _first_match(phrases, post.body, title or "")
            if found is not None:
                matches.append(TrialMatch(post, title or "", found))
                if len(matches) == TRIAL_MATCHES:
                    break
        below = rows[-1][0].id - 1
    return Trial(looked_at, matches)


def _first_match(phrases: Phrases, body: str, title: str) -> Finding | None:
    found = match_rules((phrases,), title, "title") if title else []
    found += match_rules((phrases,), body)
    return found[0] if found else None


def findings_of(viewer: Member | None, post: Post) -> Sequence[Finding]:
    """What the rules found in the current revision of a post, in the order of the text."""
    authorize(viewer, "case:see")
    return _found(RuleFinding.post_id == post.id, RuleFinding.revision == post.revision_count)


def profile_findings_of(viewer: Member | None, member: Member) -> Sequence[Finding]:
    """The same for what a member says of themselves now."""
    authorize(viewer, "case:see")
    return _found(
        RuleFinding.member_id == member.id, RuleFinding.revision == member.profile_revision
    )


def _found(*where: ColumnElement[bool]) -> Sequence[Finding]:
    rows = db.session.scalars(
        select(RuleFinding)
        .where(*where)
        .order_by(RuleFinding.part.desc(), RuleFinding.start, RuleFinding.id)
    )
    return [
        Finding(row.category, row.severity, row.start, row.end, row.rule, row.why, row.part)
        for row in rows
    ]
