"""Step 3 of asking: the place where rules look at a question before it is posted.

Nothing is found until the safety room registers its rules with `use_check`. An emergency interrupts
(design 3.1); anything less never does.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from app.forum.models import Draft
from app.forum.notes import Notes


@dataclass(frozen=True)
class Concern:
    """What the rules found in a question.

    category: a code of the safety taxonomy. lede: what was found, in a sentence to the asker.
    call: the heading of the emergency card, such as "Call 999 or 112 now if:"; signs: its list;
    number: the number to dial.
    """

    category: str
    lede: str
    call: str
    signs: tuple[str, ...]
    number: str
    is_emergency: bool = True


Check = Callable[[str, str, Notes], Concern | None]


def _nothing(title: str, body: str, notes: Notes) -> Concern | None:
    return None


_check: Check = _nothing


def use_check(check: Check) -> None:
    """Let this function look at questions. The last one registered counts."""
    global _check  # noqa: PLW0603 (one place that a room above fills when it sets itself up)
    _check = check


def check_question(title: str, body: str, notes: Notes) -> Concern | None:
    """What the rules found, the most urgent first; None when they found nothing."""
    return _check(title, body, notes)


def interruption(draft: Draft) -> Concern | None:
    """The emergency that step 3 shows before the draft can be posted, if there is one."""
    concern = check_question(draft.title, draft.body, Notes.of(draft))
    return concern if concern is not None and concern.is_emergency else None
