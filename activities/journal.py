"""Persistence as Temporal sees it: append events, and read a stream when in doubt."""

from itertools import accumulate

from temporalio import activity
from temporalio.exceptions import ApplicationError

from activities.ports import Journal
from domain.engine.base import Frozen, Instant, OpaqueId
from domain.engine.errors import VersionConflict
from domain.engine.journal import EventRecord
from domain.programme.seats import SeatClaim, SeatsTaken
from domain.telling.letters import Outgoing

VERSION_CONFLICT = "VersionConflict"
"""Type of the error that tells a workflow to read the journal instead of trying again."""

SEATS_TAKEN = "SeatsTaken"
"""Type of the error that tells a workflow to decide again, without these seats."""

LOST_EVENTS = "JournalLostEvents"
"""Type of the error that the Temporal UI shows until the journal is complete again."""


class AppendRequest(Frozen):
    """Events of one stream, to be appended directly after the expected version."""

    stream: str
    expected_version: int
    records: tuple[EventRecord, ...]
    decided_at: Instant
    """When the workflow decided on them."""
    letters: tuple[Outgoing, ...] = ()
    """What people are told because of these events."""
    taken_back: tuple[OpaqueId, ...] = ()
    """Notices that are not true any more."""
    claims: tuple[SeatClaim, ...] = ()
    """Seats that these events take."""


class Recorded(Frozen):
    """The answer to an append."""

    version: int
    """Of the stream, after the events."""
    decided_at: Instant
    """As it was asked."""


class ReadRequest(Frozen):
    """A stream to be read."""

    stream: str
    after: int = 0
    """The version after which to begin."""
    at_least: int = 0
    """The number of events that the whole stream must have."""


class JournalPage(Frozen):
    """The next events of a stream, as many as one answer may hold."""

    records: tuple[EventRecord, ...]
    version: int
    """Of the stream after these records."""
    more: bool = False
    """Whether the stream goes on after them."""


LARGEST_PAGE = 1_000_000
"""Bytes of the records in one answer, roughly. Temporal takes up to 2 MB."""


class JournalActivities:
    """Appends to and reads from the journal. Safe to repeat: the same append twice is a no-op."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    @activity.defn(name="append_to_journal")
    async def append(self, request: AppendRequest) -> Recorded:
        """Append all records or none. A conflict is final, and so is a seat that is not free; all
        other failures are retried."""
        try:
            appended = await self._journal.append(
                request.stream,
                request.expected_version,
                request.records,
                request.letters,
                request.taken_back,
                request.claims,
            )
        except VersionConflict as conflict:
            raise ApplicationError(
                str(conflict), type=VERSION_CONFLICT, non_retryable=True
            ) from None
        except SeatsTaken as taken:
            seats = [seat.model_dump() for seat in taken.seats]
            raise ApplicationError(
                str(taken), seats, type=SEATS_TAKEN, non_retryable=True
            ) from None
        return Recorded(version=appended.version, decided_at=request.decided_at)

    @activity.defn(name="read_journal")
    async def read(self, request: ReadRequest) -> JournalPage:
        """The events of a stream after a version, in order.

        Raises, and is meant to be retried, as long as it has fewer than asked for: an older backup
        was restored, and no run may go on until ``eyelevel reconcile`` has completed it.
        """
        # From the last known event on: a stream that ends before it has nothing after it, either.
        stored = await self._journal.read(request.stream, max(request.after - 1, 0))
        version = stored[-1].version if stored else 0
        stored = [event for event in stored if event.version > request.after]
        if version < request.at_least:
            raise ApplicationError(
                f"the journal has lost events: not all {request.at_least} are there; "
                "bring them back with: eyelevel reconcile --cohort ID --repair",
                type=LOST_EVENTS,
            )
        sizes = accumulate(len(event.record.model_dump_json().encode()) for event in stored)
        fitting = max(1, sum(size <= LARGEST_PAGE for size in sizes))
        records = tuple(event.record for event in stored[:fitting])
        return JournalPage(
            records=records,
            version=request.after + len(records),
            more=len(stored) > fitting,
        )
