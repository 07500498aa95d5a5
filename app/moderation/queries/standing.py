"""What a member may know of their own standing."""

from __future__ import annotations

from dataclasses import dataclass

from app.accounts.models import Member
from app.moderation.standing import Standing, standing_of
from app.moderation.weights import Accuracy, accuracy_of, weight_of
from app.permissions import authorize


@dataclass(frozen=True)
class OwnStanding:
    """The standing, and what a report of theirs weighs now."""

    standing: Standing
    accuracy: Accuracy

    @property
    def weight(self) -> int:
        return weight_of(self.standing.level, self.accuracy)


def own_standing(viewer: Member | None) -> OwnStanding:
    """Computed now, from the rows. Three queries. Raises Refused for visitors."""
    authorize(viewer, "member:edit-self", viewer)
    assert viewer is not None
    return OwnStanding(standing_of(viewer), accuracy_of(viewer))
