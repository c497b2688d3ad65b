"""Tells pairings and cohorts how their mails fared, where they have to know."""

import asyncio
from contextlib import suppress
from datetime import timedelta
from typing import Final

from activities.outbox import Correspondents, Outbox, StreamOutOfReach
from domain.engine.errors import StorageFailure

LEASE: Final = timedelta(seconds=30)
"""After this time, a stream that was out of reach is told again."""
SECONDS_BETWEEN: Final = 5.0
"""News of another worker, or left by one that died, wait no longer than this."""


class Informing:
    """Beside the sending, so that neither waits for the other."""

    def __init__(self, outbox: Outbox, correspondents: Correspondents) -> None:
        self._outbox = outbox
        self._correspondents = correspondents
        self._look = asyncio.Event()

    def look(self) -> None:
        """There may be something to tell, or it is time to stop."""
        self._look.set()

    async def until(self, stop: asyncio.Event) -> None:
        """Tell what there is to be told, until ``stop`` is set."""
        while not stop.is_set():
            self._look.clear()
            with suppress(StorageFailure):
                while not stop.is_set() and await self._tell_next():
                    pass
            with suppress(TimeoutError):
                async with asyncio.timeout(SECONDS_BETWEEN):
                    await self._look.wait()

    async def _tell_next(self) -> bool:
        """Tell one stream how a mail fared, if there is one to be told."""
        news = await self._outbox.take_news(LEASE)
        if news is None:
            return False
        with suppress(StreamOutOfReach):
            await self._correspondents.tell(news)
            await self._outbox.note_told(news)
        return True
