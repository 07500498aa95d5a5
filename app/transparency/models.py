"""Tables of the transparency room: the figures of each month."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, String
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Base
from app.transparency.limits import COUNTED_UNTIL
from app.transparency.periods import Month


class MonthlyFigures(Base):
    """What was counted about a month: named numbers (definitions.py), exact.

    Pages say "fewer than 5" where a number could point at somebody; the row keeps the number.
    `definitions`: the version of what the names mean (limits.DEFINITIONS).
    """

    __tablename__ = "monthly_figures"

    #: Such as "2026-11".
    month: Mapped[str] = mapped_column(String(7), primary_key=True)
    figures: Mapped[dict[str, float]] = mapped_column(JSON)
    definitions: Mapped[int]
    computed_at: Mapped[datetime]

    @property
    def period(self) -> Month:
        """The month itself."""
        found = Month.named(self.month)
        assert found is not None, "only months are stored"
        return found

    @property
    def is_over(self) -> bool:
        """Whether the month had ended when it was counted."""
        return self.computed_at >= self.period.end

    @property
    def is_final(self) -> bool:
        """Whether it is not counted again."""
        return self.computed_at >= self.period.end + COUNTED_UNTIL
