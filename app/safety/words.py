"""Cut a folded text into words, clauses and sentences, each word one bit of an integer.

A set of word positions is a Python integer; a rule is then a few shifts and ands over the whole
text at once, which keeps the time proportional to the length whatever the text (see `pattern`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from app.safety.normalise import Folded

# Apostrophes are often left out, and short forms of chat stand for whole words.
_RESPELL: Final = {
    "dont": "don't",
    "cant": "can't",
    "wont": "won't",
    "im": "i'm",
    "ive": "i've",
    "id": "i'd",
    "youre": "you're",
    "thats": "that's",
    "isnt": "isn't",
    "doesnt": "doesn't",
    "didnt": "didn't",
    "wouldnt": "wouldn't",
    "shouldnt": "shouldn't",
    "couldnt": "couldn't",
    "hasnt": "hasn't",
    "havent": "haven't",
    "wasnt": "wasn't",
    "werent": "weren't",
    "theres": "there's",
    "theyre": "they're",
    "theyll": "they'll",
    "youll": "you'll",
    "youd": "you'd",
    "youve": "you've",
    "whats": "what's",
    "lets": "let's",
    "hes": "he's",
    "shes": "she's",
    "arent": "aren't",
    "neednt": "needn't",
    "aint": "ain't",
    "its": "it's",
    "u": "you",
    "ur": "your",
    "n": "and",
    "&": "and",
    "+": "and",
    "pls": "please",
    "plz": "please",
    "docs": "doctors",
    "tho": "though",
    "cos": "because",
    "coz": "because",
    "cuz": "because",
    "r": "are",
    "wanna": "want to",
    "gonna": "going to",
    "tbh": "honestly",
    "ppl": "people",
    "thru": "through",
    "any1": "anyone",
    "sum1": "someone",
    "some1": "someone",
    "w": "with",
    "abt": "about",
    "bc": "because",
    "ull": "you'll",
    "theyve": "they've",
    "hadnt": "hadn't",
    "shouldve": "should've",
    "heres": "here's",
    "whos": "who's",
    "2nite": "tonight",
}
_WORD: Final = re.compile(
    r"[a-z]+(?:'[a-z]+)*[0-9]{0,3}(?![a-z0-9])|[0-9]+(?:[.,][0-9]+)*(?=[a-z]|\b)|[a-z]+|[0-9]+|(?<=\s)-+(?=\s)|[&+%£$€?!.,;:\n>()\"…]"
)
_HARD: Final = frozenset(".?!\n…>")
_SOFT: Final = frozenset((*',;:()"', "-", "--", "---"))
_CONJUNCTION: Final = frozenset(
    ("and", "then", "so", "but", "or", "because", "if", "unless", "though", "although")
)
MAX_WORDS: Final = 4_000


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one text. `spans[i]` are original positions; masks have bit i for word i."""

    text: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    sentence_start: int
    clause_start: int
    sentence_of: tuple[int, ...]
    sentence_masks: tuple[int, ...]
    questions: int
    all: int


def cut(folded: Folded, skip: tuple[tuple[int, int], ...] = ()) -> Words:
    """Words of `folded` outside the original ranges in `skip` (quoted text)."""
    words: list[str] = []
    spans: list[tuple[int, int]] = []
    sentence_start = clause_start = questions = 0
    sentence_of: list[int] = []
    masks: list[int] = []
    new_sentence = new_clause = True
    origin = folded.origin
    skips = list(skip)
    for match in _WORD.finditer(folded.text):
        piece = match.group()
        where = origin[match.start()]
        while skips and skips[0][1] <= where:
            skips.pop(0)
        if skips and skips[0][0] <= where:
            new_sentence = True
            continue
        if piece in _HARD:
            if piece == "?" and masks and not new_sentence:
                questions |= masks[-1]
            if piece != "." or not _is_abbreviation(words):
                new_sentence = True
            continue
        if piece in _SOFT:
            new_clause = True
            continue
        for part in _RESPELL.get(piece, piece).split():
            bit = 1 << len(words)
            if new_sentence:
                masks.append(0)
                sentence_start |= bit
                clause_start |= bit
            elif new_clause:
                clause_start |= bit
            new_sentence = False
            new_clause = part in _CONJUNCTION
            masks[-1] |= bit
            sentence_of.append(len(masks) - 1)
            words.append(part)
            spans.append((where, origin[match.end() - 1] + 1))
        if len(words) >= MAX_WORDS:
            break
    return Words(
        tuple(words),
        tuple(spans),
        sentence_start | (1 << len(words)),
        clause_start,
        tuple(sentence_of),
        tuple(masks),
        questions,
        (1 << len(words)) - 1,
    )


def split_phrase(phrase: str) -> list[str]:
    """The words of a vocabulary entry, cut and respelt the way texts are."""
    parts: list[str] = []
    for piece in _WORD.findall(phrase.lower()):
        parts.extend(_RESPELL.get(piece, piece).split())
    return parts


def _is_abbreviation(words: list[str]) -> bool:
    return bool(words) and words[-1] in (
        "dr",
        "mr",
        "mrs",
        "ms",
        "e.g",
        "i.e",
        "st",
        "vs",
        "approx",
        "prof",
    )
