"""Word differences: nothing is lost, and what belongs together stays together."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.core.diff import near_changes, word_diff

WORDS = st.lists(st.sampled_from(["calf", "eyelid", " ", "  ", "\n", "twitches", "."])).map("".join)


def test_a_replaced_phrase_is_one_removal_and_one_addition():
    assert word_diff("It lasted three days here.", "It lasted two weeks here.") == [
        ("same", "It lasted "),
        ("removed", "three days"),
        ("added", "two weeks"),
        ("same", " here."),
    ]


def test_equal_texts_have_no_change():
    assert word_diff("My calf twitches.", "My calf twitches.") == [("same", "My calf twitches.")]


def test_a_text_out_of_nothing_is_all_added():
    assert word_diff("", "My calf.") == [("added", "My calf.")]


@given(WORDS, WORDS)
def test_both_versions_can_be_read_from_the_changes(old, new):
    changes = word_diff(old, new)
    assert "".join(text for op, text in changes if op != "added") == old
    assert "".join(text for op, text in changes if op != "removed") == new


def test_only_the_neighbourhood_of_a_change_is_shown():
    before = " ".join(["calm"] * 100 + ["old"] + ["quiet"] * 100)
    after = before.replace("old", "new")
    shown = near_changes(word_diff(before, after), words=2)
    assert shown == [
        ("gap", "…"),
        ("same", "calm calm "),
        ("removed", "old"),
        ("added", "new"),
        ("same", " quiet quiet"),
        ("gap", "…"),
    ]
