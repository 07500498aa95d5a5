"""Counting a span of time from the rows. Each function is given a month and asks a few queries.

What every figure means stands in `app/transparency/definitions.py`; these functions fill in the
numbers by the same names. Spans of time are in seconds. A test holds both to the same names.
"""

from __future__ import annotations

from app.transparency.counting.acts import count_acts, count_reversals
from app.transparency.counting.people import count_appeals, count_holds, count_recalls
from app.transparency.counting.removals import count_removals
from app.transparency.counting.reports import count_reports
from app.transparency.periods import Month


def count_month(month: Month) -> dict[str, float]:
    """All figures of a month, as the rows are now. About 20 queries at any size."""
    counted: dict[str, float | None] = {}
    for part in (
        count_removals(month),
        count_recalls(month),
        count_reports(month),
        count_acts(month),
        count_reversals(month),
        count_appeals(month),
        count_holds(month),
    ):
        counted |= part
    # What was never measured is left out: no number is not the number 0.
    return {name: value for name, value in counted.items() if value is not None}


__all__ = ["count_month"]
