"""How people are briefed: the office records who was there, and couples wait for it."""

import asyncio
from collections.abc import Iterator

from demo.couple import Couple
from demo.office import Office
from domain.cohort.state import CohortState
from domain.cohort.to_brief import is_invited, those_to_brief
from domain.engine.base import Instant
from domain.pairing.vocabulary import Stage
from domain.programme.people import Side
from domain.programme.preparation import Briefing

LOOK_AGAIN_SECONDS = 0.5


async def record_briefings(office: Office, state: CohortState) -> None:
    """Of each date that is over, who was there; who has no date left begins without a briefing.

    One mentor misses the first date, and comes to the next.
    """
    for date in state.briefings.dates:
        expected = _expected(date, state)
        if expected and date.ends_at <= office.now:
            missed = expected[:1] if date == state.briefings.dates[0] else []
            await office.record_briefing(date.id, missed)
            return
    for person in _without_a_date(state, office.now):
        await office.let_off(person)


def next_briefing(state: CohortState, now: Instant) -> Instant | None:
    """When the next one is over to which somebody is invited."""
    ends = (date.ends_at for date in state.briefings.dates if _expected(date, state))
    return min((end for end in ends if end > now), default=None)


async def wait_for_briefing(couple: Couple) -> None:
    """Stand still until both are briefed, then go on at the time of the cohort."""
    couple.waits_for_briefing = True
    while couple.state.unbriefed and couple.state.stage is Stage.SESSIONS:
        await asyncio.sleep(LOOK_AGAIN_SECONDS)
        await couple.look()
    couple.waits_for_briefing = False
    if couple.surroundings.now > couple.now:
        await couple.until(couple.on(couple.surroundings.now.date()))


def _expected(date: Briefing, state: CohortState) -> list[str]:
    return [one.person for one in state.briefings.at(date.id) if one.attended is None]


def _without_a_date(state: CohortState, now: Instant) -> Iterator[str]:
    for side in Side:
        dates = state.briefings.dates_for(side)
        if any(date.starts_at > now for date in dates):
            continue
        for person in those_to_brief(state, side):
            if not any(is_invited(state, person, date.id) for date in dates):
                yield person
