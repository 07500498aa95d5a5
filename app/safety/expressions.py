"""The expressions of data/personal.toml, compiled once."""

from __future__ import annotations

import re
from functools import cache

from app.safety.lexicon import DATA, VocabularyError, read_toml


@cache
def _table() -> dict[str, object]:
    return read_toml(DATA / "personal.toml")


def _compiled(expression: str, flags: int) -> re.Pattern[str]:
    try:
        return re.compile(expression, flags)
    except re.error as error:
        raise VocabularyError(f"personal.toml: {expression[:40]!r}: {error}") from error


@cache
def identifiers() -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    """Rule, kind and expression of every identifier; VocabularyError if one does not compile."""
    rows = _table()["identifier"]
    assert isinstance(rows, list)
    return tuple(
        (row["rule"], row["kind"], _compiled(row["expression"], re.I if row["ignore_case"] else 0))
        for row in rows
    )


@cache
def cue(name: str) -> re.Pattern[str]:
    """What stands near a name, number or place: the expression of that name."""
    for group, flags in (("cue", re.I), ("cue_as_written", 0)):
        rows = _table()[group]
        assert isinstance(rows, dict)
        if name in rows:
            return _compiled(rows[name], flags)
    raise KeyError(name)
