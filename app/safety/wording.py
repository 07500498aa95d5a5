"""What the learned part looks at: the words of a passage, how they stand, and what they stand for.

A text is read in passages of a few sentences. In a long post the one unsafe sentence would
otherwise drown in harmless ones, and a long harmless post would gather alarming words from all
over.
"""

from __future__ import annotations

import math
from typing import Final

from app.safety.pattern import Marked
from app.safety.speech import SentenceKinds
from app.safety.words import Words

PASSAGE: Final = 60  # words; most answers are shorter and are read whole
STEP: Final = 30  # a passage begins about this many words after the last one
MAX_WORDS: Final = 600  # of a text; the rules still read the rest

# Groups a word may stand for in a pair: "stop <rx>" says the same of every medicine. The first that
# fits counts.
STANDS_FOR: Final = (
    "rx",
    "med",
    "test",
    "professional",
    "emergencycare",
    "dangersign",
    "toxic",
    "supplement",
    "condition",
    "hardcondition",
    "stop",
    "take",
    "cancel",
    "unit",
    "service",
    "vaccine",
    "fine",
    "praise",
    "pillcore",
    "contactme",
    "controlled",
    "homeremedy",
    "relation",
)


def passages(words: Words) -> tuple[int, ...]:
    """Masks of the passages: whole sentences, about sixty words each, each begun before the last
    one ends. A short text is one passage."""
    if len(words.text) <= PASSAGE:
        return (words.all,)
    found: list[int] = []
    next_start = 0
    sizes = [mask.bit_count() for mask in words.sentence_masks]
    place = 0
    for number, size in enumerate(sizes):
        if place >= MAX_WORDS:
            break
        if place >= next_start:
            found.append(_passage(words, sizes, number))
            next_start = place + STEP
        place += size
    return tuple(found)


def _passage(words: Words, sizes: list[int], first: int) -> int:
    mask = words.sentence_masks[first]
    total = sizes[first]
    for number in range(first + 1, len(sizes)):
        total += sizes[number]
        if total > PASSAGE:
            break
        mask |= words.sentence_masks[number]
    return mask


def around(words: Words, position: int) -> int:
    """The passage in whose middle a word stands: its sentence with those beside it."""
    if len(words.text) <= PASSAGE:
        return words.all
    masks = words.sentence_masks
    first = last = words.sentence_of[position]
    mask = masks[first]
    while True:
        before = masks[first - 1] if first > 0 else 0
        after = masks[last + 1] if last + 1 < len(masks) else 0
        room = PASSAGE - mask.bit_count()
        if before and before.bit_count() <= room:
            first, mask = first - 1, mask | before
            room = PASSAGE - mask.bit_count()
        elif not (after and after.bit_count() <= room):
            return mask
        if after and after.bit_count() <= room:
            last, mask = last + 1, mask | after


def features(marked: Marked, kinds: SentenceKinds, within: int) -> dict[str, float]:
    """Names of everything the model looks at in a passage, each counted once, scaled to length
    one."""
    names = {f"k:{kind}" for kind, mask in kinds.masks.items() if mask & within}
    affirmed = marked.directive & ~marked.blocked & within
    for concept, lengths in marked.concepts.items():
        mask = 0
        for starts in lengths.values():
            mask |= starts
        if mask & within:
            names.add("c:" + concept)
            if mask & affirmed:
                names.add("d:" + concept)
            if mask & marked.blocked & within:
                names.add("n:" + concept)
    names |= _pairs(marked, within)
    scale = 1.0 / math.sqrt(len(names)) if names else 0.0
    return dict.fromkeys(sorted(names), scale)


def _pairs(marked: Marked, within: int) -> set[str]:
    """Words, pairs of neighbours, pairs of what they stand for, and recommended or negated
    words."""
    names: set[str] = set()
    words = marked.words
    stands = _stand_ins(marked, within)
    before = before_stands = "^"
    first = (within & -within).bit_length() - 1
    for position in range(max(0, first), min(within.bit_length(), first + 4 * PASSAGE)):
        bit = 1 << position
        if words.sentence_start & bit:
            before = before_stands = "^"
        if not within & bit:
            continue
        word = words.text[position]
        shown = "#" if word[0].isdigit() else word
        meant = stands.get(position, shown)
        names.add("w:" + shown)
        names.add(f"b:{before} {shown}")
        if before != before_stands or shown != meant:
            names.add(f"a:{before_stands} {meant}")
        if marked.directive & bit:
            names.add(("x:" if marked.blocked & bit else "v:") + meant)
        before, before_stands = shown, meant
    return names


def _stand_ins(marked: Marked, within: int) -> dict[int, str]:
    found: dict[int, str] = {}
    for group in STANDS_FOR:
        for starts in marked.concepts.get(group, {}).values():
            left = starts & within
            while left:
                low = left & -left
                found.setdefault(low.bit_length() - 1, f"<{group}>")
                left ^= low
    return found
