"""A pairing that is started wrongly ends at once, and says everything that is wrong."""

from typing import Any

import pytest
from temporalio.client import WorkflowFailureError

from tests.workflow.material import a_setup, new_pairing_id
from tests.workflow.stage_setting import Stage, problems_of, raw

STARTS: dict[str, tuple[tuple[Any, ...], str]] = {
    "nothing": ((), "exactly one argument is needed, 0 were given"),
    "two arguments": (({}, {}), "exactly one argument is needed, 2 were given"),
    "a text": (("setup",), "the argument is not a JSON object"),
    "bytes": ((b"\x00",), "the argument is not JSON"),
    "broken JSON": ((raw(b"{"),), "the argument is not valid JSON"),
    "neither setup nor state": (({},), "exactly one of setup and resume is needed"),
}


@pytest.mark.parametrize(("arguments", "problem"), STARTS.values(), ids=STARTS)
async def test_a_wrong_start_fails_at_once(
    stage: Stage, arguments: tuple[Any, ...], problem: str
) -> None:
    """Without exactly one object that says how to begin, the workflow fails with the reason."""
    pairing = await stage.start_pairing(new_pairing_id(), *arguments)
    with pytest.raises(WorkflowFailureError) as failed:
        await pairing.handle.result()
    (told,) = problems_of(failed.value.cause)
    assert told.problem == problem


async def test_a_wrong_setup_fails_with_every_mistake(stage: Stage) -> None:
    """All mistakes of a setup are told at once, and nothing reaches the journal."""
    pairing_id = new_pairing_id()
    setup = a_setup(pairing_id).model_dump(mode="json")
    setup |= {"mentor": "anna@example.com", "time_zone": "Mars/Olympus", "colour": "red"}
    del setup["topics"]
    pairing = await stage.start_pairing(pairing_id, {"setup": setup})
    with pytest.raises(WorkflowFailureError) as failed:
        await pairing.handle.result()
    problems = problems_of(failed.value.cause)
    assert sorted(problem.path for problem in problems) == [
        "setup.colour",
        "setup.mentor",
        "setup.time_zone",
        "setup.topics",
    ]
    assert "anna" not in str(problems)
    assert await pairing.records() == []


async def test_the_setup_of_another_pairing_fails_at_once(stage: Stage) -> None:
    """A pairing that is started under the id of another one says so, and writes nothing."""
    pairing = await stage.start_pairing(new_pairing_id(), {"setup": a_setup(new_pairing_id())})
    with pytest.raises(WorkflowFailureError) as failed:
        await pairing.handle.result()
    (problem,) = problems_of(failed.value.cause)
    assert problem.path == "setup.pairing_id"
    assert await pairing.records() == []
