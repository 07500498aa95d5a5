"""A small learned part beside the rules: does the wording resemble unsafe advice or a warning sign?

Logistic regressions over words, word pairs, vocabulary groups and the way they stand (recommended,
negated; see `wording`). They were trained by `app.safety.training` on texts written for this
project, never on members' posts; the numbers are in data/learned_*.json. For answers they can only
ask a moderator to look (queue), never hold, and they can turn a rule's hold into a queue where the
passage resembles harmless ones. The rules stay the explanation.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import cache
from typing import Final

from app.safety import wording
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
#: Below these a passage resembles harmless texts so much that a rule alone does not hold an answer,
#: have it queued, or call a question an emergency.
NO_HOLD: Final = 0.35
NO_QUEUE: Final = 0.15
NO_EMERGENCY: Final = 0.4


@dataclass(frozen=True, slots=True)
class Weights:
    """Numbers of the trained model; `categories` gives for each code the weights of vocabulary
    groups."""

    bias: float
    threshold: float
    features: dict[str, float]
    categories: dict[str, dict[str, float]]


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


def judge(name: str, marked: Marked, kinds: SentenceKinds) -> tuple[str, int] | None:
    """The likely category, if the model of that name is sure enough about a passage, and the
    passage; else None."""
    model = weights(name)
    if model is None or len(marked.words.text) < SHORTEST:
        return None
    best, worst = model.threshold, None
    for passage in wording.passages(marked.words):
        found = wording.features(marked, kinds, passage)
        value = score(found, model)
        if value >= best:
            best, worst = value, (found, passage)
    return (category(worst[0], model), worst[1]) if worst else None


def second_opinion(name: str, marked: Marked, kinds: SentenceKinds, position: int) -> float:
    """The higher score of the sentence in which a word stands and of the passage around it; 1 if
    there is nothing to go by."""
    model = weights(name)
    words = marked.words
    if model is None or len(words.text) < SHORTEST:
        return 1.0
    sentence = words.sentence_masks[words.sentence_of[position]]
    return max(
        score(wording.features(marked, kinds, part), model)
        for part in {wording.around(words, position), sentence}
    )


def worst_sentence(name: str, marked: Marked, passage: int) -> tuple[int, int]:
    """Start and end, in the original text, of the sentence of a passage whose words weigh most."""
    model = weights(name)
    totals: dict[int, float] = {}
    for position, word in enumerate(marked.words.text):
        if passage >> position & 1:
            number = marked.words.sentence_of[position]
            value = model.features.get("w:" + word, 0.0) if model else 0.0
            totals[number] = totals.get(number, 0.0) + value
    worst = max(totals, key=lambda number: (totals[number], -number))
    spans = [
        span
        for span, number in zip(marked.words.spans, marked.words.sentence_of, strict=True)
        if number == worst
    ]
    return spans[0][0], spans[-1][1]
