"""A person joins a running cohort: the roster is asked first."""

import pytest
from temporalio.client import WorkflowUpdateFailedError

from domain.engine.errors import Problem
from domain.programme.people import Side
from tests.workflow.cohort_stage import LiveCohort, open_cohort
from tests.workflow.material import ROSTER, person
from tests.workflow.stage_setting import Stage, problems_of


async def running(stage: Stage) -> LiveCohort:
    """A cohort with one pairing."""
    cohort = await open_cohort(stage)
    await cohort.until(lambda state: bool(state.running))
    return cohort


async def refusal(cohort: LiveCohort, person_id: str) -> Problem:
    """The one thing that is wrong about letting this person join."""
    message = {
        "message_id": f"join-{person_id}",
        "acting": "operator",
        "cohort_id": cohort.cohort_id,
        "person_id": person_id,
    }
    with pytest.raises(WorkflowUpdateFailedError) as refused:
        await cohort.handle.execute_update("add_person", message)
    (problem,) = problems_of(refused.value.cause)
    return problem


async def test_a_person_who_is_not_in_the_roster_cannot_join(stage: Stage) -> None:
    """A person whom the roster does not know cannot join, and the refusal says how."""
    cohort = await running(stage)
    before = await cohort.state()
    problem = await refusal(cohort, "p-typo")
    assert (problem.path, problem.problem) == ("person_id", "is not in the roster")
    assert "import it first" in (problem.allowed or "")
    assert await cohort.state() == before


async def test_who_was_missing_in_the_latest_file_cannot_join(stage: Stage) -> None:
    """A person who was missing in the latest file cannot join."""
    cohort = await running(stage)
    stage.roster.put(ROSTER, person("p-gone"), active=False)
    assert (await refusal(cohort, "p-gone")).problem == "is not in the roster"


async def test_who_has_no_role_cannot_join(stage: Stage) -> None:
    """A person without a role cannot join, unless that rule is relaxed."""
    cohort = await running(stage)
    problem = await refusal(cohort, "p-lead")
    assert problem.problem == "has no role in the roster"
    assert "relax the rule roles" in (problem.allowed or "")
    await cohort.ask("relax_rule", rule="roles", reason="all of them teach and learn")
    await cohort.ask("add_person", person_id="p-lead")


async def test_a_newcomer_joins_once_and_is_answered_twice(stage: Stage) -> None:
    """The same request to join gets the recorded receipt, whatever the roster says by then."""
    cohort = await running(stage)
    stage.roster.put(ROSTER, person("p-new", roles=(Side.MENTEE,)))
    first = await cohort.ask("add_person", message_id="join-1", person_id="p-new")
    state = await cohort.until(lambda state: "p-new" in state.people.participants)
    assert state.people.participants.count("p-new") == 1
    stage.roster.put(ROSTER, person("p-new"), active=False)
    assert await cohort.ask("add_person", message_id="join-1", person_id="p-new") == first


async def test_another_person_under_the_same_id_is_refused(stage: Stage) -> None:
    """An operator who corrects the person and sends the command again is refused, not told yes,
    and is shown no fingerprint."""
    cohort = await running(stage)
    for newcomer in ("p-wrong", "p-right"):
        stage.roster.put(ROSTER, person(newcomer, roles=(Side.MENTEE,)))
    first = {"message_id": "join-1", "acting": "operator", "cohort_id": cohort.cohort_id}
    await cohort.ask("add_person", message_id="join-1", person_id="p-wrong")
    (problem,) = await cohort.refusal("add_person", first | {"person_id": "p-right"})
    assert problem.path == "message_id"
    assert problem.problem.startswith("was used before, for add_person by operator at ")
    assert problem.problem.endswith(", with other content")
    assert "fingerprint" not in str(await cohort.handle.query("state"))
