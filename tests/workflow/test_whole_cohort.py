"""A cohort and its pairings on the real server."""

from datetime import timedelta

import pytest
from temporalio.client import WorkflowFailureError

from domain.cohort.vocabulary import CohortStage
from domain.pairing.state import PairingState
from domain.programme.people import Side
from tests.workflow.cohort_stage import LiveCohort, open_cohort
from tests.workflow.material import ROSTER, person
from tests.workflow.stage_setting import Stage


async def the_pairing(cohort: LiveCohort) -> PairingState:
    """The only pairing of the cohort."""
    (entry,) = (await cohort.until(lambda state: bool(state.pairings))).pairings
    handle = cohort.stage.client.get_workflow_handle(f"pairing-{entry.pairing_id}")
    found: PairingState = await handle.query("state", result_type=PairingState)
    return found


async def test_a_pause_of_the_cohort_reaches_its_pairings_and_so_does_the_return(
    stage: Stage,
) -> None:
    """Pairings rest while their cohort is paused, and go on when it is resumed."""
    cohort = await open_cohort(stage)
    await cohort.until(lambda state: bool(state.running))
    await cohort.ask("pause")
    await cohort.until(lambda state: not state.instructions)
    assert (await the_pairing(cohort)).pause is not None
    await cohort.ask("resume")
    await cohort.until(lambda state: not state.instructions)
    assert (await the_pairing(cohort)).pause is None


async def test_a_short_pause_of_the_cohort_leaves_nobody_behind(stage: Stage) -> None:
    """A cohort that is resumed before all pairings were paused does not leave one paused."""
    cohort = await open_cohort(stage)
    await cohort.until(lambda state: bool(state.running))
    await cohort.ask("pause")
    await cohort.ask("resume")
    await cohort.until(lambda state: not state.instructions)
    assert (await the_pairing(cohort)).pause is None


async def test_the_end_of_a_cohort_closes_its_pairings(stage: Stage) -> None:
    """A cohort that is ended leads every pairing to its end, in words of its own."""
    cohort = await open_cohort(stage)
    await cohort.until(lambda state: bool(state.running))
    assert (await cohort.ask("end"))["stage"] == CohortStage.ENDING
    await cohort.until(
        lambda state: not state.instructions
    )  # by then it may have closed behind them
    assert (await the_pairing(cohort)).stage.is_over


async def test_two_who_part_early_are_put_together_anew(stage: Stage) -> None:
    """When the mentee says that they do not fit, both are matched anew and the next mentor takes
    over."""
    junior = person("p-junior-2", level=2, birth_year=1998, roles=(Side.MENTOR,))
    stage.roster.put(ROSTER, junior)
    cohort = await open_cohort(stage)
    first = (await cohort.until(lambda state: bool(state.running))).pairings[0]
    await cohort.say(first.pairing_id, "accept", "mentor")
    await cohort.say(first.pairing_id, "accept", "mentee")
    await cohort.say(first.pairing_id, "end", "mentee", reason="no_fit")
    await cohort.forward(timedelta(days=2))
    second = (await cohort.until(lambda state: len(state.running) == 1)).pairings[-1]
    assert (second.mentee, second.predecessor) == (first.mentee, first.pairing_id)
    assert {first.mentor, second.mentor} == {"p-junior", "p-junior-2"}


async def test_a_faulty_file_ends_at_once_with_every_mistake(stage: Stage) -> None:
    """An operator sees all mistakes of a file in one go, and nothing was started."""
    cohort = await open_cohort(stage, colour="red", sessions={"count": 0}, owners={})
    with pytest.raises(WorkflowFailureError) as failed:
        await cohort.handle.result()
    told = str(failed.value.cause)
    assert "colour: unknown field" in told
    assert "sessions.count" in told


async def test_a_pause_in_the_middle_of_a_matching_leaves_nobody_behind(stage: Stage) -> None:
    """If a rule is relaxed, a person joins and a short pause begins during matching, all go on."""
    cohort = await open_cohort(stage)
    await cohort.until(lambda state: bool(state.running))
    await cohort.ask("relax_rule", rule="department", reason="a small site")
    await cohort.ask("add_person", person_id="p-senior")
    await cohort.ask("pause")
    await cohort.ask("resume")
    await cohort.until(lambda state: not state.instructions)
    assert (await the_pairing(cohort)).pause is None
