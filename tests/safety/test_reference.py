"""Categories, signs and countries are complete and say what the taxonomy says."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

import pytest

from app.safety import countries
from app.safety.categories import (
    NOTE_LENGTH,
    Recall,
    categories,
    category,
    personal_data_kinds,
    signs,
)
from app.safety.review import CODES


def test_eighteen_categories_in_the_order_of_the_taxonomy() -> None:
    assert tuple(categories()) == CODES
    assert [row.number for row in categories().values()] == list(range(1, 19))


@pytest.mark.parametrize("code", CODES)
def test_words_for_people_are_complete_and_without_amounts(code: str) -> None:
    row = category(code)
    assert NOTE_LENGTH[0] <= len(row.reader) <= NOTE_LENGTH[1]
    for words in (row.author, row.reader, row.claim, row.reason, row.now):
        assert words.endswith(".")
        assert not any(character.isdigit() for character in words)


def test_recall_classes_follow_the_taxonomy() -> None:
    by_class: dict[Recall, set[int]] = {}
    for row in categories().values():
        by_class.setdefault(row.recall, set()).add(row.number)
    assert by_class == {
        Recall.ACT_NOW: {1, 2, 6, 9, 10, 11, 12},
        Recall.IMPORTANT: {3, 7, 8, 13, 16, 18},
        Recall.CORRECTION: {4, 5, 15},
        Recall.NONE: {14, 17},
    }


def test_signs_and_kinds_are_complete() -> None:
    levels = [sign.level for sign in signs().values()]
    assert (levels.count("emergency"), levels.count("urgent")) == (18, 14)
    assert len(personal_data_kinds()) == 10


def test_rules_use_known_categories_and_signs() -> None:
    from app.safety.rules import rules

    assert {rule.category for rule in rules("review")} <= set(CODES)
    assert {rule.category for rule in rules("triage")} == set(signs())


@pytest.mark.parametrize("code", ["GB", "IE", "US", "CA", "AU", "NZ", "IN", "EU"])
def test_every_country_has_an_emergency_number_and_a_date(code: str) -> None:
    entry = countries.country(code)
    assert entry.line("emergency").number
    assert entry.reviewed
    assert entry.reviewed > date(2026, 1, 1)


#: Codes whose urgent, crisis or poisons line is left to generic words, on purpose.
WITHOUT = {
    "IE": {"urgent"},
    "US": {"urgent"},
    "IN": {"urgent"},
    "EU": {"urgent", "crisis", "poisons"},
}


@pytest.mark.parametrize("code", countries.countries())
def test_every_entry_has_each_kind_with_its_source_or_falls_back_to_words(code: str) -> None:
    entry = countries.country(code)
    assert entry.name
    assert entry.reviewed is not None
    assert date(2026, 1, 1) < entry.reviewed <= datetime.now(UTC).date()
    for kind in countries.KINDS:
        line = entry.line(kind)
        assert line.service
        if line.number is None:
            assert kind in WITHOUT.get(code, set()), f"{code} has no {kind} line"
            assert line == countries.GENERIC.line(kind)
        else:
            assert kind not in WITHOUT.get(code, set()), f"{code} has a {kind} line by now"
            assert line.source, f"{code}: {kind} names no source"
            assert re.fullmatch(r"[\d -]{3,20}", line.number), line.number
            assert 3 <= sum(mark.isdigit() for mark in line.number) <= 12


def test_missing_entries_are_generic_words() -> None:
    nowhere = countries.country("zz")
    assert nowhere.line("emergency").number is None
    assert nowhere.line("emergency").words == "your local emergency number"
    assert countries.country("eu").line("poisons").number is None
    assert countries.country("gb").line("emergency").words.startswith("999")
