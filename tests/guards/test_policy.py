"""The policy table is whole: every action has a rule and a sentence, and none is misspelt."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from app.core.errors import Refused
from app.permissions import authorize, can
from app.permissions.actions import ACTIONS
from app.permissions.policy import POLICY

APP = Path(__file__).parents[2] / "app"
USED = re.compile(r"""(?:authorize|can)\(\s*(?:\w+,\s*)?["']([a-z]+:[a-z-]+)["']""")


def test_every_action_has_a_rule_and_a_sentence():
    assert set(POLICY) == set(ACTIONS)


def test_every_action_that_code_asks_for_exists():
    asked = {
        action
        for file in [*APP.rglob("*.py"), *APP.rglob("*.html")]
        for action in USED.findall(file.read_text())
    }
    assert asked <= set(POLICY)
    assert len(asked) > 5, "the pattern no longer finds the calls"


def test_unknown_action_is_refused():
    assert not can(None, "post:explode")
    with pytest.raises(Refused):
        authorize(None, "post:explode")
