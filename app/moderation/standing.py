"""A member's standing: what their posts and reports have come to. Computed from rows, never stored.

    score = (good + 2) / (good + bad + 4)

Good is a post that stayed in view for two days and that readers found helpful (more helpful votes
than not) or that helped its asker, and a report that a moderator agreed with. Bad is a post that a
moderator removed, and a report that a moderator disagreed with. Everything else counts neither way:
posts nobody voted on, posts the author took back, reports that were disputed or ignored, first
posts that a moderator kept. A decision that is undone or overturned is gone from the sum.

The 2 and the 4 are the start that everybody gets, as if two things had gone well and two badly:
0.5. So one good post does not make an expert (3/5), and one removed post does not make an outcast
(2/5); the more there is, the less the start matters. (Laplace's rule of succession, as used for
ratings with few votes.)

The levels, the first that fits from above:

- **moderator**: by role.
- **trusted**: 30 days, 20 posts that stayed, score 0.8. That needs six good things and no bad one,
  or four more good ones for each bad: a month and twenty posts show how somebody talks to others.
- **member**: 3 days, 3 posts that stayed, score 0.5. A spammer rarely waits three days, and a
  moderator has seen the first post by then.
- **new**: everybody else, also whoever has more bad than good.

A level gives weight to reports (weights.py) and frees from the limits of new members (the forum's
newcomers.py). It gives no rank on the site: only the member sees it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction

from sqlalchemy import and_, case, func, or_, select

from app.accounts.models import Member
from app.core.clock import now
from app.core.db import db
from app.forum.models import Post, Question
from app.moderation.models import Report
from app.permissions.roles import STAFF

#: From least to most; the number is what the level adds to the weight of a report.
RANKS = {"new": 0, "member": 1, "trusted": 2, "moderator": 3}
#: A post has stayed when it is in view after this time: reports of abuse are decided by then.
STAYED_AFTER = timedelta(days=2)


@dataclass(frozen=True)
class Step:
    """What a level asks for."""

    level: str
    days: int
    posts: int
    score: Fraction


STEPS = (Step("trusted", 30, 20, Fraction(4, 5)), Step("member", 3, 3, Fraction(1, 2)))


@dataclass(frozen=True)
class Missing:
    """What a member still needs for the next level; zero where nothing is."""

    level: str
    days: int
    posts: int
    good: int


@dataclass(frozen=True)
class Standing:
    """The counts, and what follows from them."""

    days: int
    posts: int
    helpful_posts: int
    removed_posts: int
    agreed_reports: int
    disagreed_reports: int
    is_staff: bool = False

    @property
    def good(self) -> int:
        return self.helpful_posts + self.agreed_reports

    @property
    def bad(self) -> int:
        return self.removed_posts + self.disagreed_reports

    @property
    def score(self) -> Fraction:
        return Fraction(self.good + 2, self.good + self.bad + 4)

    @property
    def level(self) -> str:
        if self.is_staff:
            return "moderator"
        return next((step.level for step in STEPS if not self._lacks(step)), "new")

    @property
    def next_step(self) -> Missing | None:
        """What is missing for the next level; None for trusted members and moderators."""
        lacking = [step for step in STEPS if RANKS[step.level] > RANKS[self.level]]
        return self._missing(lacking[-1]) if lacking else None

    def _lacks(self, step: Step) -> bool:
        missing = self._missing(step)
        return bool(missing.days or missing.posts or missing.good)

    def _missing(self, step: Step) -> Missing:
        # (good + n + 2) / (good + n + bad + 4) >= score, solved for the smallest n.
        short = step.score * (self.good + self.bad + 4) - (self.good + 2)
        return Missing(
            step.level,
            days=max(0, step.days - self.days),
            posts=max(0, step.posts - self.posts),
            good=max(0, math.ceil(short / (1 - step.score))),
        )


def standing_of(member: Member) -> Standing:
    """Count it now. Two queries."""
    stayed = and_(Post.status == "visible", Post.created_at <= now() - STAYED_AFTER)
    is_helpful = or_(Post.score > 0, Question.post_id.is_not(None))
    posts, helpful, removed = db.session.execute(
        select(
            func.sum(case((stayed, 1), else_=0)),
            func.sum(case((and_(stayed, is_helpful), 1), else_=0)),
            func.sum(case((Post.status == "removed", 1), else_=0)),
        )
        .select_from(Post)
        .outerjoin(
            Question,
            and_(Question.post_id == Post.question_id, Question.accepted_answer_id == Post.id),
        )
        .where(Post.author_id == member.id)
    ).one()
    agreed, disagreed = db.session.execute(
        select(
            func.sum(case((Report.outcome == "agreed", 1), else_=0)),
            func.sum(case((Report.outcome == "disagreed", 1), else_=0)),
        ).where(Report.reporter_id == member.id)
    ).one()
    since = member.email_confirmed_at
    return Standing(
        days=(now() - since).days if since is not None else 0,
        posts=posts or 0,
        helpful_posts=helpful or 0,
        removed_posts=removed or 0,
        agreed_reports=agreed or 0,
        disagreed_reports=disagreed or 0,
        is_staff=member.role in STAFF,
    )


def level_of(member: Member) -> str:
    """new, member, trusted or moderator. No query for moderators, else two."""
    return "moderator" if member.role in STAFF else standing_of(member).level


def is_new(member: Member) -> bool:
    """Whether the limits of new members hold."""
    return level_of(member) == "new"
