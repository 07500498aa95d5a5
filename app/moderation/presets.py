"""Prepared warnings, read from `data/warnings.toml`; moderators choose one and change it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FILE = Path(__file__).parent / "data" / "warnings.toml"


@dataclass(frozen=True)
class Preset:
    """A prepared warning."""

    code: str
    name: str
    text: str


@cache
def all_presets() -> Mapping[str, Preset]:
    """The prepared warnings by code, in the order of the file."""
    data = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return {row["code"]: Preset(**row) for row in data["warning"]}
