"""A small learned part beside the rules: does the wording resemble unsafe advice or a warning sign?

Logistic regressions over words, word pairs, vocabulary groups and the way they stand (recommended,
negated). They were trained by `app.safety.training` on texts written for this project, never on
members' posts; the numbers are in data/learned_*.json. For answers they can only ask a moderator to
look (queue), never hold. The rules stay the explanation.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import cache
from typing import Final

from app.safety.lexicon import DATA
from app.safety.pattern import Marked
from app.safety.speech import SentenceKinds

WHY: Final = "Its wording resembles advice that was found unsafe; no single rule explains it."
WHY_SIGN: Final = "Its wording resembles questions with a warning sign; no single rule explains it."
RULE: Final = "learned-wording"
ANSWERS: Final = "learned_answers"
CARD: Final = "learned_card"
EMERGENCY: Final = "learned_emergency"
SHORTEST: Final = 4  # words; nothing is learned about "yes, me too"
MAX_WORDS: Final = (
    400  # beyond that the evidence of single words drowns; the rules still read the rest
)


@dataclass(frozen=True, slots=True)
class Weights:
    """Numbers of the trained model; `categories` gives for each code the weights of vocabulary
    groups."""

    bias: float
    threshold: float
    features: dict[str, float]
    categories: dict[str, dict[str, float]]


def features(marked: Marked, kinds: SentenceKinds) -> dict[str, float]:
    """Names of everything the model looks at in a text, each counted once, scaled to length one."""
    words = marked.words
    names: set[str] = set()
    for concept, lengths in marked.concepts.items():
        mask = 0
        for starts in lengths.values():
            mask |= starts
        names.add("c:" + concept)
        if mask & marked.directive & ~marked.blocked:
            names.add("d:" + concept)
        if mask & marked.blocked:
            names.add("n:" + concept)
    for kind, mask in kinds.masks.items():
        if mask:
            names.add("k:" + kind)
    previous = "^"
    for position, word in enumerate(words.text[:MAX_WORDS]):
        if words.sentence_start >> position & 1:
            previous = "^"
        shown = "#" if word[0].isdigit() else word
        names.add("w:" + shown)
        names.add(f"b:{previous} {shown}")
        previous = shown
    scale = 1.0 / math.sqrt(len(names)) if names else 0.0
    return dict.fromkeys(sorted(names), scale)


@cache
def weights(name: str) -> Weights | None:
    """The trained numbers of data/<name>.json, or None (then only rules speak)."""
    path = DATA / f"{name}.json"
    if not path.exists():
        return None
    raw = json.loads(path.read_text(encoding="utf-8"))
    return Weights(raw["bias"], raw["threshold"], raw["features"], raw["categories"])


def score(found: dict[str, float], model: Weights) -> float:
    """Between 0 (like harmless texts) and 1 (like unsafe ones)."""
    total = model.bias + sum(value * model.features.get(name, 0.0) for name, value in found.items())
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))


def category(found: dict[str, float], model: Weights) -> str:
    """The category whose vocabulary fits best."""
    best, best_total = "dangerous_remedy", -math.inf
    for code in sorted(model.categories):
        table = model.categories[code]
        total = table.get("", 0.0) + sum(
            value * table.get(name, 0.0) for name, value in found.items()
        )
        if total > best_total:
            best, best_total = code, total
    return best


def judge(name: str, marked: Marked, kinds: SentenceKinds) -> str | None:
    """The likely category if the model of that name is sure enough about the text; else None."""
    model = weights(name)
    if model is None or len(marked.words.text) < SHORTEST:
        return None
    found = features(marked, kinds)
    return category(found, model) if score(found, model) >= model.threshold else None


def worst_sentence(name: str, marked: Marked) -> tuple[int, int]:
    """Start and end, in the original text, of the sentence whose words weigh most."""
    model = weights(name)
    totals = [0.0] * max(1, len(marked.words.sentence_masks))
    if model is not None:
        for position, word in enumerate(marked.words.text):
            totals[marked.words.sentence_of[position]] += model.features.get("w:" + word, 0.0)
    worst = totals.index(max(totals))
    spans = [
        span
        for span, number in zip(marked.words.spans, marked.words.sentence_of, strict=True)
        if number == worst
    ]
    return spans[0][0], spans[-1][1]
