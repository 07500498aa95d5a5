"""The one function that checks a text with all rules of this site. It never raises."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from app.core.db import db
from app.moderation.rules.at_work import AtWork, rules_at_work
from app.moderation.rules.site import match_rules
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
    administrator switched off are left out, the site's own are added. One small read, no write.
    Never raises: an error is logged without the text and gives `Checked(failed=True)`. Posting then
    goes on and the post is queued; whether it is held first is up to the caller.
    """
    try:
        with db.session.no_autoflush:
            rules = rules_at_work()
        return _check(text, title, kind, rules)
    except Exception as error:  # any fault of a rule must not take away somebody's words
        log.error("safety check of a %s failed: %s", kind, type(error).__name__)
        return Checked(failed=True)


def _check(text: str, title: str, kind: str, rules: AtWork) -> Checked:
    off, own = rules.off, rules.own
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
