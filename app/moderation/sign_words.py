"""The words moderators see for warning signs of questions, and the cards they choose from."""

from __future__ import annotations

from flask_babel import gettext as _

from app.forum import care
from app.forum.models.triage import RED_FLAGS
from app.safety.categories import signs


def sign_words(code: str | None) -> str:
    """A card in a few words: "Emergency: Signs of a stroke"."""
    card = care.card(code)
    if card is None:
        return str(_("No card"))
    level = {"emergency": _("Emergency"), "urgent": _("Urgent")}[card.level]
    return f"{level}: {_name(card)}"


def sign_choices() -> dict[str, dict[str, str]]:
    """Every card by its level, code to name; the general card of each level comes first."""
    return {
        level: {
            one.code: _name(one)
            for one in sorted(care.cards().values(), key=lambda card: card.code not in RED_FLAGS)
            if one.level == level
        }
        for level in RED_FLAGS
    }


def _name(card: care.Card) -> str:
    sign = signs().get(card.code)
    return sign.name if sign is not None else str(_("no sign in particular"))
