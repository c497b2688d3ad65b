"""One programme after the other, with the same people."""

from collections import Counter
from uuid import uuid4

from domain.cohort.overview import figures
from domain.cohort.state import CohortState
from domain.cohort.vocabulary import CohortStage
from domain.pairing.evolve import fold
from domain.pairing.state import PairingState
from domain.programme.ids import PAIRINGS
from domain.programme.people import Side
from tests.workflow.cohort_stage import LiveCohort, open_cohort
from tests.workflow.half_year import SIGNALS, half_a_year
from tests.workflow.material import person
from tests.workflow.stage_setting import LivePairing, Stage, live_out

FOUR_WEEKS = 28
JUNIOR = {"level": 2, "birth_year": 1998, "roles": (Side.MENTOR,), "capacity": 1}
SENIOR = {"capacity": 1, "wanted": ("ai-tools", "data")}
ONE_PLACE = {"mentor_capacity": 1, "mentee_capacity": 1}


async def test_two_cohorts_share_a_roster_and_nobody_is_booked_twice(stage: Stage) -> None:
    """A second programme begins while the first one still has a pair: it has to wait for these two,
    who are added when they are free, puts nobody together with the partner of before, and both come
    to their ends with the figures of their sessions."""
    roster = four_people(stage)
    first = await open_cohort(stage, roster=roster, matching=ONE_PLACE)
    pairs = await started(first, 2)
    await live(pairs[0])
    second = await open_cohort(stage, roster=roster, matching=ONE_PLACE)
    await second.until(lambda state: len(state.matching.waiting) > 0)
    assert not (await second.until(bool)).pairings
    await nobody_twice(stage, roster)
    await live(pairs[1])
    await nobody_twice(stage, roster)
    for person_id in ("p-junior-2", "p-senior-2"):
        await second.ask("add_person", person_id=person_id)
    again = await started(second, 2)
    await nobody_twice(stage, roster)
    for pair in again:
        await live(pair)
        await nobody_twice(stage, roster)
    for pair in (*pairs, *again):
        await live_out(stage.skipper, pair.handle)
    for cohort in (first, second):
        await live_out(stage.skipper, cohort.handle)
    states = await pairings_of(stage, roster)
    couples = Counter((one.setup.mentor, one.setup.mentee) for one in states)
    assert (len(couples), max(couples.values())) == (4, 1)
    for cohort in (first, second):
        closed = await cohort.handle.query("state", result_type=CohortState)
        held = sum(one.tally.held for one in states if one.setup.cohort_id == cohort.cohort_id)
        assert closed.stage is CohortStage.CLOSED
        assert figures(closed).sessions_held == held == 12


def four_people(stage: Stage) -> str:
    """Two juniors and two seniors, each with one place, and the lead."""
    roster = f"r-{uuid4().hex[:8]}"
    juniors = (person(f"p-junior-{number}", **JUNIOR) for number in (1, 2))
    seniors = (
        person(f"p-senior-{number}", capacity=1, wanted=("ai-tools", "data")) for number in (1, 2)
    )
    stage.roster.put(roster, *juniors, *seniors, person("p-lead", roles=()))
    return roster


async def started(cohort: LiveCohort, count: int) -> list[LivePairing]:
    """The pairings of a cohort, once so many run."""
    state = await cohort.until(lambda state: len(state.running) == count)
    client = cohort.stage.client
    return [
        LivePairing(cohort.stage, client.get_workflow_handle(f"pairing-{id_}"), id_)
        for id_ in (entry.pairing_id for entry in state.pairings)
    ]


async def live(pairing: LivePairing) -> None:
    """Half a year, from the invitation to the last review."""
    async for name, acting, said in half_a_year(pairing, FOUR_WEEKS):
        await (pairing.tell if name in SIGNALS else pairing.ask)(name, acting, **said)
    await pairing.until(lambda state: state.stage.is_over)


async def pairings_of(stage: Stage, roster: str) -> list[PairingState]:
    """All pairings of a roster, as the journal has them."""
    streams = await stage.journal.streams(PAIRINGS)
    found = [fold([one.record for one in await stage.journal.read(stream)]) for stream in streams]
    return [state for state in found if state and state.setup.roster == roster]


async def nobody_twice(stage: Stage, roster: str) -> None:
    """Everybody is in one pairing at a time."""
    running = [one for one in await pairings_of(stage, roster) if not one.stage.is_over]
    people = Counter(one.setup.person(side) for one in running for side in Side)
    assert max(people.values(), default=0) <= 1
