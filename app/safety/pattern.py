"""A small language for what a sentence must contain, matched in time proportional to its length.

    do:<stop> ..4 <medicine>      a directive verb of the group `stop`, up to 4 words, a medicine
    no point|sense ..2 <seeing>     words, alternatives with |, groups in <>
    ^ it's|this <adverb>? <illness> $

Elements: a word; `several_words`; `<group>`; `a|<b>|c`; a trailing `?` for optional; `..n` for up
to n words of the same sentence; `.,n` for up to n words of the same clause; `^` start of a clause;
`^^` start of a sentence; `$` end of a clause; `$$` end of a sentence; `!x` the next word is not x;
`do:x` x stands where a verb recommends or commands. Nothing crosses the end of a sentence. A
pattern is run on bit masks, so no text makes it backtrack.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import Final

from app.safety.lexicon import Masks, VocabularyError, lexicon
from app.safety.words import Words

MAX_GAP: Final = 12  # words; wider gaps join things that have nothing to do with each other
MAX_ELEMENTS: Final = 14


@dataclass(frozen=True, slots=True)
class Element:
    """One step of a pattern; `kind` is token, gap, clause_gap, or an assertion."""

    kind: str
    names: tuple[str, ...] = ()
    optional: bool = False
    directive: bool = False
    width: int = 0


@dataclass(slots=True)
class Marked:
    """A text with all masks the patterns need."""

    words: Words
    concepts: dict[str, Masks]
    directive: int = 0
    blocked: int = 0
    literals: dict[str, int] = field(default_factory=dict)
    memo: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for position, word in enumerate(self.words.text):
            self.literals[word] = self.literals.get(word, 0) | (1 << position)
            if word.endswith("'s"):
                self.literals[word[:-2]] = self.literals.get(word[:-2], 0) | (1 << position)


_COMPUTED: Final = frozenset(
    (
        "num",
        "figure",
        "upto3",
        "from4",
        "lowcalories",
        "large",
        "from10",
        "from150",
        "temp38",
        "temp39",
    )
)  # see speech.mark
_ASSERTIONS: Final = {"^": "clause", "^^": "sentence", "$": "clause_end", "$$": "sentence_end"}


def _token(text: str, source: str) -> Element:
    optional = text.endswith("?")
    text = text.removesuffix("?")
    directive = text.startswith("do:")
    text = text.removeprefix("do:")
    forbidden = text.startswith("!")
    names = tuple(text.removeprefix("!").split("|"))
    for name in names:
        if not name:
            raise VocabularyError(f"pattern {source!r}: empty alternative")
        if name.startswith("<") and name[1:-1] not in lexicon().concepts | _COMPUTED:
            raise VocabularyError(f"pattern {source!r}: unknown group {name}")
    return Element("not" if forbidden else "token", names, optional, directive)


@cache
def compile_pattern(source: str) -> tuple[Element, ...]:
    """The elements of a pattern; VocabularyError if it is malformed or names an unknown group."""
    elements: list[Element] = []
    for part in source.split():
        if part in _ASSERTIONS:
            elements.append(Element(_ASSERTIONS[part]))
        elif part.startswith(("..", ".,")):
            width = int(part[2:])
            if width > MAX_GAP:
                raise VocabularyError(f"pattern {source!r}: gap over {MAX_GAP}")
            elements.append(Element("gap" if part.startswith("..") else "clause_gap", width=width))
        else:
            elements.append(_token(part, source))
    if not 0 < len(elements) <= MAX_ELEMENTS:
        raise VocabularyError(f"pattern {source!r}: {len(elements)} elements")
    return tuple(elements)


def _consume(element: Element, marked: Marked, at: int) -> int:
    """Positions after the token, for all positions `at` where it may start."""
    after = 0
    for name in element.names:
        if name[0] == "<":
            for length, mask in marked.concepts.get(name[1:-1], {}).items():
                after |= (at & mask) << length
        elif "_" in name:
            step = at
            for number, word in enumerate(name.split("_")):
                step &= marked.literals.get(word, 0)
                if number:
                    step &= ~marked.words.sentence_start
                step <<= 1
            after |= step
        else:
            after |= (at & marked.literals.get(name, 0)) << 1
    return after


def run(elements: tuple[Element, ...], marked: Marked, at: int) -> int:
    """Positions just after a match that starts at one of the positions in `at`."""
    words = marked.words
    inside = ~words.sentence_start
    fresh, used = (
        at,
        0,
    )  # before and after the first word; only `used` can have run into the next sentence
    for element in elements:
        kind = element.kind
        if kind == "token":
            allowed = fresh | (used & inside)
            if element.directive:
                allowed &= marked.directive
            after = _consume(element, marked, allowed)
            if element.optional:
                used |= after
            else:
                fresh, used = 0, after
        elif kind == "gap":
            for _ in range(element.width):
                fresh |= (fresh << 1) & inside
                used |= (used & inside) << 1
        elif kind == "clause_gap":
            for _ in range(element.width):
                fresh |= (fresh << 1) & ~words.clause_start & inside
                used |= (used & inside & ~words.clause_start) << 1
        else:
            keep = _assertion(element, marked)
            fresh, used = fresh & keep, used & keep
        if not (fresh or used):
            return 0
    return fresh | used


def _assertion(element: Element, marked: Marked) -> int:
    words = marked.words
    if element.kind == "not":
        return ~_starts(element, marked)
    if element.kind in ("sentence", "sentence_end"):
        return words.sentence_start
    return words.clause_start | words.sentence_start


def _starts(element: Element, marked: Marked) -> int:
    mask = 0
    for name in element.names:
        if name[0] == "<":
            for starts in marked.concepts.get(name[1:-1], {}).values():
                mask |= starts
        else:
            mask |= marked.literals.get(name.partition("_")[0], 0)
    return mask


def ends(source: str, marked: Marked, allowed: int) -> int:
    """Positions just after any match of the pattern that starts in `allowed`."""
    return run(compile_pattern(source), marked, allowed)


def found(source: str, marked: Marked) -> int:
    """Positions of the last word of every match anywhere in the text, worked out once per text."""
    if source not in marked.memo:
        marked.memo[source] = ends(source, marked, marked.words.all) >> 1
    return marked.memo[source]
