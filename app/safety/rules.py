"""Read the rule files and run them over a marked text.

A rule names a category, a severity, patterns of which one must match (`any`), and what must or
must not stand near: `also` and `unless` in the same sentence, `text` and `unless_text` anywhere,
`except_kinds` the kinds of sentence (see data/rules/speech.toml) in which it does not count;
`with` groups of which each must be affirmed anywhere in the text. `polarity = "any"` lets it match
inside a negation.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from app.safety.lexicon import DATA, VocabularyError, read_toml
from app.safety.pattern import Marked, compile_pattern, ends, found, run
from app.safety.speech import SentenceKinds

MATCHES_PER_RULE: Final = 4  # a moderator needs to see where, not how often
NEIGHBOURS: Final = 2  # sentences before and after; lay members write in short ones
_KEYS: Final = frozenset(
    (
        "name",
        "category",
        "severity",
        "any",
        "also",
        "unless",
        "text",
        "unless_text",
        "except_kinds",
        "polarity",
        "why",
        "neighbours",
        "with",
    )
)


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of judgement; see the module for the meaning of the fields."""

    name: str
    category: str
    severity: str
    any: tuple[str, ...]
    why: str
    also: tuple[tuple[str, ...], ...] = ()
    unless: tuple[str, ...] = ()
    text: tuple[str, ...] = ()
    unless_text: tuple[str, ...] = ()
    except_kinds: tuple[str, ...] = ()
    neighbours: bool = False
    negatable: bool = True
    with_groups: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """A rule that matched, with the first and the last word of the match."""

    rule: Rule
    first: int
    last: int


def _groups(value: list[Any]) -> tuple[tuple[str, ...], ...]:
    return tuple((item,) if isinstance(item, str) else tuple(item) for item in value)


def _rule(raw: dict[str, Any], defaults: dict[str, Any], file: str) -> Rule:
    unknown = set(raw) - _KEYS
    if unknown:
        raise VocabularyError(f"{file}: {raw.get('name')}: unknown key {sorted(unknown)}")
    row = {**defaults, **raw}
    try:
        rule = Rule(
            name=row["name"],
            category=row["category"],
            severity=row["severity"],
            any=tuple(row["any"]),
            why=row["why"],
            also=_groups(row.get("also", [])),
            unless=tuple(row.get("unless", [])),
            text=tuple(row.get("text", [])),
            unless_text=tuple(row.get("unless_text", [])),
            except_kinds=tuple(row.get("except_kinds", [])),
            neighbours=bool(row.get("neighbours", False)),
            negatable=row.get("polarity", "positive") != "any",
            with_groups=_groups(row.get("with", [])),
        )
    except KeyError as error:
        raise VocabularyError(f"{file}: rule {raw.get('name')} lacks {error}") from error
    for pattern in (
        *rule.any,
        *rule.unless,
        *rule.text,
        *rule.unless_text,
        *(p for g in (*rule.also, *rule.with_groups) for p in g),
    ):
        compile_pattern(pattern)
    return rule


@cache
def rules(folder: str) -> tuple[Rule, ...]:
    """All rules of data/rules/<folder>; VocabularyError if a file is malformed or a name is used
    twice."""
    collected: list[Rule] = []
    for path in sorted((DATA / "rules" / folder).glob("*.toml")):
        table = read_toml(path)
        defaults = table.get("defaults", {})
        collected.extend(_rule(raw, defaults, path.name) for raw in table.get("rule", []))
    names = [rule.name for rule in collected]
    twice = {name for name in names if names.count(name) > 1}
    if twice:
        raise VocabularyError(f"{folder}: rule names used twice: {sorted(twice)}")
    return tuple(collected)


def _bits(mask: int, limit: int) -> Iterator[int]:
    while mask and limit:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low
        limit -= 1


def _starts(pattern: str, marked: Marked, allowed: int) -> Iterator[tuple[int, int]]:
    """First and last words of matches, leftmost first, at most one for each sentence."""
    elements = compile_pattern(pattern)
    words = marked.words
    limit = MATCHES_PER_RULE
    while limit and run(elements, marked, allowed):
        start = _leftmost(elements, marked, allowed)
        after = run(elements, marked, 1 << start)
        yield start, max(start, (after & -after).bit_length() - 2)
        allowed &= ~words.sentence_masks[words.sentence_of[start]]
        limit -= 1


def _leftmost(elements: tuple[Any, ...], marked: Marked, allowed: int) -> int:
    """The leftmost start of a match, by halving the text: a few runs instead of one for each
    word."""
    low, high = 0, allowed.bit_length()
    while high - low > 1:
        middle = (low + high) // 2
        left = allowed & ((1 << middle) - 1) & ~((1 << low) - 1)
        if left and run(elements, marked, left):
            high = middle
        else:
            low = middle
    return low


def _near(sentence: int, marked: Marked, rule: Rule) -> int:
    masks = marked.words.sentence_masks
    near = masks[sentence]
    if rule.neighbours:
        for beside in masks[max(0, sentence - NEIGHBOURS) : sentence + NEIGHBOURS + 1]:
            near |= beside
    return near


def _holds(rule: Rule, marked: Marked, start: int) -> bool:
    sentence = marked.words.sentence_of[start]
    here = marked.words.sentence_masks[sentence]
    if any(found(pattern, marked) & here for pattern in rule.unless):
        return False
    near = _near(sentence, marked, rule)
    return all(any(found(pattern, marked) & near for pattern in group) for group in rule.also)


def match(rule: Rule, marked: Marked, kinds: SentenceKinds) -> Iterator[Hit]:
    """All matches of one rule, at most one for each sentence and pattern."""
    allowed = marked.words.all
    for kind in rule.except_kinds:
        allowed &= ~kinds.of(kind)
    if rule.negatable:
        allowed &= ~marked.blocked
    if not allowed:
        return
    if rule.text and not any(found(pattern, marked) for pattern in rule.text):
        return
    if any(found(pattern, marked) for pattern in rule.unless_text):
        return
    affirmed = marked.words.all & ~marked.blocked
    if not all(
        any(ends(pattern, marked, affirmed) for pattern in group) for group in rule.with_groups
    ):
        return
    for pattern in rule.any:
        for start, last in _starts(pattern, marked, allowed):
            if _holds(rule, marked, start):
                yield Hit(rule, start, min(last, len(marked.words.text) - 1))
