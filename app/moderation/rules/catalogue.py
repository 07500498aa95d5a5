"""The rules that come with the engine, as a list: what an administrator can switch off."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from app.safety import expressions, learned
from app.safety.categories import categories, personal_data_kinds, signs
from app.safety.rules import rules

#: Rules on personal data that are no expression of a data file, with the kind they find.
_WRITTEN_IN_CODE: Final = {
    "telephone-number": "phone",
    "written-out-number": "phone",
    "written-out-identity-number": "id_number",
    "titled-full-name": "full_name",
    "clinician-with-place": "full_name",
    "own-full-name": "full_name",
    "private-full-name": "full_name",
    "recognisable-description": "other",
}


@dataclass(frozen=True, slots=True)
class EngineRule:
    """A rule of the engine. `severity` is what a match leads to (FINDING_SEVERITIES)."""

    name: str
    category: str
    severity: str
    why: str


@cache
def engine_rules() -> Mapping[str, EngineRule]:
    """All of them by name: unsafe advice, warning signs in questions, personal data."""
    return {rule.name: rule for rule in _all()}


def _all() -> Iterator[EngineRule]:
    for folder in ("review", "triage"):
        for rule in rules(folder):
            yield EngineRule(rule.name, rule.category, rule.severity, rule.why)
    yield EngineRule(learned.RULE, "", "queue", learned.WHY)
    kinds = {rule: kind for rule, kind, _ in expressions.identifiers()} | _WRITTEN_IN_CODE
    for name, kind in kinds.items():
        why = f"It contains personal data: {personal_data_kinds()[kind]}."
        yield EngineRule(name, "personal_data", "hold", why)


@cache
def category_order() -> Mapping[str, int]:
    """The place of every category: warning signs first, then unsafe advice by number."""
    return {code: place for place, code in enumerate([*signs(), *categories()])}
