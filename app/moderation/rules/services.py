"""Changing the rules: switching any rule, writing the site's own. For administrators.

Each change adds one row to the history, in the same transaction; a change that changes nothing
adds none.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Final

from sqlalchemy import select

from app.accounts.models import Member
from app.core.clock import now
from app.core.db import db, lock, queue_up
from app.core.errors import Conflict, Invalid, NotFound
from app.core.text import clean_line, clean_text
from app.moderation.rule_models import (
    SITE_RULE_ACTIONS,
    SITE_RULE_DIRECTIONS,
    RuleChange,
    RuleSwitch,
    SiteRule,
)
from app.moderation.rules.catalogue import engine_rules
from app.moderation.rules.site import PREFIX, Phrases, can_match, listed
from app.permissions import authorize
from app.safety.categories import categories

NAME_LENGTH: Final = (3, 60)
WHY_LENGTH: Final = (10, 300)
#: More lines than this are several rules; a longer phrase is a sentence that nobody writes twice.
MOST_LINES: Final = 50
PHRASE_LENGTH: Final = 60
#: All changes wait for each other: they are rare, and names and switches must not collide.
_QUEUE: Final = "rules"


@dataclass(frozen=True)
class Wanted:
    """A site rule as somebody wants it: raw text, not yet checked. `checked()` is what is kept."""

    name: str = ""
    verbs: str = ""
    objects: str = ""
    direction: str = ""
    action: str = ""
    category: str = ""
    why: str = ""

    def checked(self) -> Wanted:
        """The same with clean text, one phrase a line, each once. Raises Invalid at the field."""
        cleaned = Wanted(
            name=clean_line(self.name),
            verbs=_lines("verbs", self.verbs),
            objects=_lines("objects", self.objects),
            direction=self.direction,
            action=self.action,
            category=self.category,
            why=clean_line(self.why),
        )
        if not NAME_LENGTH[0] <= len(cleaned.name) <= NAME_LENGTH[1]:
            raise Invalid("name", "Give it a name of 3 to 60 characters.")
        if cleaned.direction not in SITE_RULE_DIRECTIONS:
            raise Invalid("direction", "Choose whom the words address.")
        if cleaned.action not in SITE_RULE_ACTIONS:
            raise Invalid("action", "Choose what happens to a post that matches.")
        if cleaned.category not in categories():
            raise Invalid("category", "Choose what kind of advice it is.")
        if not WHY_LENGTH[0] <= len(cleaned.why) <= WHY_LENGTH[1]:
            raise Invalid("why", "Say why in 10 to 300 characters. Moderators read it.")
        return cleaned

    def phrases(self, rule: str) -> Phrases:
        """The rule ready to match; call it on checked values."""
        return Phrases(
            rule,
            listed(self.verbs),
            listed(self.objects),
            self.direction,
            self.action,
            self.category,
            self.why,
        )


def switch_rule(actor: Member, rule: str, *, off: bool) -> None:
    """Switch a rule of the engine off, or on again; new posts are checked accordingly.

    Posts that it held stay held until a moderator decides. Administrators only; safe to repeat.
    Raises Refused, and NotFound when the engine has no such rule.
    """
    authorize(actor, "rule:change")
    if rule not in engine_rules():
        raise NotFound
    queue_up(db.session, _QUEUE)
    row = lock(db.session, RuleSwitch, rule)
    if (row is not None and row.is_off) == off:
        return
    if row is None:
        row = RuleSwitch(rule=rule)
        db.session.add(row)
    row.is_off, row.changed_by_id, row.changed_at = off, actor.id, now()
    _note(actor, rule, "Switched off" if off else "Switched on")


def add_site_rule(actor: Member, wanted: Wanted) -> SiteRule:
    """Add a rule of this site; it is off until somebody has tried it and switches it on.

    Administrators only. Raises Refused, Invalid.
    """
    authorize(actor, "rule:change")
    checked = wanted.checked()
    queue_up(db.session, _QUEUE)
    _check_name(checked.name, None)
    row = SiteRule(**asdict(checked), is_on=False, made_by_id=actor.id, made_at=now())
    db.session.add(row)
    db.session.flush()
    _note(actor, f"{PREFIX}{row.id}", f"Added “{row.name}”")
    return row


def edit_site_rule(actor: Member, rule_id: int, wanted: Wanted, *, version: int) -> SiteRule:
    """Change a rule of this site; if it is on, the new words count at once.

    version: of the rule as the administrator saw it. Administrators only. Raises Refused, NotFound,
    Invalid, and Conflict when somebody else has changed it since.
    """
    authorize(actor, "rule:change")
    checked = wanted.checked()
    row = _own_rule(rule_id)
    if row.version != version:
        raise Conflict("Somebody else has changed this rule since you opened it. Look at it again.")
    _check_name(checked.name, row.id)
    changed = [name for name, value in asdict(checked).items() if getattr(row, name) != value]
    if not changed:
        return row
    what = f"Changed “{row.name}”: {', '.join(_told(name, row, checked) for name in changed)}"
    for name in changed:
        setattr(row, name, getattr(checked, name))
    row.version += 1
    _note(actor, f"{PREFIX}{row.id}", what)
    return row


def switch_site_rule(actor: Member, rule_id: int, *, off: bool) -> SiteRule:
    """Switch a rule of this site on, or off again. Administrators only; safe to repeat.

    Raises Refused, NotFound.
    """
    authorize(actor, "rule:change")
    row = _own_rule(rule_id)
    if row.is_on == off:
        row.is_on = not off
        done = "off" if off else "on"
        _note(actor, f"{PREFIX}{row.id}", f"Switched “{row.name}” {done}")
    return row


def _own_rule(rule_id: int) -> SiteRule:
    queue_up(db.session, _QUEUE)
    row = lock(db.session, SiteRule, rule_id) if 0 < rule_id < 2**31 else None
    if not isinstance(row, SiteRule):
        raise NotFound
    return row


def _lines(field: str, text: str) -> str:
    lines = listed(clean_text(text))
    if not lines:
        raise Invalid(field, "Write at least one word or phrase.")
    if len(lines) > MOST_LINES:
        raise Invalid(field, f"Use at most {MOST_LINES} lines.")
    for line in lines:
        if len(line) > PHRASE_LENGTH or not can_match(line):
            raise Invalid(field, f"“{line[:PHRASE_LENGTH]}” is not a word or a short phrase.")
    return "\n".join(lines)


def _check_name(name: str, own_id: int | None) -> None:
    other = db.session.scalar(select(SiteRule.id).where(SiteRule.name == name))
    if other is not None and other != own_id:
        raise Invalid("name", "Another rule of this site has this name.")


def _told(field: str, row: SiteRule, wanted: Wanted) -> str:
    if field in ("direction", "action", "category"):
        return f"{field} from {getattr(row, field)} to {getattr(wanted, field)}"
    return field


def _note(actor: Member, rule: str, what: str) -> None:
    db.session.add(RuleChange(rule=rule, what=what[:300], changed_by_id=actor.id, changed_at=now()))
    db.session.flush()
