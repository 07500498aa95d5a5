"""Reasons to remove or keep a post, read from `data/reasons.toml`.

The wording is data, so that a clinician can read and change it without reading code.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from app.safety.categories import category

FILE = Path(__file__).parent / "data" / "reasons.toml"

#: Shorter says nothing, longer is not read by somebody who is frightened (design 3.5).
NOTE_LENGTH = (40, 600)
RECALLS = ("act_now", "important", "correction", "none")


@dataclass(frozen=True)
class Unsafe:
    """A category of the safety taxonomy with its prepared words."""

    code: str
    name: str
    reason: str
    note: str

    @property
    def recall(self) -> str:
        """Who is told when a post is removed for it: act_now, important, correction or none."""
        return category(self.code).recall.value


@dataclass(frozen=True)
class Canned:
    """A reason that needs no safer note."""

    code: str
    name: str
    reason: str


@dataclass(frozen=True)
class Reasons:
    """All of them, by code, in the order of the file."""

    reviewed_by: str
    unsafe: Mapping[str, Unsafe]
    other: Mapping[str, Canned]
    keep: Mapping[str, Canned]
    profile: Mapping[str, Canned]


@cache
def all_reasons() -> Reasons:
    """The reasons, read once. A test holds the file to its rules (lengths, codes, recalls)."""
    data = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return Reasons(
        reviewed_by=data["reviewed_by"],
        unsafe={row["code"]: Unsafe(**row) for row in data["unsafe"]},
        other={row["code"]: Canned(**row) for row in data["other"]},
        keep={row["code"]: Canned(**row) for row in data["keep"]},
        profile={row["code"]: Canned(**row) for row in data["profile"]},
    )
