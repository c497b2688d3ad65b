"""A line to the database that can be cut, as networks and servers do at the worst moment."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlsplit, urlunsplit

CHUNK = 65_536


@dataclass
class Line:
    """A relay between clients and the database."""

    server_url: str
    url: str = ""
    """What clients connect to instead."""
    answer_held: asyncio.Event = field(default_factory=asyncio.Event)
    """Set once the database has answered and the answer was kept from the client."""
    _hold_answers: bool = False
    _is_cut: bool = False
    _open: set[asyncio.StreamWriter] = field(default_factory=set)

    def hold_answers(self) -> None:
        """From now on the database gets the questions, and its answers are held back."""
        self._hold_answers = True

    def cut(self) -> None:
        """End all connections and refuse new ones, as a server does that is down."""
        self._is_cut = True
        for writer in self._open:
            writer.transport.abort()

    def restore(self) -> None:
        """Everything passes again."""
        self._is_cut = False
        self._hold_answers = False

    async def relay(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Serve one client."""
        if self._is_cut:
            writer.transport.abort()
            return
        from_server, to_server = await _connect(self.server_url)
        self._open |= {writer, to_server}
        try:
            async with asyncio.TaskGroup() as both_ways:
                both_ways.create_task(_pass_on(reader, to_server))
                both_ways.create_task(self._answer(from_server, writer))
        finally:
            self._open -= {writer, to_server}

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while data := await _next(reader):
            if self._hold_answers:
                self.answer_held.set()
            else:
                writer.write(data)
        writer.close()


@asynccontextmanager
async def line_to(database_url: str) -> AsyncIterator[Line]:
    """A line to the database for as long as the block lasts."""
    line = Line(database_url)
    server = await asyncio.start_server(line.relay, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    parts = urlsplit(database_url)
    user = parts.netloc.rpartition("@")[0]
    line.url = urlunsplit(
        parts._replace(netloc=f"{user}@127.0.0.1:{port}", query="sslmode=disable")
    )
    try:
        yield line
    finally:
        line.cut()
        server.close()
        await server.wait_closed()


async def _connect(url: str) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    folder = parse_qs(urlsplit(url).query)["host"][0]
    return await asyncio.open_unix_connection(f"{folder}/.s.PGSQL.5432")


async def _pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while data := await _next(reader):
        writer.write(data)
    writer.close()


async def _next(reader: asyncio.StreamReader) -> bytes:
    try:
        return await reader.read(CHUNK)
    except ConnectionError:
        return b""
