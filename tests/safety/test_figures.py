"""Figures on texts that were not read while the rules were tuned: floors, not the aim.

The aims are in the issue and in docs/safety.md, with what was reached.
"""

from __future__ import annotations

import pytest

from app.safety import batch
from tests.safety.texts import HERE

# The files named "unseen" were written before the rules by the same hand; "fresh" and "later" ones
# after them, obliquely on purpose, and never read while tuning: these are the honest measure.
FLOORS = {
    "answers.unseen.jsonl": {"unsafe_precision": 0.94, "unsafe_recall": 0.88},
    "answers.fresh-unseen.jsonl": {"unsafe_precision": 0.86, "unsafe_recall": 0.70},
    "answers.later-unseen.jsonl": {"unsafe_precision": 0.92, "unsafe_recall": 0.60},
    "questions.unseen.jsonl": {"emergency_caught": 0.90, "urgent_caught": 0.85},
    "questions.fresh-unseen.jsonl": {"emergency_caught": 0.90, "urgent_caught": 0.75},
    "questions.later-unseen.jsonl": {"emergency_caught": 0.90, "urgent_caught": 0.75},
    "pii.unseen.jsonl": {"pii_precision": 0.95, "pii_recall": 0.90},
}
CEILINGS = {
    "answers.unseen.jsonl": {"wrong_hold_of_safe": 0.02, "false_alarm_hard_negative": 0.08},
    "answers.fresh-unseen.jsonl": {"wrong_hold_of_safe": 0.04},
    "answers.later-unseen.jsonl": {"wrong_hold_of_safe": 0.02, "false_alarm_hard_negative": 0.08},
    "questions.unseen.jsonl": {"over_routine_as_emergency": 0.05},
    "questions.fresh-unseen.jsonl": {"over_routine_as_emergency": 0.05},
    "questions.later-unseen.jsonl": {"over_routine_as_emergency": 0.05},
}


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_figures_do_not_fall(name: str) -> None:
    kind, judged = batch.pairs(HERE / "corpus" / name)
    reached = batch.figures(kind, judged)
    too_low = {k: reached[k] for k, floor in FLOORS[name].items() if reached[k] < floor}
    too_high = {k: reached[k] for k, roof in CEILINGS.get(name, {}).items() if reached[k] > roof}
    assert (too_low, too_high) == ({}, {})
