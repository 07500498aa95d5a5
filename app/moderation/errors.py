"""What moderation raises beyond the errors of core."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.core.errors import Conflict, DomainError


class AlreadyReported(Conflict):
    """This member's report of this post still waits for its answer."""

    def __init__(self, reported_at: datetime) -> None:
        super().__init__("You reported this already. It is still being checked.")
        self.reported_at = reported_at


class TooManyReports(DomainError):
    """A member, or an address, has used up the reports of a day."""

    status = 429

    def __init__(self) -> None:
        super().__init__("You have reported a lot today, thank you. You can report again tomorrow.")


@dataclass(frozen=True)
class Earlier:
    """An act, as values: its row is gone from memory once the transaction is undone."""

    act_id: int
    case_id: int | None
    kind: str
    is_undo: bool
    by_id: int | None
    by: str
    at: datetime


class TooLate(Conflict):
    """The case has changed since the moderator opened it. `earlier` says who decided, if anybody.

    The door puts name and time into words: "Dele removed this 20 seconds ago".
    """

    def __init__(self, sentence: str, earlier: Earlier | None = None) -> None:
        super().__init__(sentence)
        self.earlier = earlier
