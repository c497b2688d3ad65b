"""Tells pairings and cohorts how their mails fared, where they have to know."""

import asyncio
import logging
from contextlib import suppress
from datetime import timedelta
from typing import Final

from activities.outbox import Correspondents, News, Outbox, StreamOutOfReach
from domain.engine.errors import StorageFailure

TOLD_AGAIN_AFTER: Final = timedelta(seconds=30)
"""After this time, a stream that could not be told is told again."""
SECONDS_BETWEEN: Final = 5.0
"""News of another worker, or left by one that died, wait no longer than this."""

log = logging.getLogger("eyelevel.post")


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
            await self._tell_all(stop)
            with suppress(TimeoutError):
                async with asyncio.timeout(SECONDS_BETWEEN):
                    await self._look.wait()

    async def _tell_all(self, stop: asyncio.Event) -> None:
        """Never raises: whoever sends mails would not notice that nobody tells any more."""
        try:
            while not stop.is_set():
                news = await self._outbox.take_news(TOLD_AGAIN_AFTER)
                if news is None:
                    return
                await self._tell(news)
        except StorageFailure:
            return  # the post logs it
        except Exception as error:
            log.warning("What is to be told is unknown", extra={"error": type(error).__name__})

    async def _tell(self, news: News) -> None:
        """Tell one stream how a mail fared. If it cannot be told, others are."""
        try:
            await self._correspondents.tell(news)
            await self._outbox.note_told(news)
        except StreamOutOfReach:
            return
        except StorageFailure:
            raise
        except Exception as error:
            # Only the type is logged: nobody knows what the text quotes.
            extra = {"notice": news.occasion.notice_id, "error": type(error).__name__}
            log.warning("A pairing or cohort cannot be told how a mail fared", extra=extra)
