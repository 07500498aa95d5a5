"""How much a report weighs, and at which total the rules hide a post.

    weight = 1 + standing + accuracy, never below 0

- **1**: everybody with a confirmed address is heard.
- **standing**, 0 to 3: new, member, trusted, moderator (standing.py).
- **accuracy**, -2 to 2: the share of the member's judged reports that a moderator agreed with, on
  an even scale: none right -2, half of them 0, all of them 2. It counts only once five reports were
  judged, since one or two say nothing. Disputed and ignored reports are not judged.
- Whoever is mostly wrong (fewer than a third right, after five) weighs 0 and can report less a day.
  Nobody is told off: each report is still read, and each one that is right mends the share.
- Visitors, members without a confirmed address and suspended members weigh 0: anybody can type
  three addresses. What they report is read all the same.

The models behind it: Discourse adds up, for each reviewable post, a score per flag made of the
flagger's trust level and a bonus for the accuracy of earlier flags, which counts only after five
of them, and hides the post above a threshold; Stack Exchange keeps a flag weight that rises with
helpful flags and falls with declined ones, and gives people with more of it more flags a day.

A report keeps the weight it had when it was made, so that a case's weight is always the sum over
its rows and what happened later does not rewrite why a post was hidden.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import case, func, select

from app.accounts.models import Member
from app.core.db import db
from app.moderation.models import Report
from app.moderation.standing import RANKS, level_of

#: So many judged reports before their share says anything.
JUDGED_BEFORE_ACCURACY = 5
#: Below this share of agreed reports a member is mostly wrong.
MOSTLY_WRONG_BELOW = 1 / 3
#: A rule's flag; it sorts the queue and never counts towards hiding, rules hide by themselves.
RULE_WEIGHT = 1


class HideAt(NamedTuple):
    """The total weights at which a post is taken from readers until a decision.

    Unsafe advice at 4: one moderator, a trusted member and a new one, or four new members. Other
    kinds at 8: abuse and spam are unpleasant, a post hidden by a clique is worse.
    """

    unsafe: int = 4
    other: int = 8


@dataclass(frozen=True)
class Accuracy:
    """How many of a member's reports moderators agreed with, and how many they did not."""

    agreed: int = 0
    disagreed: int = 0

    @property
    def counts(self) -> bool:
        return self.agreed + self.disagreed >= JUDGED_BEFORE_ACCURACY

    @property
    def share(self) -> float:
        return self.agreed / max(1, self.agreed + self.disagreed)

    @property
    def is_mostly_wrong(self) -> bool:
        return self.counts and self.share < MOSTLY_WRONG_BELOW

    @property
    def bonus(self) -> int:
        """-2 to 2; halves are rounded up, for the reporter."""
        return int(4 * self.share + 0.5) - 2 if self.counts else 0


def weight_of(level: str, accuracy: Accuracy) -> int:
    """The formula."""
    if accuracy.is_mostly_wrong:
        return 0
    return max(0, 1 + RANKS[level] + accuracy.bonus)


def accuracy_of(member: Member) -> Accuracy:
    """Counted from the member's reports. One query."""
    agreed, disagreed = db.session.execute(
        select(
            func.sum(case((Report.outcome == "agreed", 1), else_=0)),
            func.sum(case((Report.outcome == "disagreed", 1), else_=0)),
        ).where(Report.reporter_id == member.id)
    ).one()
    return Accuracy(agreed or 0, disagreed or 0)


def weight_of_report_by(reporter: Member | None, accuracy: Accuracy) -> int:
    """What a report of this person weighs now."""
    if reporter is None or not reporter.is_confirmed or reporter.is_suspended:
        return 0
    return weight_of(level_of(reporter), accuracy)
