"""Prepared words for acts about a thread, read from `data/threads.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FILE = Path(__file__).parent / "data" / "threads.toml"


@dataclass(frozen=True)
class Prepared:
    """A choice of a form: its name for the moderator, and the words that readers see."""

    code: str
    name: str
    words: str


@cache
def prepared(act: str) -> Mapping[str, Prepared]:
    """The choices of an act (lock, close, move, remark) by code, in the order of the file."""
    rows = tomllib.loads(FILE.read_text(encoding="utf-8"))[act]
    return {
        row["code"]: Prepared(row["code"], row["name"], row.get("reason") or row.get("text", ""))
        for row in rows
    }
