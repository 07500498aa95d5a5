"""What moderation raises beyond the errors of core."""

from __future__ import annotations

from datetime import datetime

from app.core.errors import Conflict, DomainError
from app.moderation.models import ModerationAction


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


class TooLate(Conflict):
    """The case has changed since the moderator opened it. `act` says who decided, if somebody did.

    The door puts name and time into words: "Dele removed this 20 seconds ago".
    """

    def __init__(self, sentence: str, act: ModerationAction | None = None) -> None:
        super().__init__(sentence)
        self.act = act
