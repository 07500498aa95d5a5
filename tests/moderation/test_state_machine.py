"""Whatever people do in whatever order: the status follows from the acts, nothing is lost.

Hypothesis makes the orders up; `machine.acts` does them, `machine.laws` looks after each step. The
orders are the same in each run, so that a red build is about the change that made it red; for a
long walk through new ones set MACHINE_EXAMPLES to some hundred, now and then.
"""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.engines import Database
from tests.moderation.machine.acts import AnswerMachine, ThreadMachine

STEPS = 40
#: Examples on each engine; emptying PostgreSQL takes longer than copying a file.
EXAMPLES = {"sqlite": 20, "postgresql": 4}
LONG_WALK = int(os.environ.get("MACHINE_EXAMPLES", "0"))


@pytest.mark.parametrize("machine", [AnswerMachine, ThreadMachine])
@pytest.mark.parametrize("engine", EXAMPLES)
def test_status_follows_from_the_acts_and_no_act_is_lost(request, engine, machine):
    database: Database = request.getfixturevalue(f"{engine}_database")
    try:
        run_state_machine_as_test(
            type(machine.__name__, (machine,), {"database": database}),
            settings=settings(
                max_examples=LONG_WALK or EXAMPLES[engine],
                derandomize=not LONG_WALK,
                phases=[Phase.generate, *([Phase.shrink] if LONG_WALK else [])],
                stateful_step_count=STEPS,
                deadline=None,
                database=None,
                suppress_health_check=list(HealthCheck),
            ),
        )
    finally:
        database.empty()
