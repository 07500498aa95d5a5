"""The safety check of asking: which warning sign a question shows, in its words or by its ticks.

An emergency interrupts before the question can be posted (design 3.1); anything less never does.
The check never stops anybody from posting, and when it breaks nothing is found here: posting then
queues or holds the question (services/reviewing.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.forum.care import Card, card, card_of, worst
from app.forum.models import Draft
from app.forum.notes import Notes
from app.safety import Finding
from app.safety.learned import RULE as LEARNED
from app.safety.model import RED_FLAGS
from app.web.review import review


@dataclass(frozen=True)
class Sighting:
    """A warning sign with the words in which it was found, none for a tick."""

    card: Card
    words: str = ""


def sightings(
    title: str, body: str, notes: Notes | None = None, ticked: Sequence[str] | None = None
) -> list[Sighting]:
    """All warning signs of a question, emergencies first. Never raises.

    Rules that an administrator switched off are left out. ticked: codes from step 2.
    """
    found = _signs_in(title, body)
    if said := [line for line in vars(notes or Notes()).values() if line]:
        # Notes are no sentences, so what learned from sentences cannot judge them.
        more = _signs_in(title, "\n\n".join([body, *said]))
        found += [(one, words) for one, words in more if one.rule != LEARNED]
    found.sort(key=lambda pair: -RED_FLAGS.index(pair[0].severity))
    seen = [Sighting(card_of(one), words) for one, words in found]
    return [*seen, *(Sighting(one) for one in map(card, ticked or ()) if one is not None)]


def find_sign(
    title: str, body: str, notes: Notes | None = None, ticked: Sequence[str] | None = None
) -> Card | None:
    """The warning sign that matters most in a question; None when there is none. Never raises."""
    return worst(one.card for one in sightings(title, body, notes, ticked))


def _signs_in(title: str, body: str) -> list[tuple[Finding, str]]:
    found = review(body, title=title, kind="question").findings
    texts = {"title": title, "body": body}
    return [
        (one, texts[one.part][one.start : one.end]) for one in found if one.severity in RED_FLAGS
    ]


def interruption(draft: Draft) -> Card | None:
    """The emergency that step 3 shows before the draft can be posted, if there is one."""
    found = find_sign(draft.title, draft.body, Notes.of(draft), draft.warning_signs)
    return found if found is not None and found.is_emergency else None


def missing_step(draft: Draft) -> str | None:
    """The step that comes before posting, by its address; None when nothing is missing.

    Nobody skips the warning signs or an emergency by opening a later address: both take one click
    ("None of these", "Post it anyway"), so neither is a wall.
    """
    if draft.warning_signs is None:
        return "notes"
    return None if is_heeded(draft) else "safety"


def is_heeded(draft: Draft) -> bool:
    """Whether step 3 has nothing to say, or was answered for what it says now."""
    found = interruption(draft)
    return found is None or (draft.happening is not None and draft.red_flag_category == found.code)
