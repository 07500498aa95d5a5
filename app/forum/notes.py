"""The Notes from the asker: what a doctor asks first, as one typed value."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from app.forum.models import NotesColumns


@dataclass(frozen=True)
class Notes:
    """The five answers, each None when not said. Lengths: noticed, duration 60; places 120."""

    noticed: str | None = None
    duration: str | None = None
    frequency: str | None = None
    places: str | None = None
    same_muscle: str | None = None

    @classmethod
    def of(cls, row: NotesColumns) -> Notes:
        """The notes of a question or draft."""
        return cls(row.noticed, row.duration, row.frequency, row.places, row.same_muscle)

    def write_to(self, row: NotesColumns) -> None:
        """Put the notes on a question or draft."""
        for name, value in asdict(self).items():
            setattr(row, name, value or None)

    def as_dict(self) -> dict[str, Any]:
        """Only what was said; {} when nothing was."""
        return {name: value for name, value in asdict(self).items() if value}
