"""Spans of time that things are counted by: months and weeks, in UTC."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta


@dataclass(frozen=True, order=True)
class Month:
    """A calendar month in UTC. Its name is "2026-11"."""

    year: int
    number: int

    @classmethod
    def of(cls, moment: datetime) -> Month:
        """The month in which a moment lies."""
        moment = moment.astimezone(UTC)
        return cls(moment.year, moment.month)

    @classmethod
    def named(cls, name: str) -> Month | None:
        """The month of this name; None for anything else."""
        found = re.fullmatch(r"(20\d\d)-(0[1-9]|1[0-2])", name, re.ASCII)
        return cls(int(found[1]), int(found[2])) if found else None

    @property
    def name(self) -> str:
        return f"{self.year}-{self.number:02}"

    @property
    def start(self) -> datetime:
        """Its first moment."""
        return datetime(self.year, self.number, 1, tzinfo=UTC)

    @property
    def end(self) -> datetime:
        """The first moment after it."""
        return self.next.start

    @property
    def next(self) -> Month:
        return Month(self.year + self.number // 12, self.number % 12 + 1)

    @property
    def previous(self) -> Month:
        return Month(self.year - (self.number == 1), self.number - 1 or 12)


@dataclass(frozen=True)
class Week:
    """Seven days from a Monday, in UTC. Its name is the Monday, such as "2026-11-23"."""

    start: datetime

    @classmethod
    def of(cls, moment: datetime) -> Week:
        """The week in which a moment lies."""
        day = moment.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
        return cls(day - timedelta(days=day.weekday()))

    @property
    def name(self) -> str:
        return self.start.strftime("%Y-%m-%d")

    @property
    def end(self) -> datetime:
        return self.start + timedelta(days=7)

    @property
    def previous(self) -> Week:
        return Week(self.start - timedelta(days=7))
