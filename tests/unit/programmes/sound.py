"""What is true of every programme, whatever has happened to it."""

from collections import Counter
from collections.abc import Iterator

from domain.cohort.overview import figures
from domain.cohort.state import CohortState
from domain.cohort.vocabulary import CohortStage
from domain.pairing.state import PairingState
from domain.programme.ids import PersonId
from domain.programme.people import Side
from tests.unit.programmes.world import World


def check(world: World) -> None:
    """Fails with what is wrong with a programme in which nothing is left to be done."""
    faults = [
        *_double_booked(world),
        *_late(world),
        *_written_to_in_vain(world),
        *_disturbed(world),
    ]
    for cohort_id in world.cohorts:
        faults += [*_figures(world, cohort_id), *_forgotten(world, world.cohorts[cohort_id])]
    assert faults == [], faults


def _running(world: World) -> list[PairingState]:
    return [state for state in world.pairings.values() if not state.stage.is_over]


def _double_booked(world: World) -> Iterator[str]:
    """No capacity is exceeded over all cohorts, and nowhere do the same two run twice."""
    seats = Counter((state.setup.person(side), side) for state in _running(world) for side in Side)
    policy = next(iter(world.cohorts.values())).request.matching
    for (person, side), taken in seats.items():
        if taken > world.capacity(person, side, policy.capacity(side)):
            yield f"{person} has {taken} pairings as {side}"
    pairs = Counter(
        frozenset(state.setup.person(side) for side in Side) for state in _running(world)
    )
    yield from (f"{sorted(pair)} run twice" for pair, times in pairs.items() if times > 1)


def _late(world: World) -> Iterator[str]:
    """Nothing is overdue."""
    if (due := world.next_due) is not None and due <= world.now:
        yield f"something is due since {due}"


def _written_to_in_vain(world: World) -> Iterator[str]:
    """Nobody who has left gets a mail."""
    yield from (f"{one.kind} went to {one.to}, who has left" for one in world.to_those_gone)


def _disturbed(world: World) -> Iterator[str]:
    """Nobody is written to for whom everything rests, and nobody at night or on a day off, unless
    it answers what somebody has just done."""
    yield from (f"{one.kind} went to {one.to}, who is on hold" for one in world.to_those_on_hold)
    yield from (f"{one.kind} went to {one.to} outside hours" for one in world.outside_hours)


def _figures(world: World, cohort_id: str) -> Iterator[str]:
    """After a look, the cohort counts what its pairings have."""
    if world.cohorts[cohort_id].stage is CohortStage.CLOSED:
        return
    world.look(cohort_id)
    world.settle()
    state = world.cohorts[cohort_id]
    found = figures(state)
    counted = [world.pairings[entry.pairing_id] for entry in state.pairings if entry.counts]
    held = sum(pairing.tally.held for pairing in counted)
    missed = sum(pairing.tally.missed for pairing in counted)
    if (found.sessions_held, found.sessions_missed) != (held, missed):
        yield f"{cohort_id} counts {found.sessions_held} held and {found.sessions_missed} missed"


def _forgotten(world: World, state: CohortState) -> Iterator[str]:
    """Nobody who would like a partner is left without one, without a question, and unseen."""
    if state.stage is CohortStage.CLOSED or state.matching.over or state.pause is not None:
        return
    seen = {*_looked_after(state), *_elsewhere(world, state)}
    for person in state.people.participants:
        if person not in seen and not world.has_left(person):
            yield f"{state.cohort_id} has forgotten {person}"


def _looked_after(state: CohortState) -> Iterator[PersonId]:
    """Everybody who is paired, proposed, waiting or asked, or does not want to be."""
    yield from (*state.people.unavailable, *(one.person for one in state.people.leaving))
    yield from (offer.person for offer in state.people.offers)
    yield from (one.person for one in state.matching.waiting)
    for proposal in state.matching.proposals:
        yield from (proposal.mentor, proposal.mentee)
    for entry in state.pairings:
        if entry.holds_seats:
            yield from entry.people
        elif entry.is_over:
            yield entry.mentor  # teaches on when somebody needs a mentor


def _elsewhere(world: World, state: CohortState) -> Iterator[PersonId]:
    """Whoever has, or had, a partner in another cohort, which looks after them."""
    for pairing in world.pairings.values():
        if pairing.setup.cohort_id != state.cohort_id:
            yield from map(pairing.setup.person, Side)
