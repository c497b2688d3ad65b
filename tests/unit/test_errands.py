"""Errands: each is done once, and many at a time but never too many."""

import asyncio
from collections.abc import Awaitable, Callable

from domain.base import Frozen
from domain.errors import Problem
from domain.notices import DeliveryOutcome
from domain.orders import RejectMessage, SettleNotice
from workflows.errands import AT_ONCE, Errand, Errands
from workflows.inbox import HEAVIEST_TURN, Entry, Inbox


class Gate:
    """Errands that come back when they are let."""

    def __init__(self) -> None:
        self.open = asyncio.Event()
        self.out: list[str] = []

    def errand(self, key: str) -> Errand:
        """One that waits at the gate."""
        return Errand(key=key, run=self._through(key), can_wait=True)

    def _through(self, key: str) -> Callable[[], Awaitable[Frozen]]:
        async def run() -> Frozen:
            self.out.append(key)
            await self.open.wait()
            return SettleNotice(notice_id=key, outcome=DeliveryOutcome.DELIVERED)

        return run


async def let_run() -> None:
    """Everything that can go on goes on."""
    for _ in range(5):
        await asyncio.sleep(0)


async def test_a_crowd_of_errands_is_done_part_by_part() -> None:
    """Nobody is forgotten, nobody done twice; the rest is asked for as soon as there is room."""
    inbox, gate = Inbox(), Gate()
    errands = Errands(inbox)
    keys = [f"n-{number}" for number in range(AT_ONCE + 30)]
    errands.start_some(gate.errand(key) for key in keys)
    await let_run()
    assert gate.out == keys[:AT_ONCE]
    assert not errands.should_go_on
    errands.start_some(gate.errand(key) for key in keys)
    gate.open.set()
    await let_run()
    assert errands.should_go_on
    left = keys[AT_ONCE:]
    for entry in inbox.take():
        errands.forget(entry.errand or "")
    errands.start_some(gate.errand(key) for key in left)
    await let_run()
    assert gate.out == keys
    assert not errands.should_go_on


async def test_work_is_not_crowded_out_by_mails() -> None:
    """A cohort that pauses tells its pairings, however many people it writes to."""
    gate = Gate()
    errands = Errands(Inbox())
    errands.start_some(gate.errand(f"n-{number}") for number in range(AT_ONCE + 30))
    errands.start([gate.errand("order")])
    await let_run()
    assert gate.out[-1] == "order"


async def test_what_a_heavy_errand_brings_is_recorded_by_itself() -> None:
    """Together with others it might not fit into one append."""
    inbox = Inbox()

    async def heavy() -> Frozen:
        problem = Problem(path="", problem="x" * HEAVIEST_TURN)
        return RejectMessage(message="m", message_id=None, problems=(problem,))

    inbox.put(Entry(SettleNotice(notice_id="n", outcome=DeliveryOutcome.DELIVERED)))
    Errands(inbox).start([Errand(key="heavy", run=heavy)])
    await let_run()
    assert [len(inbox.take()), len(inbox.take())] == [1, 1]
