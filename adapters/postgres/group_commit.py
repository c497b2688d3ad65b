"""Group commit: appends that wait at the same time share one transaction.

A commit costs the same for one event as for hundreds, and the order of the journal lets only one
transaction write at a time. So what arrives during a commit is collected for the next one.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from typing import NamedTuple, TypeAlias

from adapters.postgres.records import EventRow, MailRow, Positions
from domain.engine.errors import StorageFailure, StorageUnavailable
from domain.programme.seats import SeatClaim, SeatsTaken


class AppendRows(NamedTuple):
    """One append: at least one event, all of one stream, and what it changes in the outbox."""

    events: tuple[EventRow, ...]
    mails: tuple[MailRow, ...] = ()
    untrue: tuple[str, ...] = ()
    """Ids of notices."""
    claims: tuple[SeatClaim, ...] = ()
    """Seats that must be free."""

    @property
    def stream(self) -> str:
        """Of all its events."""
        return self.events[0].stream


Commit: TypeAlias = Callable[[Sequence[AppendRows]], Awaitable[list[Positions]]]
"""Writes appends of different streams in one transaction and returns after the commit, with one
answer per append."""


class _Waiting(NamedTuple):
    rows: AppendRows
    answer: asyncio.Future[Positions]


class GroupCommit:
    """The only way of a process into the journal, for any number of tasks of one event loop."""

    def __init__(
        self, commit: Commit, *, most_waiting: int = 2048, largest_batch: int = 512
    ) -> None:
        """``most_waiting``: appends in the queue, beyond which callers wait outside it.
        ``largest_batch``: events per transaction."""
        self._commit = commit
        self._largest_batch = largest_batch
        self._room = asyncio.Semaphore(most_waiting)
        self._queue: deque[_Waiting] = deque()
        self._busy = False
        self._accepted = 0
        self._nothing_left = asyncio.Event()
        self._nothing_left.set()
        self._closed = False
        self._drain: asyncio.Task[None] | None = None

    async def submit(self, rows: AppendRows) -> Positions:
        """Returns once the transaction that holds this append is committed, never before.

        A cancelled caller gives up the answer, not necessarily the append; appending again tells.
        Raises `SeatsTaken` if it needs seats that are not free, `StorageFailure` if this append is
        refused, `StorageUnavailable` if the database is
        out of reach or the journal is closed.
        """
        if self._closed:
            raise StorageUnavailable("the journal is closed: this process is shutting down")
        self._accepted += 1
        self._nothing_left.clear()
        try:
            async with self._room:
                return await (self._in_company(rows) if self._busy else self._alone(rows))
        finally:
            self._accepted -= 1
            if not self._accepted:
                self._nothing_left.set()

    async def close(self) -> None:
        """Accept no more; return when all that was accepted is committed or has failed."""
        self._closed = True
        await self._nothing_left.wait()
        if self._drain is not None:
            await self._drain

    async def _alone(self, rows: AppendRows) -> Positions:
        """No other append is being written: commit at once, without going through the queue."""
        # An await between the caller's look at `_busy` and this line would let two in at once.
        self._busy = True
        try:
            (positions,) = await self._commit([rows])
            return positions
        finally:
            if self._queue:
                self._drain = asyncio.create_task(self._write_until_empty(), name="group-commit")
            else:
                self._busy = False

    async def _in_company(self, rows: AppendRows) -> Positions:
        waiting = _Waiting(rows, asyncio.get_running_loop().create_future())
        self._queue.append(waiting)
        return await waiting.answer

    async def _write_until_empty(self) -> None:
        try:
            while batch := self._next_batch():
                await self._write(batch)
                # Those who were just answered often append again: let them join the next batch.
                await asyncio.sleep(0)
        finally:
            self._busy = False
            while self._queue:  # only when this task was cancelled: no caller may wait for ever
                self._queue.popleft().answer.cancel()

    def _next_batch(self) -> list[_Waiting]:
        """The appends that have waited longest; one per stream, as the next one builds on it."""
        batch: list[_Waiting] = []
        later: deque[_Waiting] = deque()
        streams: set[str] = set()
        room = self._largest_batch
        for waiting in self._queue:
            if waiting.answer.cancelled():  # no one waits for it, and it was never begun
                continue
            stream, size = waiting.rows.stream, len(waiting.rows.events)
            fits = not batch or size <= room
            if fits and stream not in streams:
                batch.append(waiting)
                room -= size
            else:
                later.append(waiting)
            # Also for one that has to wait: what follows it in its stream must not overtake it.
            streams.add(stream)
        self._queue = later
        return batch

    async def _write(self, batch: Sequence[_Waiting]) -> None:
        try:
            answers = await self._commit([waiting.rows for waiting in batch])
        except (StorageFailure, SeatsTaken) as error:
            if len(batch) == 1 or isinstance(error, StorageUnavailable):
                _fail(batch, error)
            else:
                for waiting in batch:  # one of them cannot be written: the others must not suffer
                    await self._write([waiting])
        except Exception as error:
            _fail(batch, error)
        else:
            for waiting, positions in zip(batch, answers, strict=True):
                if not waiting.answer.done():
                    waiting.answer.set_result(positions)
        finally:
            for waiting in batch:  # only when this task was cancelled
                waiting.answer.cancel()


def _fail(batch: Sequence[_Waiting], error: Exception) -> None:
    for waiting in batch:
        if not waiting.answer.done():
            waiting.answer.set_exception(error)
