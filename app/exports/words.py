"""The words of the readable file."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

CHAPTER_WORDS = {
    "account": _l("Your account"),
    "posts": _l("What you posted"),
    "versions": _l("Every version that you wrote"),
    "drafts": _l("Your drafts"),
    "votes": _l("Your votes"),
    "reports": _l("What you reported"),
    "decisions": _l("Decisions about you"),
    "taken": _l("What we took out of your profile"),
    "warnings": _l("Warnings"),
    "notices": _l("What we told you"),
    "opened": _l("Posts you were shown in the last 90 days"),
}


def field_words(name: str) -> str:
    """The name of a field as words: "suspended_until" is "Suspended until"."""
    return name.replace("_", " ").capitalize()
