"""What a benchmark needs of an event store."""

from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from typing import Protocol, TypeVar

from benchmarks.journal.load import Append, Caller
from benchmarks.journal.measuring import Sample

T = TypeVar("T")

POOL = 10
"""Connections that each store may open, as our worker does."""


class Store(Protocol[T]):
    """An open event store."""

    async def run(self, callers: Sequence[Caller[T]], seconds: float) -> Sample:
        """Let the callers append, in the way that the library is meant to be used."""
        ...

    async def tail(self, after: int, limit: int) -> list[int]:
        """Positions after this one, as a reader of the library would get them."""
        ...


class Contender(Protocol[T]):
    """An event store, or a way to use it."""

    @property
    def name(self) -> str:
        """For tables."""
        ...

    @property
    def committed(self) -> str:
        """A query: the positions of all events that there are."""
        ...

    async def create(self, dsn: str) -> None:
        """Bring an empty database to the schema of this store."""
        ...

    def made_ready(self, append: Append) -> T:
        """An append as this store takes it."""
        ...

    def opened(self, dsn: str, connections: int = POOL) -> AbstractAsyncContextManager[Store[T]]:
        """The store on a database."""
        ...
