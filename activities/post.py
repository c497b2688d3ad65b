"""The post as Temporal sees it: a long activity that sends whatever is in the outbox."""

import asyncio
from contextlib import suppress

from temporalio import activity

from activities.beating import beating
from activities.outbox import Settlement
from activities.posting import Posted, PostOffice
from domain.engine.base import Frozen
from domain.engine.errors import StorageUnavailable


class PostRound(Frozen):
    """A round of the post. It ends a while after its first mail, or after an hour without any."""

    busy_seconds: float = 300.0
    idle_seconds: float = 3600.0


class PostActivities:
    """The post of this process."""

    def __init__(self, office: PostOffice) -> None:
        self._office = office

    @activity.defn(name="post_mails")
    async def post(self, length: PostRound) -> Posted:
        """Send mails for one round, and say how they fared.

        At its end, at a shutdown of the worker, and if it is cancelled, mails in hand are finished.
        """
        office, stop = self._office, asyncio.Event()
        for left in map(Settlement.model_validate, activity.info().heartbeat_details):
            if left not in office.unsettled:
                office.unsettled.append(left)
        work = asyncio.create_task(office.work(stop))
        ending = asyncio.create_task(self._end(length, stop))
        try:
            async with beating(lambda: office.unsettled):
                posted = await _to_its_end(work, stop)
        finally:
            ending.cancel()
        if office.unsettled:
            # Temporal hands the heartbeat of a failed attempt to the next one.
            activity.heartbeat(*office.unsettled)
            raise StorageUnavailable("mails were sent, and the delivery ledger is out of reach")
        return posted

    async def _end(self, length: PostRound, stop: asyncio.Event) -> None:
        over = asyncio.create_task(self._until_over(length))
        leaving = asyncio.create_task(activity.wait_for_worker_shutdown())
        try:
            await asyncio.wait({over, leaving}, return_when=asyncio.FIRST_COMPLETED)
            stop.set()
        finally:
            over.cancel()
            leaving.cancel()

    async def _until_over(self, length: PostRound) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(length.idle_seconds):
                await self._office.mail_came.wait()
            await asyncio.sleep(length.busy_seconds)


async def _to_its_end(work: "asyncio.Task[Posted]", stop: asyncio.Event) -> Posted:
    """A cancellation lets it finish: it is unknown how a mail fares that is torn from the line."""
    try:
        return await asyncio.shield(work)
    except asyncio.CancelledError:
        stop.set()
        await work
        raise
