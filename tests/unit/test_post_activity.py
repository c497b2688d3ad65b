"""The round of a post as a Temporal worker runs it: its end, its heartbeats, and what it leaves."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

import pytest
from temporalio.testing import ActivityEnvironment

from activities.outbox import Settlement
from activities.post import PostActivities, PostRound
from activities.posting import Posted
from domain.engine.errors import StorageUnavailable
from domain.telling.notices import DeliveryOutcome
from tests.unit.post_desk import INVITATION, QUICK, Desk, numbered
from tests.waiting import until

LONG = PostRound()


class Attempt:
    """One attempt of the activity, in a process of its own."""

    def __init__(self, desk: Desk, *left_behind: Any) -> None:
        self.environment = ActivityEnvironment()
        self.environment.info = replace(self.environment.info, heartbeat_details=left_behind)
        self.left_behind: tuple[Any, ...] = ()
        """The details of the last heartbeat."""
        self.environment.on_heartbeat = self._beat
        self.office = desk.office(QUICK)
        self._activities = PostActivities(self.office)

    async def run(self, length: PostRound = LONG) -> Posted:
        """The whole round."""
        answer: Posted = await self.environment.run(self._activities.post, length)
        return answer

    @asynccontextmanager
    async def begun(self) -> AsyncIterator["asyncio.Task[Posted]"]:
        """A round that is on its way."""
        task = asyncio.create_task(self.run())
        await asyncio.sleep(0)
        yield task

    def _beat(self, *details: Any) -> None:
        self.left_behind = tuple(detail.model_dump(mode="json") for detail in details)


@pytest.fixture
def desk() -> Desk:
    """A fresh desk."""
    return Desk()


async def test_a_round_without_mails_ends_by_itself(desk: Desk) -> None:
    """A round without any mail ends after its idle time, and says so."""
    assert await Attempt(desk).run(PostRound(idle_seconds=0.05)) == Posted(waiting=0)


async def test_a_round_ends_a_while_after_its_first_mail(desk: Desk) -> None:
    """After its first mail a round goes on for the busy time and not for the idle one."""
    desk.write(INVITATION)
    posted = await Attempt(desk).run(PostRound(busy_seconds=0.05))
    assert posted == Posted(delivered=1, waiting=0)


async def test_a_shutdown_of_the_worker_ends_the_round(desk: Desk) -> None:
    """At a shutdown of its worker a round ends once the mails in hand are sent."""
    desk.write(*numbered(9))
    attempt = Attempt(desk)
    with desk.mailer.slow():
        async with attempt.begun() as task:
            await desk.in_hand(4)
            attempt.environment.worker_shutdown()
            asyncio.get_running_loop().call_later(0.05, desk.mailer.quick_again)
            posted = await task
    assert posted == Posted(delivered=4, waiting=5)


async def test_a_cancelled_round_finishes_the_mails_in_hand(desk: Desk) -> None:
    """A round that Temporal cancels sends what it has in hand, and begins with nothing else."""
    desk.write(*numbered(9))
    attempt = Attempt(desk)
    with desk.mailer.slow():
        async with attempt.begun() as task:
            await desk.in_hand(4)
            attempt.environment.cancel()
            asyncio.get_running_loop().call_later(0.05, desk.mailer.quick_again)
            with pytest.raises(asyncio.CancelledError):
                await task
    assert len(desk.outbox.ledger) == 4
    assert len(desk.mailer.sent) == 4


async def test_what_several_attempts_have_left_is_put_down(desk: Desk) -> None:
    """What another process left behind is put down also by one that has something to put down
    itself, and what both know of once."""
    own, others = numbered(2)
    desk.write(own, others)
    taken = [await desk.outbox.take(holder, QUICK.lease) for holder in ("ours", "another")]
    mine, theirs = [Settlement.of(mail, DeliveryOutcome.DELIVERED) for (mail,) in taken]
    attempt = Attempt(desk, *[one.model_dump(mode="json") for one in (mine, theirs)])
    attempt.office.unsettled.append(mine)
    posted = await attempt.run(PostRound(idle_seconds=0.05))
    assert posted.waiting == 0
    assert len(desk.outbox.ledger) == 2
    assert desk.mailer.tries == 0


async def test_what_the_ledger_does_not_know_is_left_to_the_next_attempt(desk: Desk) -> None:
    """An attempt that sent a mail while the ledger was away fails, and the next one, in another
    process, puts down what happened instead of sending it again."""
    desk.write(INVITATION)
    first = Attempt(desk)
    with desk.mailer.slow():
        async with first.begun() as task:
            await desk.in_hand()
            desk.outbox.away = True

    async def sent() -> int:
        return len(desk.mailer.sent)

    await until(sent, bool)
    first.environment.worker_shutdown()
    with pytest.raises(StorageUnavailable):
        await task
    desk.outbox.away = False
    second = Attempt(desk, *first.left_behind)
    posted = await second.run(PostRound(idle_seconds=0.05))
    assert posted.waiting == 0
    assert [settled.outcome for settled in desk.outbox.ledger.values()] == [
        DeliveryOutcome.DELIVERED
    ]
    assert len(desk.mailer.sent) == 1
