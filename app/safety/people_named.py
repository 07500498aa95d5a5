"""Full names of private persons and clinicians, and descriptions that leave one person."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice
from typing import Final

from app.safety.expressions import cue
from app.safety.lexicon import DATA, read_toml

MAX_CANDIDATES: Final = 60  # a text with more names than this is shown by its first ones
_NAME_PART: Final = (
    r"(?:(?:O'|Mc|Mac|De|D'|Van |van |Al-|El-)?[A-Z][a-zà-ÿ]{1,18}(?:[-'][A-Z][a-zà-ÿ]{1,18})?)"
)
_TITLE: Final = (
    r"(?:Dr|Doctor|Mr|Mrs|Miss|Ms|Mx|Prof|Professor|Nurse|Sister|Matron|Consultant|Midwife|Surgeon|Sir|Rev|Father|Dame|"
    r"Physio|Paramedic|Pharmacist|Neurologist|GP|dr|mr|mrs|Cardiologist|Health Visitor)\.?"
)
_TITLED: Final = re.compile(rf"\b{_TITLE} ({_NAME_PART})(?: ({_NAME_PART}))?(?: ({_NAME_PART}))?")
_PAIR: Final = re.compile(rf"(?<![\w'])({_NAME_PART})( [A-Z]\.?)? ({_NAME_PART})(?!\w)")
_SENTENCE: Final = re.compile(r"[^.!?\n]{20,300}")


@cache
def _names() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    table = read_toml(DATA / "names.toml")

    def listed(group: str) -> frozenset[str]:
        return frozenset(
            " ".join(entry.split())
            for entry in table[group]["words"].replace("\n", ",").split(",")
            if entry.strip()
        )

    return listed("first_names"), listed("public_figures"), listed("not_surnames")


def _surrounding(text: str, start: int, end: int) -> str:
    return text[max(0, start - 130) : end + 130]


def _is_surname(word: str) -> bool:
    return word.lower() not in _names()[2] and len(word) > 2


def _is_public(words: str) -> bool:
    plain = re.sub(r"[^a-z ]", "", words.lower())
    plain = " ".join(plain.split())
    return plain in _names()[1]


def _titled(text: str) -> Iterator[tuple[str, str, int, int]]:
    for match in islice(_TITLED.finditer(text), MAX_CANDIDATES):
        first, second, third = match.groups()
        if second and _is_surname(second) and _is_surname(first):
            full = " ".join(part for part in (first, second) if part)
            if not _is_public(full) and not cue("public_cue").search(
                _surrounding(text, *match.span())
            ):
                end = match.end() if third and _is_surname(third) else match.end(2)
                yield "full_name", "titled-full-name", match.start(), end
        elif (
            _is_surname(first)
            and first.lower() not in _names()[0]
            and not first.lower().startswith("marten")
        ):
            around = _surrounding(text, *match.span())
            if cue("accusation").search(around) and cue("workplace").search(around):
                yield "full_name", "clinician-with-place", match.start(), match.end(1)


def _pairs(text: str) -> Iterator[tuple[str, str, int, int]]:
    first_names = _names()[0]
    for match in islice(_PAIR.finditer(text), MAX_CANDIDATES):
        first, last = match.group(1), match.group(3)
        if not (_is_surname(last) and _is_surname(first)) or _is_public(match.group()):
            continue
        known = first.lower() in first_names
        before = text[max(0, match.start() - 30) : match.start()]
        around = _surrounding(text, *match.span())
        called = bool(cue("called").search(before))
        if cue("public_cue").search(around) and not re.search(
            r"\b(?:my|our) \w{1,15},? $", before, re.I
        ):
            continue
        own = re.search(
            r"\b(?:i'm|i am|my name is|my name's|my full name is|full name is|signed),? $",
            before,
            re.I,
        )
        if own and known:
            yield "full_name", "own-full-name", match.start(), match.end()
        elif (known and (called or cue("private_cue").search(around))) or (
            called
            and re.search(r"\b(?:my|our|is called|name|named|the boy|his|her)\b", before, re.I)
        ):
            yield "full_name", "private-full-name", match.start(), match.end()


def _described(text: str) -> Iterator[tuple[str, str, int, int]]:
    for match in islice(_SENTENCE.finditer(text), MAX_CANDIDATES):
        sentence = match.group()
        unique = cue("unique").search(sentence)
        if (
            unique
            and cue("place").search(sentence)
            and cue("health").search(sentence)
            and cue("pointing").search(sentence)
        ):
            if re.search(
                r"\b(?:i'm|i am|i've|i have|i was|my|mine|we|me|you|your)\b", sentence, re.I
            ):
                continue
            yield (
                "other",
                "recognisable-description",
                match.start() + unique.start(),
                match.start() + unique.end(),
            )


def find(text: str) -> Iterator[tuple[str, str, int, int]]:
    """Kind, rule, start and end of every name or description found."""
    yield from _titled(text)
    yield from _pairs(text)
    yield from _described(text)
