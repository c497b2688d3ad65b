"""message-db: functions in PostgreSQL; the SQL comes from its npm package."""

import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import asyncpg

from adapters.postgres.records import event_id
from benchmarks.journal.contenders.base import POOL
from benchmarks.journal.load import Append, Caller
from benchmarks.journal.measuring import Sample, by_tasks

if TYPE_CHECKING:
    Pool = asyncpg.Pool[asyncpg.Record]

FILES = (
    "schema/message-store",
    "types/message",
    "tables/messages",
    *(
        f"functions/{name}"
        for name in (
            "message-store-version",
            "hash-64",
            "acquire-lock",
            "category",
            "is-category",
            "id",
            "cardinal-id",
            "stream-version",
            "write-message",
            "get-stream-messages",
            "get-category-messages",
            "get-last-stream-message",
        )
    ),
    *(f"indexes/messages-{name}" for name in ("id", "stream", "category")),
)
"""In the order of its installer. Left out: roles and views; pgcrypto, which PostgreSQL has had
built in since version 13, as far as it is used."""

WRITE = "SELECT write_message($1, $2, $3, $4, $5, $6)"
TAIL = "SELECT global_position FROM get_category_messages('pairing', $1, $2)"


class Message(NamedTuple):
    """The arguments of ``write_message``."""

    id: str
    stream_name: str
    type: str
    data: str
    metadata: str
    expected_version: int
    """-1: a new stream."""


@dataclass(frozen=True)
class MessageStore:
    """The functions, through the driver that our journal uses."""

    pool: "Pool"

    async def run(self, callers: Sequence[Caller[list[Message]]], seconds: float) -> Sample:
        """Tasks of one loop."""
        return await by_tasks(self._append, callers, seconds, (asyncpg.RaiseError,))

    async def tail(self, after: int, limit: int) -> list[int]:
        """A category is the widest order that it promises; all our streams are of one."""
        rows = await self.pool.fetch(TAIL, after + 1, limit)
        return [row["global_position"] for row in rows]

    async def _append(self, messages: list[Message]) -> None:
        """One message is one statement; several go in one transaction, sent together."""
        if len(messages) == 1:
            await self.pool.fetchval(WRITE, *messages[0])
        else:
            await self.pool.executemany(WRITE, messages)


@dataclass(frozen=True)
class MessageDb:
    """The functions of a release."""

    folder: Path
    """Where the package was unpacked."""
    name: str = "message-db"
    committed: str = "SELECT global_position FROM message_store.messages"

    async def create(self, dsn: str) -> None:
        """What its installer does."""
        connection = await asyncpg.connect(dsn)
        for file in FILES:
            await connection.execute((self.folder / "database" / f"{file}.sql").read_text())
        await connection.close()

    def made_ready(self, append: Append) -> list[Message]:
        """Facts and words are one field here."""
        return [
            Message(
                id=str(event_id(append.stream, version + 1, record.type)),
                stream_name=append.stream,
                type=record.type,
                data=json.dumps(dict(record.data, words=record.private)),
                metadata=record.meta.model_dump_json(exclude_none=True),
                expected_version=version - 1,
            )
            for version, record in enumerate(append.records, start=append.version)
        ]

    @asynccontextmanager
    async def opened(self, dsn: str, connections: int = POOL) -> AsyncIterator[MessageStore]:
        """A pool like ours; its functions expect their schema on the search path."""
        path = {"search_path": "message_store,public"}
        async with asyncpg.create_pool(
            dsn, min_size=1, max_size=connections, server_settings=path
        ) as pool:
            yield MessageStore(pool)
