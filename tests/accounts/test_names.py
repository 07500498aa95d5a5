"""Names: what they may be made of, and which look alike."""

from __future__ import annotations

import pytest

from app.accounts.names import checked_name, fold_name
from app.core.errors import Invalid


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Marguerite", "MARGUERITE"),
        ("Ben Okafor", "ben-okafor"),
        ("Ben Okafor", "B.e.n_Okafor"),
        ("Ben", "Веn"),  # Cyrillic В and е
        ("paula", "раulа"),  # Cyrillic р and а
        ("Zoë", "Zoe"),
        ("Illya", "lllya"),  # I and l
        ("Olga", "0lga"),
        ("Ben", "Ｂｅｎ"),  # full width
        ("Bernie", "Bemie"),  # rn and m
        ("Posy", "Ροsу"),  # Greek Ρ and ο, Cyrillic у
    ],
)
def test_names_that_look_alike_have_one_key(one, other):
    assert fold_name(one) == fold_name(other)


@pytest.mark.parametrize(("one", "other"), [("Asha", "Ashe"), ("北京", "背景"), ("Ben1", "Ben2")])
def test_names_that_differ_keep_their_own_keys(one, other):
    assert fold_name(one) != fold_name(other)


@pytest.mark.parametrize(
    "name",
    ["Asha", "Ben Okafor", "O’Neill", "Jean-Luc", "koba77", "Мария", "王芳", "علي", "Ngọc Ánh",
     "Nadine", "Staffan", "Dora", "Adrian", "Modesta"],
)  # fmt: skip
def test_ordinary_names_of_the_world_are_open(name):
    assert checked_name(name) == name


@pytest.mark.parametrize(
    "name",
    ["moderator", "M0derator", "The Moderators", "Аdmin", "admin_team", "Dr. Smith", "dr",
     "Doctor Who", "nurse jane", "Askwell", "askwe11 help", "staff",
     "support", "Anonymous asker", "deleted", "member-1234", "Member 77", "GP Jones"],
)  # fmt: skip
def test_names_that_speak_for_the_site_or_claim_a_profession_are_refused(name):
    with pytest.raises(Invalid, match="kept free"):
        checked_name(name)


@pytest.mark.parametrize(
    "name",
    ["a", "x" * 41, "Ben\nBcc: all@example.org", "Ben\u202eneB", "Ben\u200b", "<b>Ben</b>",
     "ben@example.org", "a/b", "....", "1234", "Z\u0335\u0336\u0337\u0338algo", "Ben\x00"],
)  # fmt: skip
def test_names_of_other_things_than_letters_are_refused(name):
    with pytest.raises(Invalid) as refusal:
        checked_name(name)
    assert refusal.value.field == "name"
