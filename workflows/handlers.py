"""One handler per message of the contract, made from the messages' own models.

Every message that the domain lists can be sent, under its name and with its description; none can
be forgotten here, and all are treated alike.
"""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from temporalio import workflow
from temporalio.common import RawValue

from domain.engine.base import Frozen
from domain.engine.messages import RENEW, Message
from workflows.entity import Entity
from workflows.payloads import MISSING

C = TypeVar("C", bound=type)


def with_handlers(
    requests: Sequence[type[Message]], facts: Sequence[type[Message]] = ()
) -> Callable[[C], C]:
    """An update per request, a signal per fact, and one handler each for all others."""
    names = tuple(request.name for request in requests)

    def decorate(cls: C) -> C:
        for request in requests:
            setattr(cls, f"on_{request.name}", _update(request))
        for fact in facts:
            setattr(cls, f"on_{fact.name}", _signal(fact))
        handler = _unknown_signal((*(fact.name for fact in facts), RENEW))
        setattr(cls, "on_unknown_signal", handler)  # noqa: B010 - as for all others
        setattr(cls, "on_unknown_update", _unknown_update(names))  # noqa: B010
        return cls

    return decorate


# Each handler is written as a method of a class, for Temporal wants ``self`` without a type.


def _update(model: type[Message]) -> object:
    class Handler(Entity[Any, Any]):
        @workflow.update(name=model.name, description=model.summary)
        async def handle(self, raw: RawValue = MISSING) -> Frozen:
            return await self.ask(raw, model)

        @handle.validator
        def check_first(self, raw: RawValue = MISSING) -> None:
            self.check(raw, model)

    return Handler.handle


def _signal(model: type[Message]) -> object:
    class Handler(Entity[Any, Any]):
        @workflow.signal(name=model.name, description=model.summary)
        def handle(self, raw: RawValue = MISSING) -> None:
            self.take(raw, model)

    return Handler.handle


def _unknown_signal(known: tuple[str, ...]) -> object:
    class Handler(Entity[Any, Any]):
        @workflow.signal(dynamic=True, description="Any other signal is recorded as rejected")
        def handle(self, name: str, raw: Sequence[RawValue]) -> None:
            self.reject(name, known, raw)

    return Handler.handle


def _unknown_update(known: tuple[str, ...]) -> object:
    class Handler(Entity[Any, Any]):
        @workflow.update(dynamic=True, description="Any other update is refused")
        async def handle(self, _name: str, _raw: Sequence[RawValue]) -> Frozen:
            # Only a replay gets here, of a history in which the update was accepted: the task
            # fails, and waits for a worker that knows it.
            raise RuntimeError("a newer release has taken an update that this one does not know")

        @handle.validator
        def check_first(self, _name: str, _raw: Sequence[RawValue]) -> None:
            self.refuse(known)

    return Handler.handle
