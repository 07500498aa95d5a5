"""What the templates of months need: figures in words, tables, downloads."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from flask_babel import format_timedelta

from app.moderation.limits import TARGETS
from app.moderation.words import REPORT_CHOICES
from app.recall.limits import FEW
from app.transparency.counting.reports import PEOPLES_KINDS
from app.transparency.definitions import (
    HEADLINES,
    STEPS,
    TOLD,
    WRONG,
    Figure,
    act_figures,
    all_figures,
    category_figures,
)
from app.transparency.models import MonthlyFigures
from app.transparency.periods import Month
from app.transparency.words import figure_words, is_few, month_words, share_words, span_words

#: Figures that the head of a month's page shows, of all.
_SHORT = ("unsafe.removed", "readers.total", "recalls.told")


@dataclass(frozen=True)
class Shown:
    """A figure and what the page says."""

    label: Any
    meaning: Any
    value: str


@dataclass(frozen=True)
class StepRow:
    """A step of removals. `median` and `longest` are seconds, for the bar beside the words."""

    label: Any
    meaning: Any
    count: int
    median: str
    worst: str
    seconds: float


@dataclass(frozen=True)
class ReportRow:
    """Reports of one kind, and its target time."""

    label: Any
    made: str
    agreed: str
    waiting: str
    target: str
    met: str


class MonthView:
    """The page of one month."""

    def __init__(self, month: Month, row: MonthlyFigures) -> None:
        self.month, self.row = month, row
        self.name, self.title = month.name, month_words(month)
        self._figures = row.figures

    @property
    def short(self) -> list[Shown]:
        """The numbers at the top."""
        return [self._shown(all_figures()[name]) for name in _SHORT]

    @property
    def put_back(self) -> str:
        """How many removed posts were put back in it."""
        return self._shown(all_figures()["reversals.put_back"]).value

    @property
    def headlines(self) -> list[Shown]:
        return [self._shown(figure) for figure in HEADLINES]

    @property
    def told(self) -> list[Shown]:
        return [self._shown(figure) for figure in TOLD]

    @property
    def wrong(self) -> list[Shown]:
        return [self._shown(figure) for figure in WRONG]

    @property
    def acts(self) -> list[Shown]:
        """The kinds of which there were any."""
        return [self._shown(one) for one in act_figures() if self._figures.get(one.name)]

    @property
    def categories(self) -> list[Shown]:
        """The categories of which there were any, the most frequent first."""
        found = [one for one in category_figures() if self._figures.get(one.name)]
        found.sort(key=lambda one: -self._figures[one.name])
        return [self._shown(one) for one in found]

    @property
    def steps(self) -> list[StepRow]:
        return [
            StepRow(
                step.label,
                step.meaning,
                int(self._figures.get(f"{step.name}.count", 0)),
                span_words(self._figures.get(f"{step.name}.median")),
                span_words(self._figures.get(f"{step.name}.worst")),
                self._figures.get(f"{step.name}.median", 0),
            )
            for step in STEPS
        ]

    @property
    def reports(self) -> list[ReportRow]:
        return [self._report_row(kind) for kind in PEOPLES_KINDS]

    @property
    def flags(self) -> int:
        """How many flags rules raised."""
        return int(self._figures.get("reports.flags", 0))

    @property
    def share_agreed(self) -> str:
        """The share of judged reports, of all kinds, that were right."""
        agreed, disagreed = self._sum("agreed"), self._sum("disagreed")
        return share_words(agreed, agreed + disagreed)

    @property
    def share_in_time(self) -> str:
        met = sum(self._figures.get(f"targets.{kind}.met", 0) for kind in TARGETS)
        due = sum(self._figures.get(f"targets.{kind}.due", 0) for kind in TARGETS)
        return share_words(met, due)

    def _sum(self, outcome: str) -> float:
        return sum(self._figures.get(f"reports.{kind}.{outcome}", 0) for kind in PEOPLES_KINDS)

    def _shown(self, figure: Figure) -> Shown:
        value = figure_words(figure, self._figures.get(figure.name))
        return Shown(figure.label, figure.meaning, value)

    def _report_row(self, kind: str) -> ReportRow:
        get = self._figures.get
        made, agreed = get(f"reports.{kind}.made", 0), get(f"reports.{kind}.agreed", 0)
        disagreed = get(f"reports.{kind}.disagreed", 0)
        ended = sum(
            get(f"reports.{kind}.{outcome}", 0)
            for outcome in ("agreed", "disagreed", "disputed", "ignored")
        )
        figure = all_figures()[f"reports.{kind}.made"]
        return ReportRow(
            label=REPORT_CHOICES[kind][0],
            made=figure_words(figure, made),
            agreed=share_words(agreed, agreed + disagreed),
            waiting=figure_words(figure, made - ended),
            target=target_words(kind),
            met=share_words(get(f"targets.{kind}.met"), get(f"targets.{kind}.due")),
        )


def target_words(kind: str) -> str:
    """The target time of a kind of report: "1 hour"."""
    span: timedelta = TARGETS[kind]
    return str(format_timedelta(span, granularity="hour", threshold=48))


def month_views(rows: Sequence[MonthlyFigures]) -> list[MonthView]:
    """The list of months."""
    return [MonthView(row.period, row) for row in rows]


def downloads(row: MonthlyFigures) -> list[dict[str, Any]]:
    """Every figure as machines read it; a small number about people is None and says below what."""
    found: list[dict[str, Any]] = []
    for name, figure in all_figures().items():
        if name not in row.figures:
            continue
        value = row.figures[name]
        entry: dict[str, Any] = {"name": name, "value": value, "unit": figure.unit}
        if is_few(figure, value):
            entry |= {"value": None, "fewer_than": FEW}
        found.append(entry | {"label": str(figure.label), "meaning": str(figure.meaning)})
    return found


def to_json(row: MonthlyFigures) -> Mapping[str, Any]:
    """A month as one object."""
    return {
        "month": row.month,
        "is_final": row.is_final,
        "counted_at": row.computed_at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "definitions": row.definitions,
        "figures": downloads(row),
    }


def to_csv(row: MonthlyFigures) -> str:
    """A month as a table, one figure a line."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(["month", "name", "value", "fewer_than", "unit", "label", "meaning"])
    for entry in downloads(row):
        value = "" if entry["value"] is None else entry["value"]
        writer.writerow(
            [
                row.month,
                entry["name"],
                value,
                entry.get("fewer_than", ""),
                entry["unit"],
                entry["label"],
                entry["meaning"],
            ]
        )
    return text.getvalue()
