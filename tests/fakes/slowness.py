"""Something that can be told not to answer for a while."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager


class SlowAtTimes:
    """Part of a fake whose answers wait for `until_quick`."""

    def __init__(self) -> None:
        super().__init__()
        self._quick = asyncio.Event()
        self._quick.set()

    @contextmanager
    def slow(self) -> Iterator[None]:
        """What is asked meanwhile is not answered before the block is over."""
        self._quick.clear()
        try:
            yield
        finally:
            self.quick_again()

    def quick_again(self) -> None:
        """All is answered from now on."""
        self._quick.set()

    async def until_quick(self) -> None:
        """Usually at once."""
        await self._quick.wait()
