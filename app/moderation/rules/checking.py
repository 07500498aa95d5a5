"""The one function that checks a text with all rules of this site. It never raises."""

from __future__ import annotations

import logging
from collections.abc import Set
from dataclasses import dataclass

from sqlalchemy import select

from app.core.db import db
from app.moderation.rule_models import RuleSwitch, SiteRule
from app.moderation.rules.site import Phrases, match_rules, phrases_of
from app.safety import Finding, review_text, triage_question
from app.safety.model import RED_FLAGS
from app.safety.review import verdict

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Checked:
    """What the rules say of a text.

    `findings` are all of them, engine and site, with positions in the text (or in the title, see
    `part`). `severity` is none, notice, queue or hold, and `category` the code of the taxonomy that
    goes with it ("benign" for none). For a question `red_flag` is routine, urgent or emergency and
    `sign` the warning sign. `failed`: the check broke; nothing else is known.
    """

    findings: tuple[Finding, ...] = ()
    severity: str = "none"
    category: str = "benign"
    red_flag: str = "routine"
    sign: str = "general"
    failed: bool = False

    @property
    def unsafe(self) -> tuple[Finding, ...]:
        """The findings but warning signs: what severity and category were made of."""
        return tuple(one for one in self.findings if one.severity not in RED_FLAGS)


def check_text(text: str, *, title: str = "", kind: str) -> Checked:
    """Check what somebody writes, as the source they typed; positions count in it.

    kind: question, answer, reply, tag or profile; only a question is also triaged. Rules that an
    administrator switched off are left out, the site's own are added. Two small reads, no write.
    Never raises: an error is logged without the text and gives `Checked(failed=True)`. Posting then
    goes on and the post is queued; whether it is held first is up to the caller.
    """
    try:
        with db.session.no_autoflush:
            off, own = _switched_off(), _site_rules()
        return _check(text, title, kind, off, own)
    except Exception as error:  # any fault of a rule must not take away somebody's words
        log.error("safety check of a %s failed: %s", kind, type(error).__name__)
        return Checked(failed=True)


def _check(text: str, title: str, kind: str, off: Set[str], own: tuple[Phrases, ...]) -> Checked:
    found = [*review_text(text, title=title).findings, *match_rules(own, text)]
    if title:
        found += match_rules(own, title, "title")
    review = verdict(tuple(one for one in found if one.rule not in off))
    if kind != "question":
        return Checked(review.findings, review.severity, review.category)
    signs = tuple(one for one in triage_question(title, text).findings if one.rule not in off)
    worst = max(signs, key=lambda one: RED_FLAGS.index(one.severity), default=None)
    return Checked(
        review.findings + signs,
        review.severity,
        review.category,
        worst.severity if worst else "routine",
        worst.category if worst else "general",
    )


def _switched_off() -> Set[str]:
    return set(db.session.scalars(select(RuleSwitch.rule).where(RuleSwitch.is_off)))


def _site_rules() -> tuple[Phrases, ...]:
    rows = db.session.scalars(select(SiteRule).where(SiteRule.is_on).order_by(SiteRule.id))
    return tuple(phrases_of(row) for row in rows)
