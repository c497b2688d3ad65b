"""What an entity does in the world: look-ups, starts, messages. The state says what is still to do.

An errand is started once for its key, runs beside the loop, and brings a command back. Because the
state names all work that is not done, errands survive crashes, continue-as-new and recovery.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from temporalio import workflow
from temporalio.exceptions import ActivityError

from domain.engine.base import Frozen, Instant
from domain.engine.decider import DeciderState
from workflows.inbox import Inbox, InboxEntry


class Due(Protocol):
    """The part of a deadline that the loop needs."""

    @property
    def due(self) -> Instant:
        """When it falls due."""
        ...


class EntityState(DeciderState, Protocol):
    """The part of a state that the loop needs."""

    @property
    def version(self) -> int:
        """Version of the journal stream."""
        ...

    @property
    def stage(self) -> StrEnum:
        """Where it is on its way."""
        ...

    @property
    def archived(self) -> bool:
        """Whether nothing can happen any more."""
        ...

    @property
    def next_due(self) -> Due | None:
        """The earliest deadline."""
        ...


@dataclass(frozen=True)
class Errand:
    """One thing to do in the world."""

    key: str
    run: Callable[[], Awaitable[Frozen]]
    """Does it, and gives the command that tells the entity of it."""


class Errands:
    """The errands under way."""

    def __init__(self, inbox: Inbox) -> None:
        self._inbox = inbox
        self._under_way: dict[str, asyncio.Task[None]] = {}

    @property
    def none_under_way(self) -> bool:
        """All errands are done; their commands may still wait in the inbox."""
        return all(task.done() for task in self._under_way.values())

    def start(self, errands: Iterable[Errand]) -> None:
        """Start those that are not under way already."""
        # After each turn the state names again what is still under way.
        for errand in errands:
            if errand.key not in self._under_way:
                self._under_way[errand.key] = asyncio.create_task(self._run(errand))

    def forget(self, key: str) -> None:
        """Take off an errand whose command is recorded. If the state names it again, it is done
        again."""
        self._under_way.pop(key, None)

    def raise_what_broke(self) -> None:
        """Raise a bug in an errand: the task fails, and is retried until mended code takes over."""
        for task in self._under_way.values():
            if task.done() and not task.cancelled() and (error := task.exception()) is not None:
                raise RuntimeError("an errand broke on the way") from error

    async def _run(self, errand: Errand) -> None:
        try:
            command = await errand.run()
        except ActivityError as error:
            # The state still names it: it is started again with the next turn.
            failure = {"errand": errand.key, "error": type(error.cause).__name__}
            workflow.logger.warning("an errand came to nothing", extra=failure)
            self.forget(errand.key)
            return
        size = len(command.model_dump_json().encode())
        self._inbox.put(InboxEntry(command, errand=errand.key, size=size))
