"""What a cohort does with its pairings: start them, speak to all of them, see how they are."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Sequence
from datetime import date, timedelta
from typing import Self, TypeVar

from temporalio import activity

from activities.calendars import CalendarLookup, CalendarQuestion
from activities.ports import Pairings, Progress
from domain.base import Frozen, OpaqueId
from domain.cohort.progress import PairingProgress
from domain.errors import Problem, Refused
from domain.pairing.commands import End, PausePairing, ResumePairing
from domain.pairing.state import PairingSetup, PairingTerms
from domain.people import HolidayRegion
from domain.programme import FixedTerm, Shutdown

AT_ONCE = 10
"""So many pairings are started or told at the same time."""
YEARS_AHEAD = 3
"""So far ahead, or behind the end of a fixed term, holidays are looked up."""

T = TypeVar("T")
R = TypeVar("R")


class StartPairings(Frozen):
    """A batch of pairings to start."""

    terms: tuple[PairingTerms, ...]
    region: HolidayRegion | None = None
    """Of the programme office; its holidays count besides those of the two sites."""
    shutdowns: tuple[Shutdown, ...] = ()
    today: date


class NotStarted(Frozen):
    """A pairing that cannot be started, and why."""

    pairing_id: OpaqueId
    problem: Problem


class StartedPairings(Frozen):
    """What became of a batch."""

    started: tuple[OpaqueId, ...] = ()
    not_started: tuple[NotStarted, ...] = ()


class TellPairings(Frozen):
    """Requests to pairings; each carries an id of its own, so that told twice is told once."""

    # One field per kind: as JSON, a resume without facts looks just like a pause without facts.
    pauses: tuple[PausePairing, ...] = ()
    resumes: tuple[ResumePairing, ...] = ()
    ends: tuple[End, ...] = ()

    @classmethod
    def of(cls, requests: Sequence[PausePairing | ResumePairing | End]) -> Self:
        """The requests, each in its place."""
        return cls(
            pauses=tuple(one for one in requests if isinstance(one, PausePairing)),
            resumes=tuple(one for one in requests if isinstance(one, ResumePairing)),
            ends=tuple(one for one in requests if isinstance(one, End)),
        )

    @property
    def requests(self) -> tuple[PausePairing | ResumePairing | End, ...]:
        """All of them."""
        return (*self.pauses, *self.resumes, *self.ends)


class PairingActivities:
    """The pairings of a cohort, from the outside."""

    def __init__(self, pairings: Pairings, progress: Progress, calendars: CalendarLookup) -> None:
        self._pairings = pairings
        self._progress = progress
        self._calendars = calendars

    @activity.defn(name="start_pairings")
    async def start(self, batch: StartPairings) -> StartedPairings:
        """Start every pairing of the batch; one that runs already counts as started."""
        results = await _side_by_side(lambda terms: self._start(batch, terms), batch.terms)
        return StartedPairings(
            started=tuple(found for found in results if isinstance(found, str)),
            not_started=tuple(found for found in results if isinstance(found, NotStarted)),
        )

    @activity.defn(name="tell_pairings")
    async def tell(self, order: TellPairings) -> int:
        """Hand every request to its pairing, and count those that could still take it."""
        told = await _side_by_side(self._pairings.tell, order.requests)
        return sum(told)

    @activity.defn(name="look_at_pairings")
    async def look(self, cohort_id: str) -> list[PairingProgress]:
        """How every pairing of the cohort is, from the projections."""
        return await self._progress.pairings(cohort_id)

    async def _start(self, batch: StartPairings, terms: PairingTerms) -> str | NotStarted:
        try:
            calendar = await self._calendars.look_up(_question(batch, terms))
        except Refused as refused:
            return NotStarted(pairing_id=terms.pairing_id, problem=refused.problems[0])
        setup = PairingSetup.model_validate({**dict(terms), "calendar": calendar})
        await self._pairings.start(setup)
        return terms.pairing_id


def _question(batch: StartPairings, terms: PairingTerms) -> CalendarQuestion:
    term = terms.term
    end = term.end if isinstance(term, FixedTerm) else batch.today
    return CalendarQuestion(
        roster=terms.roster,
        people=(terms.mentor, terms.mentee),
        region=batch.region,
        shutdowns=batch.shutdowns,
        first=min(batch.today, term.start),
        last=max(end, batch.today) + timedelta(days=366 * YEARS_AHEAD),
        time_zone=terms.time_zone,
    )


async def _side_by_side(work: Callable[[T], Awaitable[R]], things: Iterable[T]) -> list[R]:
    """Work on all things, a few at a time, and keep the server informed that we are alive."""
    gate = asyncio.Semaphore(AT_ONCE)

    async def one(thing: T) -> R:
        async with gate:
            result = await work(thing)
            activity.heartbeat()
            return result

    return await asyncio.gather(*(one(thing) for thing in things))
