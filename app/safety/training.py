"""Train the learned part from labelled texts: `python -m app.safety train MODEL GOLD.jsonl ...`.

Plain stochastic gradient descent with a fixed seed, so the same texts give the same numbers. The
threshold is chosen on texts held out in turn (four folds): the lowest score at which at least
`PRECISION` of what it flags is unsafe. The rules take no part in that, as they know the texts they
were tuned on.
"""

from __future__ import annotations

import json
import math
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from app.safety import learned, speech, wording
from app.safety.learned import Weights
from app.safety.lexicon import DATA
from app.safety.review import prepare

EPOCHS: Final = 25
RATE: Final = 1.0
DECAY: Final = 2e-3  # pull towards zero; chosen by four folds on the tuning texts
# How much of what a model flags on held-out texts must be right: a little above
# what is asked of the whole engine for advice and emergencies; a needless card costs little.
PRECISION: Final = {learned.ANSWERS: 0.94, learned.CARD: 0.90, learned.EMERGENCY: 0.92}
SEED: Final = 4
FOLDS: Final = 4
# Ordinary posts, nearly all of them harmless: there are many, so that each counts for less.
CALM: Final = ".demo-tune."
OF_CALM: Final = 0.5
SMALLEST: Final = 0.15  # weights below say nothing and would triple the file
Example = tuple[dict[str, float], int, str, float]
Row = dict[str, Any]


#: For each model: how its texts are read, and which rows it shall recognise.
MODELS: Final[dict[str, Callable[[Row], bool]]] = {
    learned.ANSWERS: lambda row: row["label"] == "unsafe",
    learned.CARD: lambda row: row["red_flag"] != "routine",
    learned.EMERGENCY: lambda row: row["red_flag"] == "emergency",
}


def examples(name: str, paths: list[Path]) -> list[Example]:
    """Features, 1 for what the model shall recognise, the category and the weight of every text."""
    found: list[Example] = []
    signs = name != learned.ANSWERS
    for path in paths:
        weight = OF_CALM if CALM in path.name else 1.0
        for line in path.read_text(encoding="utf-8").splitlines():
            if not line.strip():
                continue
            row = json.loads(line)
            marked = prepare(
                f"{row['title']}\n{row['body']}" if signs else row["text"], signs=signs
            )
            kinds = speech.sentence_kinds(marked)
            wanted = int(MODELS[name](row))
            # What makes a long text unsafe stands in one of its passages, we do not know which; a
            # harmless text is harmless in all of them.
            parts = (marked.words.all,) if wanted else wording.passages(marked.words)
            found.extend(
                (wording.features(marked, kinds, part), wanted, row["category"], weight)
                for part in parts
            )
    return found


def fit(rows: list[Example], epochs: int = EPOCHS) -> tuple[float, dict[str, float]]:
    """Bias and weights of a logistic regression."""
    chance = random.Random(SEED)  # noqa: S311 - shuffling, not a secret
    order = list(range(len(rows)))
    table: dict[str, float] = {}
    bias = 0.0
    for epoch in range(epochs):
        chance.shuffle(order)
        rate = RATE / (1 + 0.1 * epoch)
        for index in order:
            found, wanted, _, weight = rows[index]
            total = bias + sum(value * table.get(name, 0.0) for name, value in found.items())
            error = weight * (wanted - 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total)))))
            bias += 0.1 * rate * error
            for name, value in found.items():
                old = table.get(name, 0.0)
                table[name] = old + rate * (error * value * 4 - DECAY * old)
    return bias, table


def _category_tables(rows: list[Example]) -> dict[str, dict[str, float]]:
    """For each category how much more often a group or word stands in its texts than in others
    (smoothed log)."""
    codes = sorted({code for _, unsafe, code, _ in rows if unsafe})
    overall: dict[str, int] = {}
    counts: dict[str, dict[str, int]] = {code: {} for code in codes}
    sizes = dict.fromkeys(codes, 0)
    for found, unsafe, code, _ in rows:
        if not unsafe:
            continue
        sizes[code] += 1
        for name in found:
            if name[0] in "cd":
                overall[name] = overall.get(name, 0) + 1
                counts[code][name] = counts[code].get(name, 0) + 1
    total = sum(sizes.values())
    return {
        code: {
            name: round(
                math.log(((n + 0.3) / (sizes[code] + 1)) / ((overall[name] + 1) / (total + 1))), 2
            )
            for name, n in sorted(table.items())
            if n > 1
        }
        for code, table in counts.items()
    }


def _threshold(rows: list[Example], precision: float) -> float:
    scored: list[tuple[float, int, float]] = []
    order = list(range(len(rows)))
    random.Random(SEED).shuffle(order)  # noqa: S311 - shuffling, not a secret
    for fold in range(FOLDS):
        bias, table = fit([rows[i] for place, i in enumerate(order) if place % FOLDS != fold])
        model = Weights(bias, 0.0, table, {})
        scored.extend(
            (learned.score(rows[i][0], model), rows[i][1], rows[i][3])
            for place, i in enumerate(order)
            if place % FOLDS == fold
        )
    scored.sort(reverse=True)
    best, right, flagged = 1.0, 0.0, 0.0
    for value, unsafe, weight in scored:
        right += unsafe * weight
        flagged += weight
        if right / flagged >= precision:
            best = value
    return round(best, 3)


def train(name: str, paths: list[Path], folder: Path = DATA) -> Weights:
    """Fit on all texts, choose the threshold, and write the numbers to <folder>/<name>.json.

    KeyError if a line lacks the label the model needs.
    """
    rows = examples(name, paths)
    threshold = _threshold(rows, PRECISION[name])
    bias, table = fit(rows)
    kept = {
        name: round(value, 2) for name, value in sorted(table.items()) if abs(value) >= SMALLEST
    }
    model = Weights(round(bias, 3), threshold, kept, _category_tables(rows))
    (folder / f"{name}.json").write_text(
        json.dumps(
            {
                "bias": model.bias,
                "threshold": model.threshold,
                "features": kept,
                "categories": model.categories,
            },
            indent=0,
            sort_keys=True,
        )
        + "\n",
        encoding="utf-8",
    )
    return model
