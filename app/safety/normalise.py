"""Fold a text so that disguises do not hide words, and remember where every character came from.

Folding: Unicode compatibility forms, case, accents, look-alike letters of other alphabets,
invisible characters, typographic quotes and dashes, letters spaced out ("s t o p"), digits or
signs put for letters ("st0p", "$top") and drawn-out letters ("stoooop"). Words are only rebuilt
when the result is a word of our vocabulary, so that "b12" or "10mg" stay as they are. Folding
twice gives the same as folding once.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

# A longer text is cut: no answer is judged on more, and time stays bounded.
MAX_CHARACTERS: Final = 20_000

# Look-alikes, from the Unicode confusables list (UTS 39), those seen in Latin-script disguises.
_LOOK_ALIKES: Final = dict(
    zip(
        "абвгеёзікмнорсстухјѕԁɡһԛԝαβεικνορτυχωıłøđðþß’‘‛′´“”„«»–—−‐‑",
        "abbreezikmhopcctyxjsdghqwabeiknoptuxwilødopb'''''\"\"\"\"\"-----",
        strict=False,
    )
)
_LOOK_ALIKES.update(
    {"р": "p", "ø": "o", "с": "c", "т": "t", "у": "y", "х": "x", "о": "o", "г": "r"}
)
_INVISIBLE: Final = frozenset("\u200b\u200c\u200d\u2060\ufeff\u00ad\u180e\u200e\u200f\ufe0e\ufe0f")

_SPACED: Final = re.compile(r"(?<![a-z0-9'])[a-z@$](?:[ .\-_*][a-z0-9@$]){2,40}(?![a-z0-9'])")
_MIXED: Final = re.compile(r"[a-z0-9@$!|*]{3,24}")
_DRAWN: Final = re.compile(r"([a-z])\1{2,}")
_LEET_A: Final = str.maketrans("013457@$!|89", "oieastasilbg")
_LEET_B: Final = str.maketrans("013457@$!|89", "oleastasllbg")


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text; `origin[i]` is the position in the original text of folded character i.

    `origin` has one entry more than the text, the end of the original.
    """

    text: str
    origin: tuple[int, ...]


def _fold_characters(text: str) -> tuple[str, list[int]]:
    if text.isascii():
        return text.lower(), list(range(len(text)))
    out: list[str] = []
    origin: list[int] = []
    for position, character in enumerate(text):
        if character in _INVISIBLE:
            continue
        if character.isascii():
            out.append(character.lower())
            origin.append(position)
            continue
        for piece in unicodedata.normalize("NFKD", character).casefold():
            if unicodedata.combining(piece) or piece in _INVISIBLE:
                continue
            folded = _LOOK_ALIKES.get(piece, piece)
            for final in unicodedata.normalize("NFKD", folded):
                if not unicodedata.combining(final):
                    out.append(" " if final.isspace() and final != "\n" else final)
                    origin.append(position)
    return "".join(out), origin


def _split_known(joined: str, known: Callable[[str], bool]) -> list[str] | None:
    """Cut a run of joined letters into known words, longest first; None if it cannot be done."""
    best: list[list[str] | None] = [[]] + [None] * len(joined)
    for end in range(1, len(joined) + 1):
        for start in range(max(0, end - 16), end):
            before = best[start]
            piece = joined[start:end]
            if before is None or not (known(piece) and (len(piece) > 1 or piece in "ai")):
                continue
            current = best[end]
            if current is None or len(before) + 1 < len(current):
                best[end] = [*before, piece]
    return best[-1]


def _unleet(word: str, known: Callable[[str], bool]) -> str | None:
    if known(word) or not any(c.isalpha() for c in word):
        return None
    for table in (_LEET_A, _LEET_B):
        candidate = word.translate(table)
        if candidate != word and candidate.isalpha() and len(candidate) > 2 and known(candidate):
            return candidate
    return None


def _replace(
    text: str, origin: list[int], edits: list[tuple[int, int, str]]
) -> tuple[str, list[int]]:
    out: list[str] = []
    new_origin: list[int] = []
    last = 0
    for start, end, new in edits:
        out.append(text[last:start])
        new_origin.extend(origin[last:start])
        out.append(new)
        width = end - start
        new_origin.extend(
            origin[start + min(i * width // max(1, len(new)), width - 1)] for i in range(len(new))
        )
        last = end
    out.append(text[last:])
    new_origin.extend(origin[last:])
    return "".join(out), new_origin


def _undisguise(text: str, known: Callable[[str], bool]) -> list[tuple[int, int, str]]:
    edits: list[tuple[int, int, str]] = []
    for match in _SPACED.finditer(text):
        joined = re.sub(r"[ .\-_*]", "", match.group()).translate(_LEET_A)
        if not joined.isalpha():
            continue
        words = [joined] if known(joined) else _split_known(joined, known)
        if words:
            edits.append((match.start(), match.end(), " ".join(words)))
    taken = [(start, end) for start, end, _ in edits]
    cursor = 0
    for match in _MIXED.finditer(text):
        while cursor < len(taken) and taken[cursor][1] <= match.start():
            cursor += 1
        if cursor < len(taken) and taken[cursor][0] < match.end():
            continue
        word = match.group()
        stripped = word.rstrip("!|*")
        if stripped.isalpha():
            if _DRAWN.search(stripped):
                for repeat in (r"\1", r"\1\1"):
                    candidate = _DRAWN.sub(repeat, stripped)
                    if known(candidate):
                        edits.append((match.start(), match.start() + len(stripped), candidate))
                        break
            continue
        found = _unleet(stripped, known)
        if found:
            edits.append((match.start(), match.start() + len(stripped), found))
    return sorted(edits)


def normalise(text: str, known: Callable[[str], bool]) -> Folded:
    """Fold `text`; `known` says whether a folded word is in the vocabulary. Raises nothing."""
    original = text[:MAX_CHARACTERS]
    folded, origin = _fold_characters(original)
    for _ in range(4):  # a rebuilt word may complete another; in practice one pass is enough
        edits = _undisguise(folded, known)
        if not edits:
            break
        folded, origin = _replace(folded, origin, edits)
    return Folded(folded, (*origin, len(original)))
