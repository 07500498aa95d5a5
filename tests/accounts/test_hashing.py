"""Passwords: what they must be, and how they are kept."""

from __future__ import annotations

import pytest

from app.accounts import hashing
from app.core.errors import Invalid
from tests.accounts.conftest import PASSWORD


@pytest.fixture(autouse=True)
def _cheap():
    hashing.configure(time_cost=1, memory_cost=8, parallelism=1)


def test_only_the_password_itself_matches():
    stored = hashing.hash_password(PASSWORD)
    assert stored.startswith("$argon2id$")
    assert hashing.matches(stored, PASSWORD)
    assert not hashing.matches(stored, PASSWORD + " ")


def test_the_costs_are_those_that_owasp_asks_for_unless_configured():
    hashing.configure()
    try:
        assert "m=19456,t=2,p=1" in hashing.hash_password(PASSWORD)
    finally:
        hashing.configure(time_cost=1, memory_cost=8, parallelism=1)


def test_without_a_stored_hash_nothing_matches():
    assert not hashing.matches(None, PASSWORD)


def test_a_hash_of_other_costs_is_outdated():
    stored = hashing.hash_password(PASSWORD)
    assert not hashing.is_outdated(stored)
    hashing.configure(time_cost=2, memory_cost=8, parallelism=1)
    assert hashing.is_outdated(stored)


def test_a_password_composed_in_another_way_is_the_same():
    stored = hashing.hash_password("Zoë likes long walks")
    assert hashing.matches(stored, "Zoe\u0308 likes long walks")


@pytest.mark.parametrize(
    "password", [PASSWORD, "æøå æøå æøå ok", "x9!kQ2#vL7pZ", "p q r s t u v " * 14]
)
def test_any_composition_of_twelve_to_two_hundred_characters_is_taken(password):
    hashing.check_password(password)


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("short and", "at least 12"),
        ("x" * 201, "at most 200"),
        ("password1234", "easy to guess"),
        ("aaaaaaaaaaaaaaaa", "easy to guess"),
        ("qwertyuiopasdf", "easy to guess"),
        ("asha@example.org", "easy to guess"),
    ],
)
def test_short_long_and_well_known_passwords_are_refused_with_a_reason(password, why):
    with pytest.raises(Invalid, match=why) as refusal:
        hashing.check_password(password, about=("Asha", "asha@example.org"))
    assert refusal.value.field == "password"
