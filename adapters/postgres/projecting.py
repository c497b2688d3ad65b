"""Carries events into the tables of a rebuild, without those that no table can take in.

An append that the read tables cannot take in is refused. But rows may have come into the journal in
another way, or before a table wanted to know something of them; one of them must not keep the
tables of all others from being right.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import asyncpg

from domain.cohort.events import COHORT_EVENTS
from domain.engine.journal import Unreadable, name_of, version_of
from domain.engine.wire import type_in_words
from domain.pairing.events import PAIRING_EVENTS

if TYPE_CHECKING:
    from adapters.postgres.pool import Connection

_NOT_FIT = (asyncpg.DataError, asyncpg.IntegrityConstraintViolationError)
_KNOWN = [
    f"{name_of(event.tag)}.v{version}"
    for event in (*PAIRING_EVENTS, *COHORT_EVENTS)
    for version in range(1, version_of(event.tag) + 1)
]
_FIRST_OF_EACH_STREAM = """
SELECT DISTINCT ON (stream_id COLLATE "C") stream_id, version, type, global_pos FROM event
WHERE type <> ALL ($1::text[]) OR global_pos = ANY ($2::bigint[])
ORDER BY stream_id COLLATE "C", version
"""


class LeftOut(NamedTuple):
    """An event that a table could not take in."""

    position: int
    sqlstate: str


async def project(connection: "Connection", function: str, first: int, last: int) -> list[LeftOut]:
    """Carry the events of these positions over; returns those that had to be left out.

    In halves, if it does not work as a whole: that finds a few among a million with little effort.
    """
    if first > last:
        return []
    try:
        async with connection.transaction():
            await connection.execute(f"SELECT {function}($1, $2)", first, last)
    except _NOT_FIT as error:
        if first == last:
            return [LeftOut(first, error.sqlstate or "")]
        middle = (first + last) // 2
        return [
            *await project(connection, function, first, middle),
            *await project(connection, function, middle + 1, last),
        ]
    return []


async def unreadable(
    connection: "Connection", left_out: Sequence[LeftOut]
) -> tuple[Unreadable, ...]:
    """The streams with an event that was left out, or of a type that this release does not know.

    Of several in a stream the first is named.
    """
    why = {event.position: event.sqlstate for event in left_out}
    rows = await connection.fetch(_FIRST_OF_EACH_STREAM, _KNOWN, list(why))
    return tuple(
        Unreadable(
            stream=row["stream_id"],
            why=f"event {row['version']}: {type_in_words(row['type'])}: "
            f"{_problem(why.get(row['global_pos']))}",
        )
        for row in rows
    )


def _problem(sqlstate: str | None) -> str:
    if sqlstate is None:
        return "this release knows no such event; it is not in the read tables"
    return f"the read tables cannot take it in (SQLSTATE {sqlstate})"
