"""Prepared warnings, read from `data/warnings.toml`; moderators choose one and change it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from app.moderation.reasons import shipped_reasons

FILE = Path(__file__).parent / "data" / "warnings.toml"


@dataclass(frozen=True)
class Preset:
    """A prepared warning."""

    code: str
    name: str
    text: str


def prepared_warning(reason: str | None) -> str:
    """The words for an author whose post is removed for a reason; "" where none are prepared.

    reason: the code of a reason (reasons.py). Everything unsafe shares the same words.
    """
    presets, known = all_presets(), shipped_reasons()
    code = reason or ""
    if code in known.unsafe and code not in presets:
        code = "unsafe_advice"
    return presets[code].text if code in presets else ""


@cache
def all_presets() -> Mapping[str, Preset]:
    """The prepared warnings by code, in the order of the file."""
    data = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return {row["code"]: Preset(**row) for row in data["warning"]}
