"""What holds for every text: quoting, negation, authority, disguise, folding, positions."""

from __future__ import annotations

import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from app.safety import find_personal_data, review_text, triage_question
from app.safety.lexicon import lexicon
from app.safety.model import SEVERITIES
from app.safety.normalise import normalise
from tests.safety.texts import phrases, tables

HELD = sorted(
    line.split(" | ", 1)[1]
    for name in tables(".must.txt")
    if not name.startswith("personal")
    for line in phrases(name)
    if line.startswith("hold")
)
PLAIN_HELD = sorted(
    text
    for name in tables(".must.txt")
    if not name.startswith("personal")
    for text in (line.split(" | ", 1)[1] for line in phrases(name) if line.startswith("hold"))
    if text.isascii()
)
# Whose words they are does not matter for personal data, also in these tables.
QUOTABLE = [text for text in HELD if not find_personal_data(text)]
IMPERATIVES = [
    "stop the gabapentin tonight",
    "take 40mg of propranolol before bed",
    "give the baby a drop of whisky in her bottle",
    "drink a capful of bleach in water every morning",
    "skip the MRI, it is a waste of time",
    "take ten grams of magnesium a night",
    "borrow a few of your husband's diazepam",
    "mix your codeine with a bottle of wine, it is fine",
]
AUTHORITIES = [
    "my consultant said",
    "the GP told me",
    "our pharmacist told us",
    "my neurologist agreed I could",
]
LOOK_ALIKE = str.maketrans("aeopc", "аеорс")
LEET = str.maketrans("aeos", "4305")
texts = st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Cs",)), max_size=300)
lively = st.lists(
    st.sampled_from(
        [
            "stop",
            "5t0p",
            "s t o p",
            "take",
            "two",
            "diazepam",
            "a b c",
            "no",
            "ѕtop",
            "\n",
            ".",
            "> x",
        ]
    ),
    max_size=30,
).map(" ".join)


def rank(severity: str) -> int:
    """Place of a severity in their order."""
    return SEVERITIES.index(severity)


def known(word: str) -> bool:
    """Whether a word is in the vocabulary."""
    return word in lexicon().words


@given(st.sampled_from(QUOTABLE))
def test_quoting_a_held_text_never_holds_it(text: str) -> None:
    quoted = "\n".join(f"> {line}" for line in text.split("\n"))
    assert review_text(quoted).severity == "none"
    assert review_text(f"{quoted}\n\nThis is dangerous, please ignore it.").severity == "none"


@given(st.sampled_from(IMPERATIVES), st.sampled_from(["do not", "don't", "never", "please do not"]))
def test_a_negation_in_front_never_raises_severity(text: str, negation: str) -> None:
    assert rank(review_text(f"{negation} {text}").severity) <= rank(review_text(text).severity)


@given(st.sampled_from(HELD), st.sampled_from(["do not", "never", "please do not"]))
def test_a_negation_before_any_held_text_never_raises_severity(text: str, negation: str) -> None:
    assert rank(review_text(f"{negation} {text}").severity) <= rank(review_text(text).severity)


@given(st.sampled_from(IMPERATIVES), st.sampled_from(AUTHORITIES))
def test_a_named_professional_never_raises_severity(text: str, authority: str) -> None:
    assert rank(review_text(f"{authority} {text}").severity) <= rank(review_text(text).severity)


def test_negated_commands_are_not_held() -> None:
    held = [text for text in IMPERATIVES if review_text(f"do not {text}").severity == "hold"]
    assert held == []


@settings(max_examples=150)
@given(
    st.sampled_from(PLAIN_HELD),
    st.sampled_from(["upper", "accent", "look-alike", "wide", "zero-width"]),
)
def test_disguises_never_lower_severity(text: str, disguise: str) -> None:
    if find_personal_data(text):
        return  # capitals and accents are part of how names and numbers are written
    dressed = {
        "upper": text.upper(),
        "accent": "".join(c + "\u0301" if c in "aeiou" else c for c in text),
        "look-alike": text.translate(LOOK_ALIKE),
        "wide": "".join(chr(ord(c) + 0xFEE0) if c.isalpha() else c for c in text),
        "zero-width": "\u200b".join(text),
    }[disguise]
    assert rank(review_text(dressed).severity) >= rank(review_text(text).severity)


@given(
    st.sampled_from(["stop", "take", "diazepam", "sertraline", "bleach", "insulin", "ibuprofen"])
)
def test_spaced_and_swapped_letters_are_read(word: str) -> None:
    assert normalise(" ".join(word), known).text == word
    if word not in ("bleach", "insulin"):
        assert normalise(word.translate(LEET), known).text == word


@given(texts | lively)
def test_folding_twice_is_folding_once(text: str) -> None:
    once = normalise(text, known)
    assert normalise(once.text, known).text == once.text
    assert len(once.origin) == len(once.text) + 1
    assert list(once.origin) == sorted(once.origin)


@given(texts | lively | st.sampled_from(HELD).map(lambda t: unicodedata.normalize("NFD", t)))
def test_positions_lie_inside_the_text(text: str) -> None:
    for finding in (*review_text(text).findings, *find_personal_data(text)):
        assert 0 <= finding.start < finding.end <= len(text)


@given(texts | lively, texts | lively)
def test_triage_positions_lie_inside_their_part(title: str, body: str) -> None:
    for finding in triage_question(title, body).findings:
        part = title if finding.part == "title" else body
        assert 0 <= finding.start < finding.end <= len(part)
