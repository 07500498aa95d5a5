"""Which rules are at work now: read once by each process, and again as soon as one has changed.

Every change of a rule adds a row to its history (services.py), so the history tells in one small
read whether what this process remembers is still true; a switch counts at once in all of them.
"""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from app.core.db import db
from app.moderation.rule_models import RuleChange, RuleSwitch, SiteRule
from app.moderation.rules.site import Phrases, phrases_of


@dataclass(frozen=True, slots=True)
class AtWork:
    """The rules of the engine that are switched off, and the site's own that are on."""

    off: Set[str]
    own: tuple[Phrases, ...]


_Version = tuple[Any, ...]
#: Of the last look, in this process. Both are replaced together, so that threads never mix them.
_remembered: tuple[_Version, AtWork] | None = None


def rules_at_work() -> AtWork:
    """The rules as they are now. One query, and two more after a change."""
    global _remembered  # noqa: PLW0603 (the one place where a process remembers them)
    version = _version()
    remembered = _remembered
    if remembered is None or remembered[0] != version:
        remembered = _remembered = (version, _read())
    return remembered[1]


def _version() -> _Version:
    """Of the rules in this database: how much was changed, and when last."""
    counted = select(func.count(), func.max(RuleChange.id), func.max(RuleChange.changed_at))
    return (str(db.engine.url), *db.session.execute(counted).one())


def _read() -> AtWork:
    off = db.session.scalars(select(RuleSwitch.rule).where(RuleSwitch.is_off))
    own = db.session.scalars(select(SiteRule).where(SiteRule.is_on).order_by(SiteRule.id))
    return AtWork(frozenset(off), tuple(phrases_of(row) for row in own))
