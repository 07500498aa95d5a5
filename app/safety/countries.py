"""Emergency, urgent, crisis and poisons lines by country, with generic words where we have no
number."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Final

from app.safety.lexicon import DATA, VocabularyError, read_toml

KINDS: Final = ("emergency", "urgent", "crisis", "poisons")
_GENERIC: Final = {
    "emergency": "your local emergency number",
    "urgent": "your local urgent care line or an out-of-hours doctor",
    "crisis": "a crisis line in your country, or the emergency number",
    "poisons": "your local poisons line, or the emergency number",
}


@dataclass(frozen=True, slots=True)
class Line:
    """A service to call; `number` is None where only generic words are known."""

    kind: str
    number: str | None
    service: str
    source: str

    @property
    def words(self) -> str:
        """What to show: the number and who answers, or the generic words."""
        return f"{self.number} ({self.service})" if self.number else self.service


@dataclass(frozen=True, slots=True)
class Country:
    """The lines of one country and when they were last looked at."""

    code: str
    name: str
    reviewed: date | None
    lines: dict[str, Line]

    def line(self, kind: str) -> Line:
        """The line of that kind; KeyError for an unknown kind."""
        return self.lines[kind]


def _generic(kind: str) -> Line:
    return Line(kind, None, _GENERIC[kind], "")


GENERIC: Final = Country("", "Elsewhere", None, {kind: _generic(kind) for kind in KINDS})


@cache
def countries() -> dict[str, Country]:
    """All countries of data/countries.toml by code; VocabularyError if the file is malformed."""
    found: dict[str, Country] = {}
    for code, row in read_toml(DATA / "countries.toml").items():
        try:
            lines = {
                kind: Line(kind, row[kind]["number"], row[kind]["service"], row[kind]["source"])
                if kind in row
                else _generic(kind)
                for kind in KINDS
            }
            found[code] = Country(code, row["name"], date.fromisoformat(row["reviewed"]), lines)
        except (KeyError, TypeError, ValueError) as error:
            raise VocabularyError(f"countries.toml: {code}: {error}") from error
    return found


def country(code: str) -> Country:
    """The country with that code in either case, or the generic words if we have no entry."""
    return countries().get(code.upper(), GENERIC)
