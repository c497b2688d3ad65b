"""The journal on PostgreSQL: appended by group commit, read by stream or in global order."""

from collections.abc import AsyncIterator, Sequence
from datetime import timedelta
from itertools import chain, islice
from typing import TYPE_CHECKING

from adapters.postgres.group_commit import AppendRows, GroupCommit
from adapters.postgres.pool import repeatable
from adapters.postgres.records import MailRow, Positions, mail_row, rows_of, stored_event
from adapters.postgres.seats import SeatRow, seat_row, seats_in_words
from adapters.postgres.streams import WITH_WORDS, Streams
from domain.engine.errors import VersionConflict
from domain.engine.journal import Appended, EventRecord, Growth, StoredEvent, StreamRead
from domain.programme.seats import SeatClaim
from domain.telling.letters import Outgoing

if TYPE_CHECKING:
    from adapters.postgres.pool import Pool, PooledConnection

_EVENTS = ", ".join(f"${number}" for number in range(1, 11))
_MAILS = ", ".join(f"${number}" for number in range(11, 20))
_CLAIMS = ", ".join(f"${number}" for number in range(20, 27))
_APPEND = f"SELECT append_events({_EVENTS})"
_APPEND_WITH_MAILS = f"SELECT append_events({_EVENTS}, {_MAILS})"
_APPEND_WITH_CLAIMS = f"SELECT append_events({_EVENTS}, {_MAILS}, {_CLAIMS})"
_STREAMS = """
SELECT stream_id
FROM event AS first
CROSS JOIN LATERAL (
    SELECT type FROM event
    WHERE event.stream_id = first.stream_id
    ORDER BY event.version DESC LIMIT 1
) AS last
WHERE first.version = 1
  AND starts_with(stream_id, $1)
  AND ($2 = '' OR NOT starts_with(last.type, $2 || '.v'))
ORDER BY stream_id COLLATE "C"
"""
_GROWN = """
SELECT start.position AS after, stream_id, max(version) AS version, max(global_pos) AS position
FROM (
    SELECT CASE WHEN $1 > coalesce(max(global_pos), 0) THEN 0 ELSE $1 END AS position FROM event
) AS start
LEFT JOIN event
    ON global_pos > start.position AND recorded_at < clock_timestamp() - $2::interval
GROUP BY start.position, stream_id
"""
_TAIL = f"{WITH_WORDS} WHERE global_pos > $1 ORDER BY global_pos LIMIT $2"


class PostgresJournal:
    """`activities.ports.Journal` on a pool. One per process, so that appends can share commits.

    ``docs/journal.md`` lists its guarantees, and the tests that prove them.
    """

    def __init__(self, pool: "Pool") -> None:
        self._pool = pool
        self._writer = GroupCommit(self._commit)
        self._streams = Streams(pool, WITH_WORDS)

    async def append(
        self,
        stream: str,
        expected_version: int,
        events: Sequence[EventRecord],
        letters: Sequence[Outgoing] = (),
        taken_back: Sequence[str] = (),
        claims: Sequence[SeatClaim] = (),
    ) -> Appended:
        """Append all events or none, directly after ``expected_version`` (0: a new stream).

        With them, in one transaction, ``letters`` are put into the outbox, and the notices that are
        ``taken_back`` are taken from it.

        The seats of the ``claims`` are counted in the same transaction: `SeatsTaken` if one is not
        free.

        The same append again changes nothing and returns the stored positions. Raises
        `VersionConflict` for other content at the same version or a stream shorter than expected,
        and `StorageFailure` if the database does not accept it.
        """
        if not events:
            return Appended(stream=stream, version=expected_version, positions=())
        answer = await self._writer.submit(
            AppendRows(
                events=rows_of(stream, expected_version, events),
                mails=tuple(map(mail_row, letters)),
                untrue=tuple(taken_back),
                claims=tuple(claims),
            )
        )
        # SQL gives NULL in place of a position where the stream holds something else.
        positions = tuple(filter(None, answer))
        if len(positions) < len(events):
            raise VersionConflict(
                f"{stream}: version {expected_version} is not the last one, and what follows it is "
                "something else; read the stream and decide again"
            )
        return Appended(stream=stream, version=expected_version + len(events), positions=positions)

    async def read(self, stream: str, after_version: int = 0) -> list[StoredEvent]:
        """The events of one stream in order; empty if there is no such stream."""
        return await self._streams.read(stream, after_version)

    def read_each(self, streams: Sequence[str]) -> AsyncIterator[tuple[str, StreamRead]]:
        """Many streams, one after the other as they are named; see `Streams`."""
        return self._streams.read_each(streams)

    async def streams(self, prefix: str, *, not_ended_by: str = "") -> list[str]:
        """The names of all streams with this prefix, sorted.

        ``not_ended_by``: without those whose last event is of this type, in any version.
        """
        rows = await repeatable(self._pool, lambda db: db.fetch(_STREAMS, prefix, not_ended_by))
        return [row["stream_id"] for row in rows]

    async def grown(self, after_position: int, older_than: timedelta) -> Growth:
        """How far streams have grown since a position, by events that are older than this.

        A journal that ends before the position was restored: it is looked at from its beginning.
        """
        rows = await repeatable(self._pool, lambda db: db.fetch(_GROWN, after_position, older_than))
        after: int = rows[0]["after"]
        grown = [row for row in rows if row["stream_id"] is not None]
        return Growth(
            versions={row["stream_id"]: row["version"] for row in grown},
            after=after,
            position=max((row["position"] for row in grown), default=after),
        )

    async def tail(self, after_position: int, limit: int = 1000) -> list[StoredEvent]:
        """Events of all streams in global order, after a position that the reader remembers."""
        rows = await repeatable(self._pool, lambda db: db.fetch(_TAIL, after_position, limit))
        return [stored_event(row) for row in rows]

    async def close(self) -> None:
        """Finish what was accepted, and accept no more. The pool belongs to the caller."""
        await self._writer.close()

    async def _commit(self, appends: Sequence[AppendRows]) -> list[Positions]:
        """One transaction, one round trip. Repeating it is safe, see ``append_events``."""
        # One array per column: a single statement, however many appends and events there are.
        columns = tuple(zip(*chain.from_iterable(append.events for append in appends), strict=True))
        mails = [mail for append in appends for mail in append.mails]
        untrue = [(append.stream, notice) for append in appends for notice in append.untrue]
        statement = _APPEND
        claims = [seat_row(append.stream, claim) for append in appends for claim in append.claims]
        if mails or untrue or claims:
            statement = _APPEND_WITH_MAILS
            columns += (*_columns(mails, len(MailRow._fields)), *_columns(untrue, 2))
        if claims:
            statement = _APPEND_WITH_CLAIMS
            columns += _columns(claims, len(SeatRow._fields))

        async def write(connection: "PooledConnection") -> list[int | None]:
            with seats_in_words():
                positions: list[int | None] = await connection.fetchval(statement, *columns)
            return positions

        positions = iter(await repeatable(self._pool, write))
        return [tuple(islice(positions, len(append.events))) for append in appends]


def _columns(rows: Sequence[tuple[object, ...]], count: int) -> tuple[tuple[object, ...], ...]:
    return tuple(zip(*rows, strict=True)) if rows else ((),) * count
