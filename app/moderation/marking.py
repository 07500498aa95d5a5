"""Mark words of a post where a moderator reads it: in the stored HTML, in a title, in an excerpt.

Positions count in the source; the page shows its rendering. So words are found again by the order
in which they stand, and a mark never crosses a tag.
"""

from __future__ import annotations

import html as entities
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

#: Characters shown on each side of the words.
AROUND: Final = 60
Span = tuple[int, int]
#: A plain text in parts, each with whether it is marked.
Marks = Sequence[tuple[str, bool]]

_WORD: Final = re.compile(r"[^\W_]+")
_PIECE: Final = re.compile(r"""(<(?:[^>"]|"[^"]*")*>)""")
_HTML_WORD: Final = re.compile(r"(?:&#?\w+;|[^\W_])+")


@dataclass(frozen=True)
class Match:
    """Words that a rule noticed, why, and what stands around them."""

    words: str
    why: str = ""
    before: str = ""
    after: str = ""


@dataclass(frozen=True)
class _Word:
    """A word of stored HTML: its letters, and where it stands in which piece."""

    text: str
    piece: int
    start: int
    end: int


def excerpt_around(text: str, start: int, end: int, why: str = "") -> Match:
    """The words at these positions with some of what stands around them, cut between words."""
    before = " ".join(text[max(0, start - AROUND) : start].split())
    if start > AROUND:
        before = "…" + before.partition(" ")[2]
    after = " ".join(text[end : end + AROUND].split())
    if end + AROUND < len(text):
        after = after.rpartition(" ")[0] + "…"
    gap_before = " " if text[max(0, start - 1) : start].isspace() else ""
    gap_after = " " if text[end : end + 1].isspace() else ""
    return Match(" ".join(text[start:end].split()), why, before + gap_before, gap_after + after)


def mark_text(text: str, spans: Sequence[Span]) -> list[tuple[str, bool]]:
    """A plain text in parts, each with whether it is marked; overlapping spans become one."""
    parts: list[tuple[str, bool]] = []
    last = 0
    for start, end in sorted(spans):
        first = max(start, last)
        if first < min(end, len(text)):
            parts += [(text[last:first], False), (text[first:end], True)]
            last = end
    return [part for part in [*parts, (text[last:], False)] if part[0]]


def mark_lines(text: str, spans: Sequence[Span]) -> list[Marks]:
    """The lines of a text, each marked by itself; spans count in the whole."""
    lines: list[Marks] = []
    start = 0
    for line in text.split("\n") if text else []:
        end = start + len(line)
        within = [(max(a, start) - start, min(b, end) - start) for a, b in spans]
        lines.append(mark_text(line, within))
        start = end + 1
    return lines


def mark_html(html: str, source: str, spans: Sequence[Span]) -> str:
    """Stored (safe) HTML with `<mark>` round the words that stand in these spans of its source.

    Only whole `<mark>` pairs are added, between words of text; nothing else changes. Words that do
    not appear as written, such as part of a link's address, are left unmarked.
    """
    pieces = _PIECE.split(html)
    words = list(_html_words(pieces))
    marked: set[int] = set()
    for start, end in spans:
        marked |= _places(words, source, start, end)
    if not marked:
        return html
    inserts: dict[int, list[Span]] = {}
    for number in sorted(marked):
        word = words[number]
        runs = inserts.setdefault(word.piece, [])
        if number - 1 in marked and runs and words[number - 1].piece == word.piece:
            runs[-1] = (runs[-1][0], word.end)
        else:
            runs.append((word.start, word.end))
    for piece, runs in inserts.items():
        text = pieces[piece]
        for start, end in reversed(runs):
            text = f"{text[:start]}<mark>{text[start:end]}</mark>{text[end:]}"
        pieces[piece] = text
    return "".join(pieces)


def _html_words(pieces: list[str]) -> Iterator[_Word]:
    for number, piece in enumerate(pieces):
        if number % 2:
            continue  # a tag
        for match in _HTML_WORD.finditer(piece):
            letters = _WORD.findall(entities.unescape(match.group()))
            if letters:
                yield _Word("".join(letters).lower(), number, match.start(), match.end())


def _places(words: list[_Word], source: str, start: int, end: int) -> set[int]:
    """Which words of the HTML they are: the same words, as often met before as in the source."""
    while start and source[start - 1].isalnum():  # whole words, wherever the span was cut
        start -= 1
    while end < len(source) and source[end].isalnum():
        end += 1
    wanted = _joined(_WORD.findall(source[start:end].lower()))
    if wanted == " ":
        return set()
    earlier = _joined(_WORD.findall(source[:start].lower()))
    text = _joined([word.text for word in words])
    at = text.find(wanted)
    for _ in range(_count(earlier, wanted)):
        later = text.find(wanted, at + 1)
        if later < 0:
            break
        at = later
    if at < 0:
        return set()
    first = text.count(" ", 0, at)
    return set(range(first, first + wanted.count(" ") - 1))


def _joined(words: Sequence[str]) -> str:
    return f" {' '.join(words)} " if words else " "


def _count(text: str, wanted: str) -> int:
    """How often it stands there; neighbours share the space between them."""
    count, at = 0, text.find(wanted)
    while at >= 0:
        count, at = count + 1, text.find(wanted, at + 1)
    return count
