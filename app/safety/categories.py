"""The categories of unsafe advice, the warning signs in questions and the kinds of personal data.

The words are in data/categories.toml and data/signs.toml, from the safety taxonomy; they have not
yet been reviewed by a clinician.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Final

from app.safety.lexicon import DATA, VocabularyError, read_toml

#: Safer notes shown to readers: long enough to help, short enough to be read.
NOTE_LENGTH: Final = (40, 600)


class Recall(StrEnum):
    """Whom to tell when a moderator confirms a removal (taxonomy, R0 to R3)."""

    NONE = "none"  # R0: tell nobody, help the person concerned
    ACT_NOW = "act_now"  # R1: tell everyone who had it, now
    IMPORTANT = "important"  # R2: tell askers, engaged members and readers
    CORRECTION = "correction"  # R3: note in the thread, tell the asker and the engaged


@dataclass(frozen=True, slots=True)
class Category:
    """One category of unsafe advice; `claim`, `reason` and `now` are the lines of a recall."""

    code: str
    number: int
    definition: str
    severity: str
    recall: Recall
    author: str
    reader: str
    claim: str
    reason: str
    now: str


@dataclass(frozen=True, slots=True)
class Sign:
    """A warning sign in questions."""

    code: str
    level: str
    name: str
    examples: str


@cache
def categories() -> dict[str, Category]:
    """All categories by code, in the order of their numbers; VocabularyError if the file is
    malformed."""
    table = read_toml(DATA / "categories.toml")
    try:
        found = [
            Category(code, **{**row, "recall": Recall(row["recall"])})
            for code, row in table.items()
            if isinstance(row, dict)
        ]
    except (TypeError, KeyError, ValueError) as error:
        raise VocabularyError(f"categories.toml: {error}") from error
    for category in found:
        if not NOTE_LENGTH[0] <= len(category.reader) <= NOTE_LENGTH[1]:
            raise VocabularyError(f"categories.toml: reader note of {category.code}")
    return {category.code: category for category in sorted(found, key=lambda row: row.number)}


def category(code: str) -> Category:
    """The category with that code; KeyError if there is none."""
    return categories()[code]


@cache
def signs() -> dict[str, Sign]:
    """All warning signs by code, emergencies first."""
    table = read_toml(DATA / "signs.toml")
    return {
        code: Sign(code, level, row["name"], row["examples"])
        for level in ("emergency", "urgent")
        for code, row in table[level].items()
    }


@cache
def personal_data_kinds() -> dict[str, str]:
    """Kinds of personal data with their plain names."""
    return dict(read_toml(DATA / "signs.toml")["personal_data"])
