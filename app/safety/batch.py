"""Classify and evaluate files of texts, one JSON object a line.

In: `{"id", "text"}` or `{"id", "title", "body"}`. Out: `{"id", "severity", "label", "category"}`
for answers, `{"id", "red_flag", "category"}` for questions, `{"id", "label", "kind"}` for personal
data. A notice counts as none in this contract, as the post stays visible and nobody is asked to
look.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from app.safety.personal import find_personal_data
from app.safety.review import review_text
from app.safety.triage import triage_question

KINDS: Final = ("answer", "question", "pii")
Row = dict[str, Any]


class InputError(ValueError):
    """A line is not a JSON object with the expected keys; the message tells the line."""


def _answer(row: Row) -> Row:
    review = review_text(str(row.get("text", row.get("body", ""))), title=str(row.get("title", "")))
    severity = "none" if review.severity == "notice" else review.severity
    return {
        "id": row["id"],
        "severity": severity,
        "label": review.label,
        "category": review.category,
    }


def _question(row: Row) -> Row:
    triage = triage_question(str(row.get("title", "")), str(row.get("body", row.get("text", ""))))
    return {"id": row["id"], "red_flag": triage.red_flag, "category": triage.category}


def _pii(row: Row) -> Row:
    found = find_personal_data(str(row.get("text", "")))
    return {
        "id": row["id"],
        "label": "pii" if found else "none",
        "kind": found[0].kind if found else None,
    }


_CLASSIFIERS: Final[dict[str, Callable[[Row], Row]]] = {
    "answer": _answer,
    "question": _question,
    "pii": _pii,
}


def read(lines: Iterable[str]) -> Iterator[Row]:
    """The objects of the lines; InputError for the first line that is not one with an id."""
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as error:
            raise InputError(f"line {number}: not JSON") from error
        if not isinstance(row, dict) or "id" not in row:
            raise InputError(f"line {number}: not an object with an id")
        yield row


def classify(kind: str, lines: Iterable[str]) -> Iterator[str]:
    """One line of output for each line of input."""
    classifier = _CLASSIFIERS[kind]
    for row in read(lines):
        yield json.dumps(classifier(row), ensure_ascii=False)


def guess_kind(row: Row) -> str:
    """What kind of set a labelled row belongs to."""
    if "severity" in row:
        return "answer"
    return "question" if "red_flag" in row else "pii"


_FIELD: Final = {"answer": "severity", "question": "red_flag", "pii": "label"}
_CLASSES: Final = {
    "answer": ("hold", "queue", "none"),
    "question": ("emergency", "urgent", "routine"),
    "pii": ("pii", "none"),
}


def pairs(path: Path, kind: str | None = None) -> tuple[str, list[tuple[Row, Row]]]:
    """The kind of a labelled file and, for every row, what it should be and what we say."""
    with path.open(encoding="utf-8") as file:
        gold = list(read(file))
    if not gold:
        raise InputError(f"{path}: empty")
    kind = kind or guess_kind(gold[0])
    return kind, [(row, _CLASSIFIERS[kind](row)) for row in gold]


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def figures(kind: str, judged: list[tuple[Row, Row]]) -> dict[str, float]:
    """The figures of the issue by name; 0.0 where nothing of that kind is in the set."""
    field = _FIELD[kind]
    both = [(gold[field], said[field]) for gold, said in judged]
    hard = [said for gold, said in judged if gold.get("category") == "hard-negative"]
    if kind == "answer":
        held = [gold for gold, said in both if said == "hold"]
        flagged = [gold for gold, said in both if said != "none"]
        unsafe = [said for gold, said in both if gold != "none"]
        safe = [said for gold, said in both if gold == "none"]
        return {
            "hold_unsafe_precision": _share(sum(g != "none" for g in held), len(held)),
            "unsafe_precision": _share(sum(g != "none" for g in flagged), len(flagged)),
            "unsafe_recall": _share(sum(s != "none" for s in unsafe), len(unsafe)),
            "wrong_hold_of_safe": _share(sum(s == "hold" for s in safe), len(safe)),
            "false_alarm_hard_negative": _share(
                sum(s["severity"] != "none" for s in hard), len(hard)
            ),
        }
    if kind == "question":
        emergencies = [said for gold, said in both if gold == "emergency"]
        urgent = [said for gold, said in both if gold == "urgent"]
        routine = [said for gold, said in both if gold == "routine"]
        return {
            "emergency_caught": _share(sum(s != "routine" for s in emergencies), len(emergencies)),
            "urgent_caught": _share(sum(s != "routine" for s in urgent), len(urgent)),
            "over_routine_as_emergency": _share(
                sum(s == "emergency" for s in routine), len(routine)
            ),
            "over_routine_any_card": _share(sum(s != "routine" for s in routine), len(routine)),
        }
    flagged = [gold for gold, said in both if said == "pii"]
    wanted = [said for gold, said in both if gold == "pii"]
    return {
        "pii_precision": _share(sum(g == "pii" for g in flagged), len(flagged)),
        "pii_recall": _share(sum(s == "pii" for s in wanted), len(wanted)),
    }


def report(path: Path, kind: str | None = None) -> str:
    """Precision and recall per class and the named figures, as lines of text."""
    kind, judged = pairs(path, kind)
    field = _FIELD[kind]
    lines = [f"{kind}: {len(judged)} items", "class          n  precision  recall"]
    for name in _CLASSES[kind]:
        right = sum(gold[field] == name == said[field] for gold, said in judged)
        wanted = sum(gold[field] == name for gold, _ in judged)
        called = sum(said[field] == name for _, said in judged)
        lines.append(
            f"{name:<10} {wanted:>5}     {_share(right, called):6.3f}  {_share(right, wanted):6.3f}"
        )
    lines += [f"{name:<28} {value:6.3f}" for name, value in figures(kind, judged).items()]
    return "\n".join(lines)
