"""One timer at a time: set again only when what it waits for moves."""

import asyncio
from datetime import datetime, timedelta

from temporalio import workflow

SHORTEST_TIMER = timedelta(milliseconds=1)


class Alarm:
    """Rings when a moment has come. Each timer costs two events of Temporal's history or three."""

    def __init__(self) -> None:
        self._due: datetime | None = None
        self._timer: asyncio.Task[None] | None = None

    def set(self, due: datetime | None, summary: str) -> None:
        """Ring at this moment, or never; ``summary`` says in the UI what is waited for."""
        if due == self._due and self._is_ticking:
            return
        if self._timer is not None:
            self._timer.cancel()
        self._due, self._timer = due, None
        if due is not None:
            # Also for a moment that has passed: whether there is a timer must not depend on the
            # clock, which a replay may see a little later.
            left = max(due - workflow.now(), SHORTEST_TIMER)
            self._timer = asyncio.create_task(workflow.sleep(left, summary=summary))

    def silence(self) -> None:
        """Never ring, until it is set again."""
        self.set(None, "")

    @property
    def rings(self) -> bool:
        """Whether the moment has come."""
        return self._due is not None and not self._is_ticking

    @property
    def _is_ticking(self) -> bool:
        return self._timer is not None and not self._timer.done()
