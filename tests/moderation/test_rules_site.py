"""The grammar of the site's own rules: act, direction, thing, in one sentence."""

from __future__ import annotations

import time

import pytest

from app.moderation.rules.site import Phrases, match_rules

ADVICE = Phrases(
    "site:1",
    ("drink", "rub on", "come off/came off/coming off"),
    ("kerosene", "black salve", "remedy", "the patch"),
    "advice",
    "hold",
    "dangerous_remedy",
    "It recommends kerosene.",
)
ANYTHING = Phrases(
    "site:2", ("buy",), ("course",), "anything", "queue", "scam", "It is about a course."
)


def words(rule, text):
    return [text[one.start : one.end] for one in match_rules((rule,), text)]


@pytest.mark.parametrize(
    ("text", "matched"),
    [
        ("Drink kerosene twice a day.", "Drink kerosene"),
        ("You could drink some kerosene.", "drink some kerosene"),
        ("Try drinking kerosene.", "drinking kerosene"),
        ("Come off the patch.", "Come off the patch"),
        ("I'd drink the kerosine.", "drink the kerosine"),
        ("Black salves: rub on daily.", "Black salves: rub on"),
        ("DRINK KEROSENE", "DRINK KEROSENE"),
        ("Drink these remedies.", "Drink these remedies"),
    ],
)
def test_advice_matches(text, matched):
    assert words(ADVICE, text) == [matched]


@pytest.mark.parametrize(
    "text",
    [
        "Do not drink kerosene.",
        "Never drink kerosene.",
        "Please don't drink kerosene.",
        "> Drink kerosene\n\nThat is dangerous.",
        'Ignore whoever wrote "drink kerosene every day", it is dangerous.',
        "I drank kerosene as a child.",
        "Should I drink kerosene?",
        "You should drink more. Kerosene is for lamps.",
        "Drink water.",
        "",
    ],
)
def test_advice_does_not_match(text):
    assert words(ADVICE, text) == []


@pytest.mark.parametrize("text", ["Dr1nk kerosene", "Drink k e r o s e n e", "Drink kеrosene"])
def test_disguise_does_not_hide_it(text):
    assert len(words(ADVICE, text)) == 1


def test_anything_matches_reports_and_questions_but_not_the_negated():
    assert words(ANYTHING, "I was buying her courses. Where do you buy a course?") == [
        "buying her courses",
        "buy a course",
    ]
    assert words(ANYTHING, "I never buy courses.") == []


def test_one_match_a_sentence_and_four_at_most():
    assert len(words(ADVICE, "Drink kerosene, drink kerosene. " * 9)) == 4


def test_several_rules_are_matched_together_in_the_order_of_the_text():
    found = match_rules((ADVICE, ANYTHING), "Buy the course. Drink kerosene.")
    assert [one.rule for one in found] == ["site:2", "site:1"]


@pytest.mark.parametrize(
    "text", ["drink kerosene. ", "drink ", "kerosene ", "d r i n k ", "don't drink ", "> drink\n"]
)
def test_time_stays_short_whatever_the_text(text):
    match_rules((ADVICE,), "warm up")
    started = time.process_time()
    match_rules((ADVICE, ANYTHING), (text * 2_000)[:10_000])
    assert time.process_time() - started < 0.5  # alone it takes a tenth of that
