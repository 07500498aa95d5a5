"""What the safety check said of a question, as columns of the question and of its draft."""

from __future__ import annotations

from sqlalchemy import JSON, String
from sqlalchemy.orm import Mapped, mapped_column

RED_FLAGS = ("emergency", "urgent")
#: What the asker said at the interruption: "Yes, or I am not sure", or "No, it was in the past".
HAPPENING = ("now", "past")


class TriageColumns:
    """Mixin: how soon the asker should get help, for which sign, and what the asker said to it.

    `red_flag` is None for a routine question. `warning_signs` holds the codes ticked in step 2;
    None when the group was not shown or not answered, [] for "None of these".
    """

    red_flag: Mapped[str | None] = mapped_column(String(10))
    red_flag_category: Mapped[str | None] = mapped_column(String(40))
    happening: Mapped[str | None] = mapped_column(String(4))
    warning_signs: Mapped[list[str] | None] = mapped_column(JSON)
