"""When people without a partner are told that they wait, and asked again whether they want one."""

from collections.abc import Iterator

from domain.cohort.state import CohortState, Offer, Waiting
from domain.engine.base import Instant
from domain.matching import WaitingCause
from domain.programme.ids import PersonId


def those_who_wait(state: CohortState) -> tuple[Waiting, ...]:
    """The people who take pairings at present, and have no partner."""
    return tuple(one for one in _considered(state) if one.cause is not WaitingCause.ABSENT)


def _considered(state: CohortState) -> tuple[Waiting, ...]:
    """Those who wait, and those who may do so once they are back: they are told nothing."""
    waiting = state.matching.waiting
    return tuple(one for one in waiting if one.cause is not WaitingCause.NO_CAPACITY)


def people_waiting(state: CohortState) -> tuple[PersonId, ...]:
    """The same people, each once, whatever sides they wait on."""
    return tuple(dict.fromkeys(one.person for one in those_who_wait(state)))


def next_news(state: CohortState) -> Instant | None:
    """When somebody is to be told or asked next."""
    return min(_moments(state), default=None)


def _moments(state: CohortState) -> Iterator[Instant]:
    yield from (_due_for(one, state) for one in _considered(state))
    yield from (_due_for(offer, state) for offer in state.people.offers)


def _due_for(one: Waiting | Offer, state: CohortState) -> Instant:
    days, calendar = state.request.deadlines, state.calendar
    if isinstance(one, Waiting) and one.told_at is None:
        return calendar.in_days(one.since, days.waiting_first_days)
    last = one.told_at or state.opened_at
    return calendar.in_days(last, days.waiting_again_days)


def told_at(state: CohortState, now: Instant) -> CohortState:
    """The state in which everybody whose turn it is has been told or asked."""
    waits, considered = those_who_wait(state), _considered(state)
    waiting = tuple(
        one.model_copy(update={"told": one.told + (one in waits), "told_at": now})
        if one in considered and _due_for(one, state) <= now
        else one
        for one in state.matching.waiting
    )
    offers = tuple(
        offer.model_copy(update={"told_at": now}) if _due_for(offer, state) <= now else offer
        for offer in state.people.offers
    )
    return state.with_part("matching", waiting=waiting).with_part("people", offers=offers)
