"""Every line of the phrase tables does what its table says. They are for clinicians to read."""

from __future__ import annotations

import pytest

from app.safety import find_personal_data, review_text, triage_question
from app.safety.review import CODES
from tests.safety.texts import phrases, tables

ADVICE_MUST = [
    (name.removesuffix(".must.txt"), *line.split(" | ", 1))
    for name in tables(".must.txt")
    if not name.startswith("personal")
    for line in phrases(name)
]
ADVICE_MUST_NOT = [
    line
    for name in tables(".mustnot.txt")
    if not name.startswith("personal")
    for line in phrases(name)
]
QUESTIONS = [
    (name.split(".")[1], line.split(" | ", 2))
    for name in tables(".txt")
    if name.startswith("question.")
    for line in phrases(name)
]
PERSONAL_MUST = [line.split(" | ", 1) for line in phrases("personal.must.txt")]


def test_every_category_has_both_tables() -> None:
    assert {name.removesuffix(".must.txt") for name in tables(".must.txt")} >= set(CODES)
    assert {name.removesuffix(".mustnot.txt") for name in tables(".mustnot.txt")} >= set(CODES)


@pytest.mark.parametrize(("category", "severity", "text"), ADVICE_MUST)
def test_unsafe_advice_is_found(category: str, severity: str, text: str) -> None:
    review = review_text(text)
    assert (review.severity, review.category) == (severity, category)


@pytest.mark.parametrize("text", ADVICE_MUST_NOT)
def test_helpful_text_is_left_alone(text: str) -> None:
    review = review_text(text)
    assert review.label == "safe", [finding.rule for finding in review.findings]


@pytest.mark.parametrize(("level", "row"), QUESTIONS)
def test_questions_get_their_level(level: str, row: list[str]) -> None:
    _, title, body = row
    triage = triage_question(title, body)
    assert triage.red_flag == level, [finding.rule for finding in triage.findings]


@pytest.mark.parametrize(("kind", "text"), PERSONAL_MUST)
def test_personal_data_is_found(kind: str, text: str) -> None:
    assert kind in {finding.kind for finding in find_personal_data(text)}


@pytest.mark.parametrize("text", phrases("personal.mustnot.txt"))
def test_what_identifies_nobody_is_left_alone(text: str) -> None:
    assert find_personal_data(text) == ()
