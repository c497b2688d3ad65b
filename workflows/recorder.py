"""The journal as an entity's run uses it: append after what it knows, read what it does not."""

from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager

from pydantic import TypeAdapter
from temporalio import workflow
from temporalio.exceptions import ApplicationError

from activities.journal import (
    SEATS_TAKEN,
    VERSION_CONFLICT,
    AppendRequest,
    JournalActivities,
    ReadRequest,
    Recorded,
)
from domain.engine.base import Instant
from domain.engine.journal import EventRecord
from domain.engine.outage import outage_until
from domain.programme.seats import NoSeat, SeatsTaken
from workflows.decision import Decision, S
from workflows.promptly import patiently, promptly

_SEATS = TypeAdapter(tuple[NoSeat, ...])


class Recorder:
    """Writes and reads the one stream of a run."""

    def __init__(self, if_slow: Callable[[], None]) -> None:
        """``if_slow`` is called when the journal does not answer at once."""
        self._if_slow = if_slow
        self._away_since: Instant | None = None

    @property
    def was_away(self) -> bool:
        """Whether there was an outage of the journal that no decision knows of yet."""
        return self._away_since is not None

    def take_outage(self) -> Instant | None:
        """When that outage was met, for the one decision that has to know of it."""
        since, self._away_since = self._away_since, None
        return since

    async def append(
        self, version: int, decision: Decision[S], decided_at: Instant
    ) -> Instant | None:
        """Write events after a version, with their letters; ``None`` when the journal has others.

        Raises `SeatsTaken` if a seat that they take is not free.

        Answers when the events were decided on, by the history: a replay can see another moment
        in `workflow.now` than the run did at first (SDK 1.35: if a task was ended while a local
        activity was under way).
        """
        request = _request(version, decision, decided_at)
        act = JournalActivities.append
        with self._outages_noted():
            return await _answer(promptly(act, request, decision.summary, self._if_slow))

    async def append_later(
        self, version: int, decision: Decision[S], decided_at: Instant
    ) -> Instant | None:
        """The same, outside of the workflow task."""
        request = _request(version, decision, decided_at)
        with self._outages_noted():
            return await _answer(patiently(JournalActivities.append, request, decision.summary))

    async def read(self, after: int, at_least: int) -> list[EventRecord]:
        """Every event after a version.

        Retried for as long as the journal has fewer events than the run knows of.
        """
        records = list[EventRecord]()
        while True:
            request = ReadRequest(
                stream=workflow.info().workflow_id, after=after, at_least=at_least
            )
            summary = f"Read the journal from event {after + 1}"
            with self._outages_noted():
                page = await promptly(JournalActivities.read, request, summary, self._if_slow)
            records.extend(page.records)
            after = page.version
            if not page.more:
                return records

    @contextmanager
    def _outages_noted(self) -> Iterator[None]:
        """While the journal is out of reach nobody is told anything, and nobody can answer."""
        asked_at = workflow.now()
        yield
        if outage_until(workflow.now(), asked_at):
            self._away_since = self._away_since or asked_at


def _request(version: int, decision: Decision[S], decided_at: Instant) -> AppendRequest:
    return AppendRequest(
        stream=workflow.info().workflow_id,
        expected_version=version,
        records=tuple(decision.records),
        letters=decision.bag.letters,
        taken_back=decision.bag.taken_back,
        claims=tuple(decision.claims),
        decided_at=decided_at,
    )


async def _answer(recorded: Awaitable[Recorded]) -> Instant | None:
    try:
        return (await recorded).decided_at
    except ApplicationError as error:
        if error.type == SEATS_TAKEN:
            raise SeatsTaken(_SEATS.validate_python(error.details[0])) from None
        if error.type != VERSION_CONFLICT:
            raise RuntimeError("the journal refused an append for good: a bug") from error
        workflow.logger.warning("the journal is ahead of this run; reading it anew")
        return None
