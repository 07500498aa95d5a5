"""The words moderators see for rules."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l

from app.moderation.reasons import shipped_reasons
from app.safety.categories import signs

#: What a match leads to, in the list of rules.
SEVERITY_WORDS = {
    "hold": _l("Holds the post"),
    "queue": _l("Asks a moderator"),
    "notice": _l("Adds a fixed line"),
    "emergency": _l("Emergency card"),
    "urgent": _l("Urgent card"),
    "personal": _l("Asks the writer"),
}
#: What an administrator can choose, from the mildest: (value, words, example).
ACTION_CHOICES = (
    ("notice", _l("It stays"), _l("With a fixed line under it.")),
    ("queue", _l("It stays, and a moderator looks"), _l("For what is wrong but leaves time.")),
    (
        "hold",
        _l("It is held"),
        _l("Only its author and moderators see it until a moderator decides."),
    ),
)
DIRECTION_CHOICES = (
    (
        "advice",
        _l("Advice to the reader"),
        _l("“Drink it”, “you could drink it”, “try drinking it”."),
    ),
    ("anything", _l("Anything that is said"), _l("Also “I drank it” and “who drinks it?”.")),
)


def category_words(code: str) -> Any:
    """The plain name of a category of unsafe advice or of a warning sign."""
    unsafe = shipped_reasons().unsafe.get(code)
    if unsafe is not None:
        return unsafe.name
    sign = signs().get(code)
    return sign.name if sign is not None else _l("By its wording")


def category_choices() -> dict[str, dict[str, str]]:
    """Categories by group, code to name, for a filter."""
    found = signs().values()
    return {
        "unsafe": {code: one.name for code, one in shipped_reasons().unsafe.items()},
        "emergency": {sign.code: sign.name for sign in found if sign.level == "emergency"},
        "urgent": {sign.code: sign.name for sign in found if sign.level == "urgent"},
    }
