"""Who says what to whom: where a text recommends, where it negates, which sentences are safe by
their kind.

All of it is worked out as masks over the words (see `words`). The groups used here (`negator`,
`direct`, `adverb`, ...) are in data/vocabulary/grammar.toml; the sentence kinds in
data/rules/speech.toml.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from app.safety.lexicon import DATA, Masks, lexicon, read_toml
from app.safety.pattern import Marked, ends, found
from app.safety.words import Words

NEGATION_SCOPE: Final = 5  # words after "not"; the longest harmless scope in our corpus is four

_QUOTE_LINE: Final = re.compile(r"^[ \t]{0,3}>[^\n]{0,4000}", re.MULTILINE)
_QUOTED: Final = re.compile(r"[\"“]([^\"“”\n]{3,400})[\"”]|(?<!\w)[‘']([^'‘’\n]{12,400})['’](?!\w)")
_REBUTTAL: Final = re.compile(
    r"\b(?:ignore|dangerous|don'?t|do not|never|wrong|not safe|unsafe"
    r"|nonsense|rubbish|awful|terrible|report|reported|delete|mods?|moderators?|disagree|harmful"
    r"|could kill|myth|untrue|false|nope|scary|no)\b",
    re.IGNORECASE,
)


def quoted_ranges(text: str) -> tuple[tuple[int, int], ...]:
    """Ranges of `text` that are somebody else's words: `>` lines, and quotations with a rebuttal
    near them."""
    ranges = [match.span() for match in _QUOTE_LINE.finditer(text)]
    for match in _QUOTED.finditer(text):
        around = (
            text[max(0, match.start() - 120) : match.start()]
            + " "
            + text[match.end() : match.end() + 160]
        )
        if _REBUTTAL.search(around):
            ranges.append(match.span())
    return tuple(sorted(ranges))


def _masks(concepts: dict[str, Masks], name: str) -> Masks:
    return concepts.get(name, {})


def _after(masks: Masks) -> int:
    total = 0
    for length, mask in masks.items():
        total |= mask << length
    return total


def _all_words(masks: Masks) -> int:
    total = 0
    for length, mask in masks.items():
        for shift in range(length):
            total |= mask << shift
    return total


def directive_positions(words: Words, concepts: dict[str, Masks]) -> int:
    """Where a base verb would be a command or a recommendation ("stop ...", "you could ...
    stop")."""
    inside = ~words.sentence_start
    at = words.clause_start | (_after(_masks(concepts, "direct")) & inside)
    adverbs = _masks(concepts, "adverb")
    for _ in range(3):
        for length, mask in adverbs.items():
            at |= ((at & mask) << length) & inside
    return at & words.all


def negated_positions(
    words: Words, concepts: dict[str, Masks], group: str = "negator", through_or: bool = False
) -> int:
    """Words inside the scope of a negation: up to the end of the clause, five words at most.

    `through_or` lets the scope go on after "or", as in "no fever or rash".
    """
    edges = words.sentence_start | words.clause_start
    if through_or:
        for position, word in enumerate(words.text):
            if word in ("or", "nor") and position + 1 < len(words.text):
                edges &= ~(1 << (position + 1)) | words.sentence_start
    harmless = _all_words(_masks(concepts, "notnegator"))
    scope = _after({n: mask & ~harmless for n, mask in _masks(concepts, group).items()})
    scope &= ~edges
    total = scope
    for _ in range(NEGATION_SCOPE - 1):
        scope = (scope << 1) & ~edges
        total |= scope
    return total & words.all


@dataclass(frozen=True, slots=True)
class SentenceKinds:
    """For every kind of safe sentence: mask of all words of such sentences."""

    masks: dict[str, int]

    def of(self, name: str) -> int:
        """Mask of the words in sentences of that kind."""
        return self.masks.get(name, 0)


@cache
def _kind_patterns() -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    table = read_toml(DATA / "rules" / "speech.toml")
    return {
        name: (tuple(kind.get("any", ())), tuple(kind.get("affirmed", ())))
        for name, kind in table.items()
    }


def whole_sentences(words: Words, hits: int) -> int:
    """The masks of all sentences that contain a hit."""
    total = 0
    for mask in words.sentence_masks:
        if mask & hits:
            total |= mask
    return total


def _number_groups(word: str) -> tuple[str, ...]:
    """The groups a figure belongs to; the rules on fasting, calories and supplements need its
    size."""
    digits = word.replace(",", "")
    try:
        value = float(digits)
    except ValueError:
        return ("num", "figure")
    groups = ["num", "figure", "upto3" if value <= 3 else "from4"]
    if 100 <= value < 1000:
        groups.append("lowcalories")
    if value >= 1000:
        groups.append("large")
    if 10 <= value <= 200:
        groups.append("from10")
    if 150 <= value <= 260:
        groups.append("from150")
    if 38 <= value < 43:
        groups.append("temp38")
    if 39 <= value < 43:
        groups.append("temp39")
    return tuple(groups)


def mark(words: Words, *, signs: bool = False) -> Marked:
    """Mark a text: vocabulary, directive positions and negation (that of signs, if `signs`)."""
    concepts = lexicon().mark(words)
    for position, word in enumerate(words.text):
        if word[0].isdigit():
            for name in _number_groups(word):
                lengths = concepts.setdefault(name, {})
                lengths[1] = lengths.get(1, 0) | (1 << position)
    marked = Marked(words, concepts)
    marked.directive = directive_positions(words, concepts)
    marked.blocked = negated_positions(
        words, concepts, "signnegator" if signs else "negator", through_or=signs
    )
    return marked


def sentence_kinds(marked: Marked) -> SentenceKinds:
    """Which sentences are questions, warnings, regrets, reports of care, advice to ask, and so
    on."""
    words = marked.words
    masks: dict[str, int] = {}
    affirmed_at = words.all & ~marked.blocked
    for name, (patterns, affirmed) in _kind_patterns().items():
        hits = 0
        for pattern in patterns:
            hits |= found(pattern, marked)
        for pattern in affirmed:
            hits |= ends(pattern, marked, affirmed_at) >> 1
        masks[name] = whole_sentences(words, hits) if hits else 0
    masks["question"] = (words.questions | masks.get("question", 0)) & ~masks.get("invitation", 0)
    return SentenceKinds(masks)
