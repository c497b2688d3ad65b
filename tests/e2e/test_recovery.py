"""A namespace is lost; the documented commands bring everything back."""

import asyncio
from dataclasses import replace
from functools import partial
from uuid import uuid4

import pytest
from temporalio.client import Client

from tests.e2e.installation import Installation, all_mails_settled, in_state
from tests.examples import cohort_request, write_cohort
from tests.namespaces import an_empty_namespace
from tests.waiting import until

COHORT = f"lost-{uuid4().hex[:8]}"
PAIRINGS = [f"pairing-{COHORT}-{number:03}" for number in range(1, 13)]


@pytest.mark.timeout(240)
async def test_everything_goes_on_in_an_empty_namespace(
    installation: Installation, client: Client
) -> None:
    """An empty namespace is recovered once, even if the worker is killed meanwhile."""
    async with installation.worker():
        await start_pairings(installation)
        mails = len(installation.mails.received)
    moved = replace(installation, namespace=await an_empty_namespace(client))
    await moved.does("eyelevel", "namespace", "setup")
    await is_recovered(moved)
    await moved.does("temporal", "workflow", "terminate", "--workflow-id", PAIRINGS[0])
    await is_reconciled(moved)
    async with moved.worker():
        await everybody_is_told(moved)
    assert len(moved.mails.received) == mails >= 2 * len(PAIRINGS)


async def is_recovered(moved: Installation) -> None:
    """A mistake or a dry run starts nothing, the next one everything, a third nothing more."""
    stranger = await moved.run("eyelevel", "recover", "--cohort", "stranger", "--confirm")
    assert stranger.code == 1
    assert "knows nothing of stranger" in stranger.err
    dry = await moved.does("eyelevel", "recover", "--cohort", COHORT)
    assert "13 would be started" in dry.out
    assert all(workflow_id in dry.out for workflow_id in PAIRINGS)
    confirm = partial(moved.does, "eyelevel", "recover", "--all", "--confirm")
    async with moved.worker() as worker:
        first = asyncio.create_task(confirm())
        await worker.ready(partial(_has_begun, moved))
        await worker.kill()
    assert (await first).out == "13 started from the journal, 0 ran already.\n"
    assert (await confirm()).out == "0 started from the journal, 13 ran already.\n"


async def _has_begun(moved: Installation) -> bool:
    return bool(await moved.listed(f'CohortId = "{COHORT}"'))


async def is_reconciled(moved: Installation) -> None:
    """The difference is told to programs with an exit code, and put right on demand."""
    reported = await moved.run("eyelevel", "reconcile", "--cohort", COHORT, "--json")
    assert reported.code == 1
    assert [difference["workflow_id"] for difference in reported.json["differences"]] == [
        PAIRINGS[0]
    ]
    repaired = await moved.does("eyelevel", "reconcile", "--all", "--repair")
    assert "started from the journal" in repaired.out
    assert "No differences: 13 workflows" in (await moved.does("eyelevel", "reconcile")).out


async def start_pairings(installation: Installation) -> None:
    """A cohort whose pairings have all been started, and whose people are invited."""
    cohort = f"cohort-{COHORT}"
    file = write_cohort(installation.folder / "cohort.json", cohort_request())
    await installation.start_cohort(COHORT, file)
    await in_state(installation, cohort, lambda state: bool(state["matching"]["proposals"]))
    confirm = {"message_id": "m-1", "acting": "operator", "cohort_id": COHORT, "accept": "all"}
    said = await installation.update(cohort, "confirm_matches", confirm)
    assert said.code == 0, said.err
    await in_state(
        installation,
        cohort,
        lambda state: {pairing["status"] for pairing in state["pairings"]} == {"started"},
    )
    await everybody_is_told(installation)


async def everybody_is_told(installation: Installation) -> None:
    """No mail is on its way any more."""
    await until(partial(all_mails_settled, installation), bool)
