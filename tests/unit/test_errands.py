"""Errands of an entity, outside a workflow: what is done when the code itself is at fault."""

import asyncio

import pytest

from domain.engine.base import Frozen
from tests.waiting import until
from workflows.errands import Errand, Errands
from workflows.inbox import Inbox


async def test_a_mistake_in_an_errand_is_seen() -> None:
    """An error of ours in an errand is raised where the workflow waits."""

    async def break_down() -> Frozen:
        raise TypeError("a mistake of ours")

    errands = Errands(Inbox())
    errands.start([Errand(key="one", run=break_down)])
    errands.raise_what_broke()
    await until(lambda: asyncio.sleep(0, errands.none_under_way), bool)
    with pytest.raises(RuntimeError, match="an errand broke"):
        errands.raise_what_broke()
