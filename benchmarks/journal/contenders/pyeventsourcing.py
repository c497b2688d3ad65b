"""pyeventsourcing 9.5 on psycopg 3: its application recorder, the one with an order over all."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit
from uuid import NAMESPACE_URL, uuid5

from eventsourcing.persistence import IntegrityError, StoredEvent
from eventsourcing.postgres import PostgresApplicationRecorder, PostgresDatastore

from benchmarks.journal.contenders.base import POOL
from benchmarks.journal.load import Append, Caller
from benchmarks.journal.measuring import Sample, by_threads

POSTGRES_PORT = 5432
PATIENCE = 60.0
"""Seconds that a thread may wait for a connection; the default of 5 is made for fewer callers."""


@dataclass(frozen=True)
class RecorderStore:
    """A recorder, as an application calls it once its events are bytes."""

    recorder: PostgresApplicationRecorder

    async def run(self, callers: Sequence[Caller[list[StoredEvent]]], seconds: float) -> Sample:
        """Threads: the library does not know tasks."""
        return await by_threads(self.recorder.insert_events, callers, seconds, (IntegrityError,))

    async def tail(self, after: int, limit: int) -> list[int]:
        """Notifications, as a runner of projections gets them."""
        notifications = self.recorder.select_notifications(
            start=after, limit=limit, inclusive_of_start=False
        )
        return [notification.id for notification in notifications]


@dataclass(frozen=True)
class Pyeventsourcing:
    """Either of the two ways in which the library inserts events."""

    database_functions: bool
    """``POSTGRES_ENABLE_DB_FUNCTIONS``: one call of a function, which does not lock the table."""
    committed: str = "SELECT notification_id FROM stored_events"

    @property
    def name(self) -> str:
        """For tables."""
        return "pyeventsourcing, " + ("functions" if self.database_functions else "default")

    async def create(self, dsn: str) -> None:
        """The library's own table, type and function."""
        datastore = self._datastore(dsn, 1)
        PostgresApplicationRecorder(datastore).create_table()
        datastore.close()

    def made_ready(self, append: Append) -> list[StoredEvent]:
        """Events as bytes: the library's mapper would make them within the append."""
        stream = uuid5(NAMESPACE_URL, append.stream)
        return [
            StoredEvent(stream, version, record.type, record.model_dump_json().encode())
            for version, record in enumerate(append.records, start=append.version + 1)
        ]

    @asynccontextmanager
    async def opened(self, dsn: str, connections: int = POOL) -> AsyncIterator[RecorderStore]:
        """A recorder on a pool of the library's own."""
        datastore = self._datastore(dsn, connections)
        recorder = PostgresApplicationRecorder(datastore)
        datastore.register_type_adapters()
        yield RecorderStore(recorder)
        datastore.close()

    def _datastore(self, dsn: str, connections: int) -> PostgresDatastore:
        url = urlsplit(dsn)
        return PostgresDatastore(
            dbname=url.path.removeprefix("/"),
            host=parse_qs(url.query)["host"][0],
            port=POSTGRES_PORT,
            user=url.username or "",
            password="",
            pool_size=connections,
            connect_timeout=PATIENCE,
            enable_db_functions=self.database_functions,
        )
