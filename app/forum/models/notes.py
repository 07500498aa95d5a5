"""The five questions a doctor asks, as typed columns (reference facts, 1.7; design 3.1)."""

from __future__ import annotations

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

FREQUENCIES = (
    "all_the_time",
    "many_a_day",
    "few_a_day",
    "few_a_week",
    "less_often",
    "not_sure",
)
SAME_MUSCLE = ("yes", "no", "not_sure")


def one_of(column: str, values: tuple[str, ...]) -> str:
    """SQL text of a check that the column holds one of the values, or nothing."""
    listed = ", ".join(f"'{value}'" for value in values)
    return f"{column} IS NULL OR {column} IN ({listed})"


class NotesColumns:
    """Mixin: what the asker says when asked. Every column is optional; None is "not said"."""

    noticed: Mapped[str | None] = mapped_column(String(60))
    duration: Mapped[str | None] = mapped_column(String(60))
    frequency: Mapped[str | None] = mapped_column(String(20))
    places: Mapped[str | None] = mapped_column(String(120))
    same_muscle: Mapped[str | None] = mapped_column(String(10))

    @property
    def has_notes(self) -> bool:
        return any((self.noticed, self.duration, self.frequency, self.places, self.same_muscle))
