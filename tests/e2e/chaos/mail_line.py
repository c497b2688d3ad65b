"""The line between a worker and the mail server, which knows the moment to end the worker."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from adapters.embedded.ports import LOOPBACK
from adapters.embedded.smtp import SmtpSink
from tests.e2e.chaos.tap import End, Fate, Moment

GO_AHEAD = b"354"
"""The server waits for the content of a mail; what it says next is whether it has taken it."""
TAKEN = b"250"
CHUNK = 65_536


@dataclass
class MailLine:
    """Passes on what one worker and the mail server say to each other, as long as fate allows."""

    mails: SmtpSink
    fate: Fate
    end: End | None = None
    """Ends the worker; absent before it has started."""

    async def relay(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Serve one connection."""
        answers, server = await asyncio.open_connection(self.mails.host, self.mails.port)
        try:
            async with asyncio.TaskGroup() as both_ways:
                both_ways.create_task(_pass_on(reader, server))
                both_ways.create_task(self._answer(answers, writer))
        except* ConnectionError:
            pass  # the worker is dead
        finally:
            writer.close()
            server.close()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """A worker that dies of it does not hear that its mail was taken."""
        is_content = False
        while line := await reader.readline():
            if is_content and line.startswith(TAKEN) and await self._is_dead():
                break
            is_content = line.startswith(GO_AHEAD)
            writer.write(line)
        writer.close()

    async def _is_dead(self) -> bool:
        return self.end is not None and await self.fate.may_strike(Moment.SENT, self.end)


@asynccontextmanager
async def mail_line(mails: SmtpSink, fate: Fate) -> AsyncIterator[tuple[MailLine, int]]:
    """A line to the mail server, and the port at which it begins."""
    line = MailLine(mails, fate)
    server = await asyncio.start_server(line.relay, LOOPBACK, 0)
    try:
        yield line, server.sockets[0].getsockname()[1]
    finally:
        server.close()


async def _pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while data := await reader.read(CHUNK):
        writer.write(data)
    writer.close()
