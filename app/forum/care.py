"""The care cards of warning signs, and the signs that step 2 of asking offers.

Codes, levels and names come from the safety room; the words of the cards are in data/care.toml.
Not yet reviewed by a clinician.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from app.forum.models.triage import RED_FLAGS as LEVELS
from app.safety import Finding
from app.safety.categories import signs
from app.safety.countries import Country
from app.safety.learned import RULE as LEARNED

DATA: Final = Path(__file__).parent / "data" / "care.toml"
#: The one sign with a crisis line, and out of lists until a moderator has replied.
SUICIDAL: Final = "suicidal"


@dataclass(frozen=True)
class Card:
    """One warning sign as readers meet it.

    level: emergency or urgent. about: goes on after "You wrote about". signs: the list on the
    card. line: a kind of app.safety.countries to call beside the first, or None.
    """

    code: str
    level: str
    about: str
    signs: tuple[str, ...]
    line: str | None

    @property
    def is_emergency(self) -> bool:
        return self.level == "emergency"

    @property
    def is_crisis(self) -> bool:
        return self.code == SUICIDAL

    @property
    def is_reviewed(self) -> bool:
        """Whether a clinician has read the words of the cards; until then pages say so."""
        return bool(_data()["reviewed_by"])

    @property
    def rank(self) -> int:
        """How much comes before it: an urgent sign, any emergency, thoughts of suicide."""
        return 2 + self.is_crisis if self.is_emergency else 1


@dataclass(frozen=True)
class CardAbove:
    """The card above a posted question for one reader, with the numbers of the reader's country.

    is_past: the asker says that it is over or was checked, so one line is enough. for_asker: the
    reader wrote the question, and is shown the crisis line if it is about that.
    """

    card: Card
    country: Country
    is_past: bool
    for_asker: bool


@cache
def _data() -> Mapping[str, Any]:
    return tomllib.loads(DATA.read_text(encoding="utf-8"))


@cache
def cards() -> Mapping[str, Card]:
    """All cards by code: of each sign in the order of the taxonomy, and one for each level."""
    levels = {code: sign.level for code, sign in signs().items()} | {one: one for one in LEVELS}
    return {
        code: Card(code, level, row["about"], tuple(row["signs"]), row.get("line"))
        for code, level in levels.items()
        for row in [_data()["sign"][code]]
    }


def card(code: str | None) -> Card | None:
    """The card of a sign; None for none, and for one that the taxonomy no longer knows."""
    return cards().get(code or "")


def card_of(finding: Finding) -> Card:
    """The card for what the check found.

    Wording that only resembles an emergency is not told apart well enough to name the sign;
    thoughts of suicide are named even so, as a crisis line does no harm.
    """
    named = card(finding.category)
    if named is None or named.level != finding.severity:
        return cards()[finding.severity]
    is_guess = finding.rule == LEARNED and not named.is_crisis
    return cards()[finding.severity] if is_guess else named


@cache
def ticks() -> Mapping[str, str]:
    """What step 2 of asking offers: words by code."""
    return {row["code"]: row["words"] for row in _data()["ticks"]}


def worst(found: Iterable[Card]) -> Card | None:
    """The card that matters most; of equals a sign that has a name, and then the first."""
    return max(found, key=lambda one: (one.rank, one.code not in LEVELS), default=None)
