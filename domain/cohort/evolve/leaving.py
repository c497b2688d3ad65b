"""What becomes of people without a partner who leave the company, and of those who stay after all.

Whoever leaves too early for another pairing is asked nothing and waits for nobody. What they had is
put aside, so that it is all there again if they stay, or leave much later.
"""

from domain.cohort.evolve.asking import asking_again
from domain.cohort.horizon import leaves_too_early
from domain.cohort.state import CohortState, Leaver, Offer, PutAside
from domain.engine.base import Instant
from domain.programme.ids import PairingId, PersonId


def with_leaver(leaver: Leaver, now: Instant, state: CohortState) -> CohortState:
    """The state in which a last day is known; another one before is forgotten."""
    state = without_leaver(leaver.person, now, state)
    known = (*state.people.leaving, leaver)
    return put_aside(state.with_part("people", leaving=known), now)


def without_leaver(person: PersonId, now: Instant, state: CohortState) -> CohortState:
    """The state in which the person stays: with everything that was put aside."""
    leaver = state.people.leaver(person)
    if leaver is None:
        return state
    people, aside = state.people, leaver.aside
    others = tuple(one for one in people.leaving if one is not leaver)
    state = state.with_part("people", leaving=others)
    if state.matching.over or not leaves_too_early(leaver, state, now):
        return state
    state = state.with_part(
        "people",
        seekers=(*people.seekers, *aside.seekers),
        offers=(*people.offers, *(_asked_again(offer, now) for offer in aside.offers[:1])),
    )
    waiting = sorted((*state.matching.waiting, *aside.waiting), key=lambda one: one.position)
    return asking_again(state.with_part("matching", waiting=tuple(waiting)), now)


def _asked_again(offer: Offer, now: Instant) -> Offer:
    return offer.model_copy(update={"told_at": now})


def put_aside(state: CohortState, now: Instant) -> CohortState:
    """The state in which nobody who leaves too early by now is asked, sought for or waits."""
    for leaver in state.people.leaving:
        if leaves_too_early(leaver, state, now):
            kept = _with_aside(leaver, _everything_of(leaver, state), state)
            state = without(leaver.person, now, kept)
    return state


def without(person: PersonId, now: Instant, state: CohortState) -> CohortState:
    """Nobody is matched with them; a partner who was proposed gets another candidate."""
    people, matching = state.people, state.matching
    kept = tuple(one for one in matching.proposals if person not in (one.mentor, one.mentee))
    waiting = tuple(one for one in matching.waiting if one.person != person)
    state = state.with_part(
        "people",
        seekers=tuple(one for one in people.seekers if one.person != person),
        offers=tuple(one for one in people.offers if one.person != person),
    )
    state = state.with_part("matching", proposals=kept, waiting=waiting)
    is_same = (kept, waiting) == (matching.proposals, matching.waiting)
    return state if is_same or matching.over else asking_again(state, now)


def _everything_of(leaver: Leaver, state: CohortState) -> PutAside:
    """What was put aside for them before, and what they have got since."""
    person, aside = leaver.person, leaver.aside
    people, waiting = state.people, state.matching.waiting
    return PutAside(
        seekers=(*aside.seekers, *(one for one in people.seekers if one.person == person)),
        offers=(*aside.offers, *(one for one in people.offers if one.person == person)),
        waiting=(*aside.waiting, *(one for one in waiting if one.person == person)),
    )


def nothing_aside_for(person: PersonId, state: CohortState) -> CohortState:
    """The state in which nothing comes back with the news that the person stays."""
    leaver = state.people.leaver(person)
    return _with_aside(leaver, PutAside(), state) if leaver else state


def nothing_aside_after(pairing_id: PairingId, state: CohortState) -> CohortState:
    """The state in which nobody comes back to what followed from the end of a pairing."""
    for leaver in state.people.leaving:
        aside = leaver.aside
        left = PutAside(
            seekers=tuple(one for one in aside.seekers if one.predecessor != pairing_id),
            offers=tuple(one for one in aside.offers if one.predecessor != pairing_id),
            waiting=aside.waiting,
        )
        state = _with_aside(leaver, left, state)
    return state


def _with_aside(leaver: Leaver, aside: PutAside, state: CohortState) -> CohortState:
    changed = leaver.model_copy(update={"aside": aside})
    everybody = (changed if one is leaver else one for one in state.people.leaving)
    return state.with_part("people", leaving=tuple(everybody))
