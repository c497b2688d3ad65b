"""What a cohort does with its pairings: starts them, instructs them, looks at their state."""

import logging
from collections.abc import Sequence
from typing import Self

from temporalio import activity
from temporalio.exceptions import ApplicationError

from activities.concurrently import concurrently
from activities.ports import Pairings, PairingUnreachable, Progress
from activities.setups import SetupLookup, StartPairings
from domain.cohort.instructing import Fact
from domain.cohort.progress import PairingProgress
from domain.engine.base import Frozen
from domain.engine.errors import Problem, Refused
from domain.engine.journal import Unreadable
from domain.pairing.commands import ChangeOwners, End, PausePairing, ResumePairing
from domain.pairing.facts import (
    PeopleBriefed,
    PersonAway,
    PersonBack,
    PersonChanged,
    PersonLeft,
    PersonStays,
    ShutdownAhead,
)
from domain.pairing.setup import PairingTerms
from domain.programme.ids import CohortId, PairingId

log = logging.getLogger("eyelevel.pairings")

PAIRINGS_AT_ONCE = 10
"""Number of pairings that are started or told at the same time."""
ATTEMPTS = 4
"""Attempts to reach every pairing before a cohort goes on without those out of reach."""


Told = PausePairing | ResumePairing | End | ChangeOwners | Fact
"""What a cohort tells its pairings."""


class NotStarted(Frozen):
    """A pairing that cannot be started, and why."""

    pairing_id: PairingId
    problem: Problem


class StartedPairings(Frozen):
    """The result of starting a batch."""

    started: tuple[PairingId, ...] = ()
    not_started: tuple[NotStarted, ...] = ()


class TellPairings(Frozen):
    """Requests and news; each has an id of its own, so that repeating it changes nothing."""

    # One field per kind: as JSON, a resume and a pause without a date look the same.
    pauses: tuple[PausePairing, ...] = ()
    resumes: tuple[ResumePairing, ...] = ()
    ends: tuple[End, ...] = ()
    left: tuple[PersonLeft, ...] = ()
    stays: tuple[PersonStays, ...] = ()
    away: tuple[PersonAway, ...] = ()
    back: tuple[PersonBack, ...] = ()
    changed: tuple[PersonChanged, ...] = ()
    shutdowns: tuple[ShutdownAhead, ...] = ()
    owners: tuple[ChangeOwners, ...] = ()
    briefed: tuple[PeopleBriefed, ...] = ()

    @classmethod
    def of(cls, requests: Sequence[Told]) -> Self:
        """The messages, each kind in its own field."""
        return cls(
            pauses=tuple(request for request in requests if isinstance(request, PausePairing)),
            resumes=tuple(request for request in requests if isinstance(request, ResumePairing)),
            ends=tuple(request for request in requests if isinstance(request, End)),
            left=tuple(request for request in requests if isinstance(request, PersonLeft)),
            stays=tuple(request for request in requests if isinstance(request, PersonStays)),
            away=tuple(request for request in requests if isinstance(request, PersonAway)),
            back=tuple(request for request in requests if isinstance(request, PersonBack)),
            changed=tuple(request for request in requests if isinstance(request, PersonChanged)),
            shutdowns=tuple(request for request in requests if isinstance(request, ShutdownAhead)),
            owners=tuple(request for request in requests if isinstance(request, ChangeOwners)),
            briefed=tuple(request for request in requests if isinstance(request, PeopleBriefed)),
        )

    @property
    def requests(self) -> tuple[Told, ...]:
        """All of them."""
        told: list[Told] = [*self.pauses, *self.resumes, *self.ends, *self.owners]
        facts: list[Told] = [*self.left, *self.stays, *self.away, *self.back, *self.changed]
        return (*told, *facts, *self.shutdowns, *self.briefed)


class LookRequest(Frozen):
    """A cohort that wants to know how its pairings are."""

    cohort_id: CohortId


class Reach(Frozen):
    """How many pairings an instruction reached, and which it did not."""

    count: int
    """Number of pairings that accepted it."""
    unreached: tuple[PairingId, ...] = ()


class PairingActivities:
    """The pairings of a cohort, from the outside."""

    def __init__(self, pairings: Pairings, progress: Progress, setups: SetupLookup) -> None:
        self._pairings = pairings
        self._progress = progress
        self._setups = setups

    @activity.defn(name="start_pairings")
    async def start(self, batch: StartPairings) -> StartedPairings:
        """Start every pairing of the batch; one that is running already counts as started."""
        results = await concurrently(
            lambda terms: self._start(batch, terms),
            batch.terms,
            at_once=PAIRINGS_AT_ONCE,
            done=activity.heartbeat,
        )
        return StartedPairings(
            started=tuple(found for found in results if isinstance(found, str)),
            not_started=tuple(found for found in results if isinstance(found, NotStarted)),
        )

    @activity.defn(name="tell_pairings")
    async def tell(self, instruction: TellPairings) -> Reach:
        """Send every request to its pairing; one that is out of reach does not stop the others.

        Pairings still out of reach after `ATTEMPTS` attempts are named, so that the cohort can go
        on.
        """
        told = await concurrently(
            self._tell, instruction.requests, at_once=PAIRINGS_AT_ONCE, done=activity.heartbeat
        )
        unreached = tuple(
            request.pairing_id
            for request, reached in zip(instruction.requests, told, strict=True)
            if reached is None
        )
        if unreached and activity.info().attempt < ATTEMPTS:
            raise ApplicationError(f"{len(unreached)} pairings are out of reach")
        return Reach(count=sum(map(bool, told)), unreached=unreached)

    @activity.defn(name="look_at_pairings")
    async def look(self, request: LookRequest) -> list[PairingProgress]:
        """The state of every pairing of the cohort, from the projections.

        One that cannot be read is left out, and named in the log: its cohort goes on from what it
        has seen of it before.
        """
        found = await self._progress.pairings(request.cohort_id)
        for row in found:
            if isinstance(row, Unreadable):
                log.warning(
                    "A pairing cannot be read", extra={"stream": row.stream, "why": row.why}
                )
        return [row for row in found if isinstance(row, PairingProgress)]

    async def _tell(self, request: Told) -> bool | None:
        """Whether the pairing accepted the request; ``None`` if it is out of reach."""
        try:
            return await self._pairings.tell(request)
        except PairingUnreachable:
            return None

    async def _start(self, batch: StartPairings, terms: PairingTerms) -> str | NotStarted:
        try:
            setup = await self._setups.of(batch, terms)
        except Refused as refused:
            return NotStarted(pairing_id=terms.pairing_id, problem=refused.problems[0])
        await self._pairings.start(setup)
        return terms.pairing_id
