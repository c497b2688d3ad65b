"""What hangs or floods in one place holds up nothing anywhere else.

Each test holds the slow thing itself, until somebody else has been answered: had that waited, the
test would never end. Seconds would rather tell how busy the machine is. For mail servers see
`tests/integration/test_mail_servers.py`.
"""

import asyncio
import threading
from collections.abc import Sequence

import pytest
from temporalio.client import WorkflowUpdateStage

from adapters.assignment import ScipyAssigner
from domain.matching.assigning import Edge
from domain.pairing.vocabulary import Stage as PairingStage
from tests.workflow.cohort_stage import open_cohort
from tests.workflow.stage_setting import Stage

COHORTS = 12
FLOOD = 5_000
SENDERS = 50


class SlowAssigner(ScipyAssigner):
    """Takes as long as it is told to."""

    def __init__(self) -> None:
        self.may_go_on = threading.Event()
        self.is_at_work = threading.Event()

    def __call__(
        self, edges: Sequence[Edge], rows: int, seats: Sequence[Sequence[int]]
    ) -> list[tuple[int, int]]:
        """As the real one does, but later."""
        self.is_at_work.set()
        self.may_go_on.wait()
        return super().__call__(edges, rows, seats)


async def test_matchings_that_hang_hold_up_no_pairing(empty_stage: Stage) -> None:
    """While a dozen cohorts wait for a matching that does not come, a pairing goes on; when it
    comes, so do they."""
    empty_stage.assigner = assigner = SlowAssigner()
    async with empty_stage.worker():
        cohorts = [await open_cohort(empty_stage) for _ in range(COHORTS)]
        await asyncio.to_thread(assigner.is_at_work.wait)
        pairing = await empty_stage.open_pairing()
        await pairing.both("accept")
        assert (await pairing.state()).stage is PairingStage.ASSESSMENT
        assert not assigner.may_go_on.is_set()
        assigner.may_go_on.set()
        for cohort in cohorts:
            await cohort.until(lambda state: bool(state.version))


async def test_a_journal_that_is_slow_for_one_stream_holds_up_no_other(stage: Stage) -> None:
    """While the appends of one pairing hang, another one is answered; then the first one is."""
    slow, other = [await stage.open_pairing(roster=stage.another_roster()) for _ in range(2)]
    await slow.state()
    await other.state()
    stage.journal.slow[slow.handle.id] = answers = asyncio.Event()
    waiting = await slow.handle.start_update(
        "accept", slow.message("mentor"), wait_for_stage=WorkflowUpdateStage.ACCEPTED
    )
    await other.both("accept")
    assert (await other.state()).stage is PairingStage.ASSESSMENT
    assert not (await slow.state()).preparation.accepted.mentor
    answers.set()
    await waiting.result()
    assert (await slow.state()).preparation.accepted.mentor


@pytest.mark.timeout(300)
async def test_a_flood_of_messages_to_one_pairing_holds_up_no_other(stage: Stage) -> None:
    """While five thousand messages to one pairing come in, and while they wait to be recorded,
    another one is answered; in the end each of them is recorded once."""
    flooded, other = [await stage.open_pairing(roster=stage.another_roster()) for _ in range(2)]
    await flooded.state()
    stage.journal.slow[flooded.handle.id] = may_be_recorded = asyncio.Event()
    gate = asyncio.Semaphore(SENDERS)

    async def send(number: int) -> None:
        async with gate:
            await flooded.handle.signal("unheard_of", {"message_id": f"flood-{number}"})

    flood = asyncio.gather(*(send(number) for number in range(FLOOD)))
    await other.ask("accept", "mentor")
    await flood
    await other.ask("accept", "mentee")
    assert (await other.state()).stage is PairingStage.ASSESSMENT
    recorded = await flooded.records()
    assert "flood" not in "".join(record.model_dump_json() for record in recorded)
    may_be_recorded.set()
    await flooded.caught_up()
    ids = [record.data.get("message_id") for record in await flooded.records()]
    assert len({id_ for id_ in ids if id_}) == FLOOD
    assert len([id_ for id_ in ids if id_]) == FLOOD
