"""Whatever is sent to a workflow is answered, and all else goes on; `make fuzz` sends far more."""

import sys
from collections import Counter

import pytest

from tests.fuzz.field import Field, worker_on_a_database
from tests.fuzz.hostile import TELLTALE
from tests.workflow.stage_setting import Stage

OF_ONE_ROUND = 250
"""Inputs that the same workflows get, before fresh ones take their place."""


@pytest.mark.timeout(3600)
async def test_hostile_inputs_do_no_harm(
    empty_stage: Stage,
    database_url: str,
    pytestconfig: pytest.Config,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Hostile starts, updates, signals and queries are taken or refused in our own words, tell
    nothing private, stop no workflow task, and leave every pairing to come to its end."""
    most, seed = pytestconfig.getoption("inputs"), pytestconfig.getoption("seed")
    answers, faults = Counter[str](), list[str]()
    async with worker_on_a_database(empty_stage, database_url):
        for first in range(0, most, OF_ONE_ROUND):
            numbers = range(first, min(first + OF_ONE_ROUND, most))
            field = await Field.of(empty_stage, seed)
            await field.under_fire(numbers)
            await field.look()
            answers += field.answers
            faults += field.faults
            sys.stdout.write(f"--seed {seed}: {numbers.stop:,} of {most:,}, {dict(answers)}\n")
            sys.stdout.writelines(f"  {fault}\n" for fault in field.faults)
    assert faults == []
    assert TELLTALE not in caplog.text.lower()
    assert all(answers[kind] for kind in ("start taken", "update refused", "query taken"))
