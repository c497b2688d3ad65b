"""Databases for contenders, on one server."""

from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import asyncpg

from adapters.embedded.postgres import EmbeddedPostgres
from benchmarks.journal.contenders.base import Contender, Store


@dataclass
class Ground:
    """The server that all contenders are measured on."""

    server: EmbeddedPostgres
    _numbers: "count[int]" = field(default_factory=count)
    _templates: dict[str, str] = field(default_factory=dict)

    async def version(self) -> str:
        """Of the server, such as ``18.1``."""
        connection = await asyncpg.connect(self.server.url())
        try:
            version: str = await connection.fetchval("SHOW server_version")
        finally:
            await connection.close()
        return version

    @asynccontextmanager
    async def database(self, contender: Contender[Any]) -> AsyncIterator[str]:
        """The URL of a fresh database with the contender's schema, for as long as the block."""
        if contender.name not in self._templates:
            template = f"template{next(self._numbers) + 2}"
            await contender.create(await self.server.create_database(template))
            self._templates[contender.name] = template
        name = f"bench{next(self._numbers)}"
        yield await self.server.create_database(name, self._templates[contender.name])
        await self.server.drop_database(name)

    @asynccontextmanager
    async def stores(self, contenders: Sequence[Contender[Any]]) -> AsyncIterator[list[Store[Any]]]:
        """Each contender on a fresh database, all at the same time."""
        async with AsyncExitStack() as stack:
            yield [
                await stack.enter_async_context(
                    contender.opened(await stack.enter_async_context(self.database(contender)))
                )
                for contender in contenders
            ]


async def numbers(dsn: str, query: str) -> list[int]:
    """The first column of a query."""
    connection = await asyncpg.connect(dsn)
    try:
        return [row[0] for row in await connection.fetch(query)]
    finally:
        await connection.close()
