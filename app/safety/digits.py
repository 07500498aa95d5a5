"""Read runs of digits, also written out ("oh seven double seven") or with letters for digits
("O7700")."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_DIGIT_WORDS: Final = {
    "zero": "0",
    "oh": "0",
    "o": "0",
    "nought": "0",
    "one": "1",
    "two": "2",
    "three": "3",
    "four": "4",
    "five": "5",
    "six": "6",
    "seven": "7",
    "eight": "8",
    "nine": "9",
    "hundred": "00",
    "thousand": "000",
}
_REPEAT: Final = {"double": 2, "triple": 3, "treble": 3}
_WORDS: Final = re.compile(r"[a-z]+|\d+|[^a-z\d]+", re.IGNORECASE)
# Digits with the separators people use, at most three in a row, so nothing backtracks far.
_FIGURES: Final = re.compile(
    r"(?<![\w.£$€,/])(?:\+|\()?[\dO](?:[ ().\-–/]{0,3}[\dOo]){4,24}(?![\w/])"
)
MIN_SPOKEN: Final = 6  # "one two three" is not a phone number


@dataclass(frozen=True, slots=True)
class Run:
    """A run of digits at `start:end` of the text; `raw` is as written, `spoken` if any digit was a
    word."""

    start: int
    end: int
    digits: str
    raw: str
    spoken: bool = False


def figures(text: str) -> list[Run]:
    """Runs of five or more digits, separated or not."""
    runs: list[Run] = []
    for match in _FIGURES.finditer(text):
        raw = match.group()
        digits = re.sub(r"\D", "", raw.replace("O", "0").replace("o", "0"))
        if sum(c.isdigit() for c in raw) >= 4:
            runs.append(Run(match.start(), match.end(), digits, raw))
    return runs


def spoken(text: str) -> list[Run]:
    """Runs of six or more digits of which some are written as words."""
    runs: list[Run] = []
    digits: list[str] = []
    start = end = 0
    repeat, had_word = 1, False

    def close() -> None:
        nonlocal digits, repeat, had_word
        joined = "".join(digits)
        if had_word and len(joined) >= MIN_SPOKEN:
            runs.append(Run(start, end, joined, text[start:end], True))
        digits, repeat, had_word = [], 1, False

    for match in _WORDS.finditer(text):
        piece = match.group().lower()
        if piece in _REPEAT:
            if not digits:
                start = match.start()
            repeat = _REPEAT[piece]
            had_word = True
        elif piece in _DIGIT_WORDS or (piece.isdigit() and len(piece) <= 6):
            if not digits and repeat == 1:
                start = match.start()
            value = _DIGIT_WORDS.get(piece, piece)
            digits.append(value * repeat)
            repeat = 1
            end = match.end()
            had_word = had_word or piece in _DIGIT_WORDS
        elif (
            len(piece) <= 3
            and not piece.isalnum()
            and "\n" not in piece
            and piece.strip() in ("", ",", "-", ".")
        ):
            continue
        else:
            close()
    close()
    return runs
