"""Persistence as Temporal sees it: append events, and read a stream when in doubt."""

from temporalio import activity
from temporalio.exceptions import ApplicationError

from activities.ports import Journal
from domain.engine.base import Frozen, OpaqueId
from domain.engine.errors import VersionConflict
from domain.engine.journal import Appended, EventRecord
from domain.telling.letters import Outgoing

VERSION_CONFLICT = "VersionConflict"
"""Type of the error that tells a workflow to read the journal instead of trying again."""

LOST_EVENTS = "JournalLostEvents"
"""Type of the error that the Temporal UI shows until the journal is complete again."""


class AppendRequest(Frozen):
    """Events of one stream, to be appended directly after the expected version."""

    stream: str
    expected_version: int
    records: tuple[EventRecord, ...]
    letters: tuple[Outgoing, ...] = ()
    """What people are told because of these events."""
    taken_back: tuple[OpaqueId, ...] = ()
    """Notices that are not true any more."""


class ReadRequest(Frozen):
    """A stream to be read."""

    stream: str
    at_least: int = 0
    """The number of events that it must have."""


class JournalActivities:
    """Appends to and reads from the journal. Safe to repeat: the same append twice is a no-op."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    @activity.defn(name="append_to_journal")
    async def append(self, request: AppendRequest) -> Appended:
        """Append all records or none. A conflict is final; all other failures are retried."""
        try:
            return await self._journal.append(
                request.stream,
                request.expected_version,
                request.records,
                request.letters,
                request.taken_back,
            )
        except VersionConflict as conflict:
            raise ApplicationError(
                str(conflict), type=VERSION_CONFLICT, non_retryable=True
            ) from None

    @activity.defn(name="read_journal")
    async def read(self, request: ReadRequest) -> list[EventRecord]:
        """Every event of a stream, in order.

        Raises, and is meant to be retried, as long as it has fewer than asked for: an older backup
        was restored, and no run may go on until ``eyelevel reconcile`` has completed it.
        """
        stored = await self._journal.read(request.stream)
        if len(stored) < request.at_least:
            raise ApplicationError(
                f"the journal has lost events: it has {len(stored)} of {request.at_least}; "
                "bring them back with: eyelevel reconcile --cohort ID --repair",
                type=LOST_EVENTS,
            )
        return [event.record for event in stored]
