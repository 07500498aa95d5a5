"""Switching rules and writing the site's own: who may, what is kept, what comes of it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select

from app.core.db import db, transaction
from app.core.errors import Conflict, Invalid, NotFound, Refused
from app.moderation.rule_models import RuleChange, RuleSwitch, SiteRule
from app.moderation.rules import check_text
from app.moderation.rules import services as changing
from app.moderation.rules.services import Wanted

WANTED = Wanted(
    name="Kerosene",
    verbs=" Drink\n\nrub on\ndrink ",
    objects="kerosene",
    direction="advice",
    action="hold",
    category="dangerous_remedy",
    why="It recommends kerosene.",
)
TEXT = "You could drink kerosene."


@pytest.fixture
def ada(make):
    return make.administrator()


def do(service, *arguments, **values):
    with transaction():
        return service(*arguments, **values)


def changes():
    return [row.what for row in db.session.scalars(select(RuleChange).order_by(RuleChange.id))]


def test_administrator_switches_a_rule_off_and_on(app, ada):
    do(changing.switch_rule, ada, "stop-medicine", off=True)
    assert db.session.get(RuleSwitch, "stop-medicine").is_off
    do(changing.switch_rule, ada, "stop-medicine", off=False)
    assert not db.session.get(RuleSwitch, "stop-medicine").is_off
    assert changes() == ["Switched off", "Switched on"]
    assert db.session.scalar(select(RuleChange.changed_by_id).limit(1)) == ada.id


def test_switching_to_what_is_so_already_changes_nothing(app, ada):
    do(changing.switch_rule, ada, "stop-medicine", off=False)
    assert changes() == []


def test_rule_that_the_engine_does_not_have_is_not_found(app, ada):
    with pytest.raises(NotFound):
        do(changing.switch_rule, ada, "no-such-rule", off=True)


def test_moderator_changes_no_rule(app, make):
    mona = make.moderator()
    for service, *arguments in (
        (changing.switch_rule, "stop-medicine"),
        (changing.switch_site_rule, 1),
    ):
        with pytest.raises(Refused, match="administrators"):
            do(service, mona, *arguments, off=True)
    with pytest.raises(Refused):
        do(changing.add_site_rule, mona, WANTED)
    with pytest.raises(Refused):
        do(changing.edit_site_rule, mona, 1, WANTED, version=1)
    assert changes() == []


def test_new_rule_is_cleaned_off_and_counts_once_it_is_on(app, ada):
    row = do(changing.add_site_rule, ada, WANTED)
    assert (row.verbs, row.is_on) == ("drink\nrub on", False)
    rule = f"site:{row.id}"
    assert rule not in {one.rule for one in check_text(TEXT, kind="answer").findings}
    do(changing.switch_site_rule, ada, row.id, off=False)
    assert rule in {one.rule for one in check_text(TEXT, kind="answer").findings}
    assert changes() == ["Added “Kerosene”", "Switched “Kerosene” on"]


def test_edit_says_what_was_changed(app, ada):
    row = do(changing.add_site_rule, ada, WANTED)
    do(changing.edit_site_rule, ada, row.id, replace(WANTED, action="queue"), version=1)
    assert changes()[-1] == "Changed “Kerosene”: action from hold to queue"
    kept = db.session.get(SiteRule, row.id, populate_existing=True)
    assert (kept.action, kept.version) == ("queue", 2)


def test_edit_that_changes_nothing_leaves_no_trace(app, ada):
    row = do(changing.add_site_rule, ada, WANTED)
    do(changing.edit_site_rule, ada, row.id, WANTED, version=1)
    assert changes() == ["Added “Kerosene”"]


def test_edit_of_a_rule_that_changed_meanwhile_is_refused(app, ada):
    row = do(changing.add_site_rule, ada, WANTED)
    do(changing.edit_site_rule, ada, row.id, replace(WANTED, action="queue"), version=1)
    with pytest.raises(Conflict):
        do(changing.edit_site_rule, ada, row.id, replace(WANTED, action="notice"), version=1)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", "K"),
        ("name", "K" * 61),
        ("verbs", "\n "),
        ("verbs", "…"),
        ("verbs", "one two three four five six seven eight"),
        ("objects", "\n".join(f"word{n}" for n in range(51))),
        ("objects", "x" * 61),
        ("direction", "sideways"),
        ("action", "explode"),
        ("category", "nonsense"),
        ("why", "short"),
        ("why", "x" * 301),
    ],
)
def test_value_that_cannot_be_used_is_refused_at_its_field(app, ada, field, value):
    with pytest.raises(Invalid) as refusal:
        do(changing.add_site_rule, ada, replace(WANTED, **{field: value}))
    assert refusal.value.field == field
    assert db.session.scalar(select(SiteRule)) is None


def test_two_rules_never_share_a_name(app, ada):
    do(changing.add_site_rule, ada, WANTED)
    with pytest.raises(Invalid, match="name"):
        do(changing.add_site_rule, ada, WANTED)


def test_rule_that_does_not_exist_is_not_found(app, ada):
    for number in (0, 999, 2**70):
        with pytest.raises(NotFound):
            do(changing.switch_site_rule, ada, number, off=True)
