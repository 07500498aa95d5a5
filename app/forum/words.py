"""The words readers see for what the forum stores."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l

from app.forum.notes import Notes

#: In the words of the form (design 3.1).
FREQUENCY_WORDS = {
    "all_the_time": _l("All the time"),
    "many_a_day": _l("Many times a day"),
    "few_a_day": _l("A few times a day"),
    "few_a_week": _l("A few times a week"),
    "less_often": _l("Less often"),
    "not_sure": _l("I am not sure"),
}
SAME_MUSCLE_WORDS = {
    "yes": _l("Yes"),
    "no": _l("No, it moves around"),
    "not_sure": _l("I am not sure"),
}
#: What an answer says of itself (design 3.2).
ANSWER_KIND_WORDS = {
    "experience": _l("This happened to me"),
    "information": _l("Information, with a source"),
    "care": _l("You may need care"),
}


def note_cells(notes: Notes, *, with_gaps: bool = False) -> list[tuple[str, Any, Any]]:
    """(name, heading, words) for the notes card; unsaid ones only with gaps, as None."""
    rows = [
        ("noticed", _l("First noticed"), notes.noticed),
        ("duration", _l("Lasts"), notes.duration),
        ("frequency", _l("How often"), FREQUENCY_WORDS.get(notes.frequency or "")),
        ("places", _l("Where"), notes.places),
        ("same_muscle", _l("Same muscle?"), SAME_MUSCLE_WORDS.get(notes.same_muscle or "")),
    ]
    return [row for row in rows if with_gaps or row[2]]
