"""The file of reasons keeps to its rules, so that it can be edited without fear."""

from __future__ import annotations

import re

import pytest

from app.moderation.reasons import NOTE_LENGTH, RECALLS, shipped_reasons
from app.safety.review import CODES

UNSAFE = list(shipped_reasons().unsafe.values())


def test_every_category_of_the_safety_rules_has_its_words_in_the_same_order():
    assert tuple(shipped_reasons().unsafe) == CODES


@pytest.mark.parametrize("one", UNSAFE, ids=lambda one: one.code)
def test_prepared_note_is_neither_too_short_nor_too_long_and_names_no_amount(one):
    low, high = NOTE_LENGTH
    assert low <= len(one.note) <= high
    assert not re.search(r"\d", one.note)
    assert one.recall in RECALLS
    assert len(one.reason) <= 200


def test_recall_classes_follow_the_taxonomy():
    classes = {recall: {one.code for one in UNSAFE if one.recall == recall} for recall in RECALLS}
    assert classes["none"] == {"self_harm_ed", "personal_data"}
    assert classes["act_now"] == {
        "stop_change_medicine", "dosing", "discourage_emergency", "dangerous_remedy", "megadose",
        "interaction", "pregnancy_child",
    }  # fmt: skip
    assert classes["correction"] == {"drug_seeking", "certain_diagnosis", "unproven_cure"}
