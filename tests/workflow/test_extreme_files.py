"""Cohort files and words that no model of ours may let through: each once hung for ever."""

from typing import Any
from uuid import uuid4

import pytest
from temporalio.client import WorkflowFailureError

from tests.workflow.cohort_stage import a_request, open_cohort
from tests.workflow.stage_setting import EXPECTATIONS, Stage

EXTREMES: dict[str, tuple[dict[str, Any], str]] = {
    "a title that no database takes": ({"title": "a\0b"}, "title: must be one line"),
    "a topic that no database takes": (
        {"topics": [{"id": "ai", "title": "A\0I"}]},
        "topics[0].title: must be one line",
    ),
    "words that no database takes": ({"purpose": "to\0learn"}, "purpose: must not contain"),
    "a reason that no database takes": (
        {"readiness_waivers": [{"prerequisite": "deputy", "reason": "be\0cause"}]},
        "readiness_waivers[0].reason: must be one line",
    ),
    "the end of all time": (
        {"term": {"kind": "fixed", "start": "9999-12-30"}},
        "term.fixed.start: is too large (allowed: at most 2199-12-31)",
    ),
    "long before any computer": (
        {"term": {"kind": "ongoing", "start": "0001-01-01"}},
        "term.ongoing.start: is too small (allowed: at least 2000-01-01)",
    ),
    "an id of no form": (
        {"roster": "people of Berlin"},
        "roster: does not have the right form (allowed: an id: up to 64 letters",
    ),
}


@pytest.mark.parametrize(("changes", "told"), EXTREMES.values(), ids=EXTREMES)
async def test_an_extreme_file_ends_at_once(
    stage: Stage, changes: dict[str, Any], told: str
) -> None:
    """A cohort file at the limits fails at once with a reason, instead of being tried again and
    again."""
    cohort = await open_cohort(stage, **changes)
    with pytest.raises(WorkflowFailureError) as failed:
        await cohort.handle.result()
    assert told in str(failed.value.cause)


async def test_what_only_an_activity_can_know_is_told_in_words_of_the_file(stage: Stage) -> None:
    """A region without known holidays and an owner without a roster entry end a cohort at once."""
    cohort = await open_cohort(stage, holiday_region="DE-XX", owners={"lead": "p-nobody"})
    with pytest.raises(WorkflowFailureError) as failed:
        await cohort.handle.result()
    assert "holiday_region: is not a region whose holidays are known" in str(failed.value.cause)
    assert "owners.lead: is not in the roster" in str(failed.value.cause)


@pytest.mark.parametrize("name", ["", "a b", "ü", "-1", "a@b", "x" * 65])
async def test_a_workflow_id_that_names_no_cohort_ends_at_once(stage: Stage, name: str) -> None:
    """A cohort whose workflow id does not begin with ``cohort-`` fails at once."""
    workflow_id = f"cohort-{name}" + (uuid4().hex[:8] if len(name) > 64 else "")
    handle = await stage.client.start_workflow(
        "Cohort", a_request(), id=workflow_id, task_queue=stage.queue
    )
    with pytest.raises(WorkflowFailureError) as failed:
        await handle.result()
    assert "workflow id: does not name a cohort" in str(failed.value.cause)


async def test_words_that_no_database_takes_are_refused(stage: Stage) -> None:
    """Words that no database takes are refused, so that the pairing is not stuck on them."""
    pairing = await stage.open_pairing()
    (told,) = await pairing.refusal("decline", pairing.message("mentor", reason="no\0time"))
    assert told.path == "reason"
    await pairing.both("accept")
    await pairing.assess()
    wishes = EXPECTATIONS | {"goals": ["to\0learn"]}
    found = await pairing.refusal("submit_expectations", pairing.message("mentor", **wishes))
    assert found[0].path == "goals[0]"
