"""The learned part: passages of long posts, and the second opinion on what rules find."""

from __future__ import annotations

from app.safety import learned, review_text, rules, triage_question, wording
from app.safety.review import prepare
from app.safety.speech import sentence_kinds
from tests.safety.texts import corpus

CALM = "I sat in the garden with my sister and we talked about her new kitchen and the cat. "
UNSAFE = "Have you tried leaving the beta blocker out for a week to see? Your body needs a rest."


def _rule_hits(text: str, severity: str) -> list[float]:
    """Second opinions on the matches of all rules of that severity."""
    marked = prepare(text)
    kinds = sentence_kinds(marked)
    return [
        learned.second_opinion(learned.ANSWERS, marked, kinds, hit.first)
        for rule in rules.rules("review")
        if rule.severity == severity
        for hit in rules.match(rule, marked, kinds)
    ]


def test_a_short_text_is_one_passage() -> None:
    words = prepare(CALM).words
    assert wording.passages(words) == (words.all,)


def test_passages_of_a_long_text_are_whole_sentences_and_cover_it() -> None:
    words = prepare(CALM * 12).words
    passages = wording.passages(words)
    covered = 0
    for passage in passages:
        covered |= passage
        assert passage.bit_count() <= wording.PASSAGE
        assert all(passage & mask in (0, mask) for mask in words.sentence_masks)
    assert covered == words.all


def test_the_passage_around_a_word_holds_its_sentence() -> None:
    words = prepare(CALM * 12).words
    middle = len(words.text) // 2
    assert wording.around(words, middle) & words.sentence_masks[words.sentence_of[middle]]


def test_one_unsafe_sentence_does_not_drown_in_a_long_post() -> None:
    assert review_text(CALM * 6 + UNSAFE + " " + CALM * 6).severity in ("queue", "hold")
    assert review_text(CALM * 12).severity == "none"


def test_a_hold_of_a_rule_the_wording_does_not_bear_out_is_a_queue_at_most() -> None:
    doubted = [
        row["text"]
        for row in corpus("answers.demo-unseen.jsonl")
        if any(score < learned.NO_HOLD for score in _rule_hits(row["text"], "hold"))
    ]
    assert doubted, "no rule errs any more: the second opinion is not needed"
    assert [text for text in doubted if review_text(text).severity == "hold"] == []


def test_a_claimed_role_is_never_dismissed() -> None:
    assert review_text("I am a nurse in London.").severity == "queue"


def test_thoughts_of_suicide_stay_an_emergency_whatever_the_wording() -> None:
    calm = "We had a lovely day and ate cake. I want to die. The cat sends her regards."
    assert triage_question("Lovely day", calm).red_flag == "emergency"
