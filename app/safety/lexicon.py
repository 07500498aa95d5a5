"""Read the vocabulary files and mark where their words stand in a text.

A vocabulary file holds groups; a group has a name, a source, the date it was last looked at, and
words. Groups of verbs are inflected here: `stop` gives the concepts `stop` (stop), `stop:s`,
`stop:ed`, `stop:ing`. Irregular forms are written out as `come off/came off/coming off`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Final

from app.safety.words import Words, split_phrase

DATA: Final = Path(__file__).parent / "data"
LONGEST_PHRASE: Final = 7  # words; the longest entry we have needed
_FUZZY_FROM: Final = 6  # letters; shorter words have too many neighbours in everyday English
_END: Final = ""
Masks = dict[int, int]


class VocabularyError(ValueError):
    """A vocabulary or rule file cannot be used; the message names the file and the entry."""


@dataclass(slots=True)
class _Node:
    concepts: list[str] = field(default_factory=list)
    next: dict[str, _Node] = field(default_factory=dict)


def _forms(entry: str) -> tuple[str, list[str], list[str], list[str]]:
    """Base, -s, -ed and -ing forms of a verb entry; the first word is the one that changes."""
    if "/" in entry:
        parts = entry.split("/")
        base, past = parts[0], parts[1].split("+")
        head, _, rest = base.partition(" ")
        tail = f" {rest}" if rest else ""
        return base, [f"{head}s{tail}", f"{head}es{tail}"], past, [parts[2]]
    head, _, rest = entry.partition(" ")
    tail = f" {rest}" if rest else ""
    if head.endswith("e"):
        stems = ([f"{head}s"], [f"{head}d"], [f"{head[:-1]}ing", f"{head}ing"])
    elif head.endswith("y") and head[-2:-1] not in "aeou":
        stems = ([f"{head[:-1]}ies"], [f"{head[:-1]}ied"], [f"{head}ing"])
    else:
        double = head + head[-1]
        stems = (
            [f"{head}s", f"{head}es"],
            [f"{head}ed", f"{double}ed"],
            [f"{head}ing", f"{double}ing"],
        )
    third, past, ing = ([f"{word}{tail}" for word in words] for words in stems)
    return entry, third, past, ing


def read_toml(path: Path) -> dict[str, Any]:
    """The content of a data file; VocabularyError if it is not valid TOML."""
    try:
        with path.open("rb") as file:
            return tomllib.load(file)
    except tomllib.TOMLDecodeError as error:
        raise VocabularyError(f"{path.name}: {error}") from error


def _listed(value: Any) -> list[str]:
    """Entries of a group: a list, or one text with commas and line ends between them."""
    if isinstance(value, str):
        return [
            entry
            for entry in (" ".join(e.split()) for e in value.replace("\n", ",").split(","))
            if entry
        ]
    return list(value)


def _entries(path: Path) -> Iterator[tuple[str, str, bool]]:
    for name, group in read_toml(path).items():
        if not group.get("source") or not group.get("reviewed"):
            raise VocabularyError(f"{path.name}: group {name} has no source or no date")
        fuzzy = bool(group.get("fuzzy"))
        concepts = [name, *group.get("also", [])]
        for word in _listed(group.get("words", [])):
            for concept in concepts:
                yield concept, word, fuzzy
        for verb in _listed(group.get("verbs", [])):
            base, third, past, ing = _forms(verb)
            for concept in concepts:
                yield concept, base, False
                for suffix, forms in ((":s", third), (":ed", past), (":ing", ing)):
                    for form in forms:
                        yield concept + suffix, form, False


def _deletions(word: str) -> set[str]:
    return {word[:i] + word[i + 1 :] for i in range(len(word))}


class Lexicon:
    """All vocabulary groups, ready to mark texts. Immutable after construction."""

    def __init__(self, entries: Iterable[tuple[str, str, bool]]) -> None:
        self._root = _Node()
        self.words: set[str] = set()
        self.concepts: set[str] = set()
        self._near: dict[str, str] = {}
        for concept, phrase, fuzzy in entries:
            parts = split_phrase(phrase)
            if not parts or len(parts) > LONGEST_PHRASE:
                raise VocabularyError(f"{concept}: {phrase!r} has no word or too many")
            node = self._root
            for part in parts:
                node = node.next.setdefault(part, _Node())
            if concept not in node.concepts:
                node.concepts.append(concept)
            self.concepts.add(concept)
            self.words.update(parts)
            if fuzzy and len(parts) == 1 and len(phrase) >= _FUZZY_FROM:
                self._near.setdefault(phrase, phrase)
                for short in _deletions(phrase):
                    self._near.setdefault(short, phrase)

    def correct(self, word: str) -> str:
        """The vocabulary word one slip away from an unknown `word`, or `word` itself."""
        if word.endswith("'s") and word not in self.words:
            word = word[:-2]
        if word in self.words or len(word) < _FUZZY_FROM or not word.isalpha():
            return word
        found = self._near.get(word)
        if found is None:
            for short in sorted(_deletions(word)):
                found = self._near.get(short)
                if found is not None:
                    break
        if found is None or (found[0] != word[0]):
            return word
        return found

    def mark(self, words: Words) -> dict[str, Masks]:
        """For each concept found: phrase length to the mask of positions where such a phrase
        starts."""
        marks: dict[str, Masks] = {}
        texts = [self.correct(word) for word in words.text]
        starts = words.sentence_start
        count = len(texts)
        for position in range(count):
            node = self._root.next.get(texts[position])
            length = 0
            while node is not None:
                length += 1
                for concept in node.concepts:
                    lengths = marks.setdefault(concept, {})
                    lengths[length] = lengths.get(length, 0) | (1 << position)
                following = position + length
                if following >= count or starts >> following & 1:
                    break
                node = node.next.get(texts[following])
        return marks


@cache
def lexicon() -> Lexicon:
    """The vocabulary of the data folder, read once."""
    entries: list[tuple[str, str, bool]] = []
    for path in sorted((DATA / "vocabulary").glob("*.toml")):
        entries.extend(_entries(path))
    return Lexicon(entries)
