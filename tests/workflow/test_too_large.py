"""Megabytes of nonsense, one by one and many at once: nothing may stand still because of them.

Temporal takes up to 2 MB per message, and gives a worker two seconds for all that has arrived.
"""

import json
from typing import Any
from uuid import uuid4

import pytest
from temporalio.client import WorkflowFailureError
from temporalio.common import RawValue

from domain.engine.messages import SIZE_OF_FACT
from domain.pairing.commands import SubmitAssessment
from tests.workflow.cohort_stage import a_request, open_cohort
from tests.workflow.stage_setting import LivePairing, Stage, raw

NONSENSE: dict[str, dict[str, Any]] = {
    "unknown fields": {f"f{number}": 9 for number in range(140_000)},
    "nested lists": {"experience": [[1]] * 300_000},
    "mistakes in a table": {"knowledge": {f"k{number}": 9 for number in range(100_000)}},
}


def _as_sent(message: dict[str, Any]) -> RawValue:
    return raw(json.dumps(message).encode())


def _just_small_enough(pairing: LivePairing, number: int) -> RawValue:
    """A signal with as many mistakes and bytes as are still looked into."""
    mistakes: dict[str, Any] = {f"f{number}": 9 for number in range(SIZE_OF_FACT.values - 4)}
    message = pairing.message("integration", **mistakes) | {"message_id": f"many-{number}"}
    text = json.dumps(message | {"f0": ""})
    padding = "x" * (SIZE_OF_FACT.bytes - len(text))
    return _as_sent(message | {"f0": padding})


async def test_large_signals_that_waited_do_no_harm(empty_stage: Stage) -> None:
    """Large signals that waited for a worker are rejected, and the pairing answers at once."""
    async with empty_stage.worker():
        pairing = await empty_stage.open_pairing()
        await pairing.both("accept")
    huge = _as_sent(pairing.message("integration") | NONSENSE["unknown fields"])
    for name in ("session_completed", "unheard_of") * 4:
        await pairing.handle.signal(name, huge)
    for number in range(100):
        await pairing.handle.signal("session_completed", _just_small_enough(pairing, number))
    async with empty_stage.worker():
        await pairing.ask("submit_assessment", "mentee", knowledge={"data": 1})
    rejected = [
        record.data for record in await pairing.records() if "message_rejected" in record.type
    ]
    assert len(rejected) == 108
    assert "too large" in str(rejected[0]["problems"])
    assert "unknown field" in str(rejected[-1]["problems"])
    assert rejected[-1]["message_id"] == "many-99"


@pytest.mark.parametrize("nonsense", NONSENSE.values(), ids=NONSENSE)
async def test_a_large_update_is_refused_unread(stage: Stage, nonsense: dict[str, Any]) -> None:
    """An update that is too large is refused unread, and the next one is answered."""
    pairing = await stage.open_pairing()
    await pairing.both("accept")
    message = _as_sent(pairing.message("mentor") | nonsense)
    (told,) = await pairing.refusal("submit_assessment", message)
    assert told.problem.startswith("is too large to be looked into: 1,")
    assert told.allowed == "up to 256,000 bytes"
    await pairing.ask("submit_assessment", "mentee", knowledge={"data": 1})


async def test_very_many_values_are_refused_unread(stage: Stage) -> None:
    """A short message with a great many values is refused unread."""
    pairing = await stage.open_pairing()
    await pairing.both("accept")
    knowledge = {f"k{number}": 9 for number in range(SubmitAssessment.largest.values)}
    message = pairing.message("mentor", knowledge=knowledge)
    (told,) = await pairing.refusal("submit_assessment", message)
    assert told.allowed == "up to 1,000 values"


async def test_the_longest_expectations_are_taken(stage: Stage) -> None:
    """Twenty texts of 2,000 letters each fit, even if the sender escapes every letter."""
    pairing = await stage.open_pairing()
    await pairing.both("accept")
    await pairing.assess()
    words = ["\u044f" * 2_000] * 10
    message = pairing.message(
        "mentor",
        goals=words,
        off_limits=words,
        topics=["data"],
        channel="video",
        cadence_days=14,
        notice_hours=24,
    )
    answer = await pairing.send("submit_expectations", _as_sent(message))
    assert answer["stage"] == "expectations"


@pytest.mark.parametrize("nonsense", NONSENSE.values(), ids=NONSENSE)
async def test_a_large_cohort_file_ends_at_once(stage: Stage, nonsense: dict[str, Any]) -> None:
    """A cohort file that is too large fails at once, unread."""
    cohort = await open_cohort(stage, **nonsense)
    with pytest.raises(WorkflowFailureError) as failed:
        await cohort.handle.result()
    assert "is too large to be looked into" in str(failed.value.cause)


@pytest.mark.parametrize("content", [{"setup": {}}, {"resume": {}}], ids=str)
async def test_a_large_start_of_a_pairing_ends_at_once(
    stage: Stage, content: dict[str, Any]
) -> None:
    """A start argument of a pairing that is too large fails at once with the reason."""
    handle = await stage.client.start_workflow(
        "Pairing",
        _as_sent(content | NONSENSE["unknown fields"]),
        id=f"pairing-{uuid4().hex[:8]}",
        task_queue=stage.queue,
    )
    with pytest.raises(WorkflowFailureError) as failed:
        await handle.result()
    assert "is too large to be looked into" in str(failed.value.cause)


async def test_a_large_confirmation_is_refused_unread(stage: Stage) -> None:
    """A large confirmation of pairs is refused unread, and the cohort answers the next one."""
    cohort = await open_cohort(stage, **a_request(confirm=True))
    await cohort.until(lambda state: bool(state.matching.proposals))
    message = {"message_id": "m-1", "acting": "operator", "cohort_id": cohort.cohort_id}
    huge = _as_sent(message | {"accept": [[1]] * 300_000})
    (told,) = await cohort.refusal("confirm_matches", huge)
    assert told.allowed == "up to 512,000 bytes"
    await cohort.ask("confirm_matches", accept="all")
