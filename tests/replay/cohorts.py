"""Stories of cohorts whose histories are kept."""

from contextlib import suppress
from datetime import timedelta
from typing import Any

from temporalio.client import WorkflowHandle, WorkflowUpdateFailedError

from domain.programme.people import Side
from tests.workflow.cohort_stage import LiveCohort, open_cohort
from tests.workflow.material import ROSTER, person
from tests.workflow.stage_setting import Stage


async def a_cohort(stage: Stage) -> WorkflowHandle[Any, Any]:
    """Pairs are proposed and wait for confirmation; the owners are reminded."""
    cohort = await open_cohort(stage, confirm=True)
    await cohort.until(lambda state: bool(state.matching.proposals))
    await cohort.forward(timedelta(days=10))
    return cohort.handle


async def confirmed(stage: Stage) -> WorkflowHandle[Any, Any]:
    """Pairings run; one is declined, and no other mentee fits."""
    cohort = await _running(stage)
    (entry,) = (await cohort.until(lambda state: bool(state.pairings))).pairings
    await cohort.decline(entry.pairing_id)
    await cohort.forward(timedelta(days=3))
    return cohort.handle


async def parted(stage: Stage) -> WorkflowHandle[Any, Any]:
    """Two find out early that they do not fit; the one who can is put together anew."""
    junior = person("p-junior-2", level=2, birth_year=1998, roles=(Side.MENTOR,))
    stage.roster.put(ROSTER, junior)
    cohort = await _running(stage)
    (entry,) = (await cohort.until(lambda state: bool(state.pairings))).pairings
    await cohort.say(entry.pairing_id, "accept", "mentor")
    await cohort.say(entry.pairing_id, "accept", "mentee")
    await cohort.say(entry.pairing_id, "end", "mentee", reason="no_fit")
    await cohort.forward(timedelta(days=2))
    await cohort.until(lambda state: len(state.pairings) > 1)
    return cohort.handle


async def paused(stage: Stage) -> WorkflowHandle[Any, Any]:
    """Everything rests for a while, and goes on."""
    cohort = await _running(stage)
    await cohort.ask("pause")
    await cohort.until(lambda state: not state.instructions)
    await cohort.forward(timedelta(days=20))
    await cohort.ask("resume")
    await cohort.until(lambda state: not state.instructions)
    return cohort.handle


async def joined(stage: Stage) -> WorkflowHandle[Any, Any]:
    """A person of the roster joins; one who is not in it cannot."""
    cohort = await _running(stage)
    stage.roster.put(ROSTER, person("p-new"))
    await cohort.ask("add_person", person_id="p-new")
    message = {"message_id": "x", "acting": "operator", "cohort_id": cohort.cohort_id}
    with suppress(WorkflowUpdateFailedError):
        await cohort.handle.execute_update("add_person", message | {"person_id": "p-typo"})
    await cohort.until(lambda state: not state.matching.wanted)
    return cohort.handle


async def ended(stage: Stage) -> WorkflowHandle[Any, Any]:
    """The cohort is ended and closes after its last pairing."""
    cohort = await _running(stage)
    await cohort.ask("end")
    await cohort.until(lambda state: not state.instructions)
    await cohort.forward(timedelta(days=3))
    return cohort.handle


async def _running(stage: Stage) -> LiveCohort:
    cohort = await open_cohort(stage)
    await cohort.until(lambda state: bool(state.running))
    return cohort
