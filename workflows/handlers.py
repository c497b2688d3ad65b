"""One handler per message of the contract, made from the messages' own models.

Every message that the domain lists can be sent, under its name and with its description; none can
be forgotten here, and all are treated alike.
"""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from temporalio import workflow
from temporalio.common import RawValue
from temporalio.exceptions import ApplicationError

from activities.failures import as_failure
from domain.engine.base import Frozen
from domain.engine.errors import InvalidInput, Problem
from domain.engine.messages import RENEW, Message
from workflows.entity import Entity
from workflows.payloads import MISSING

C = TypeVar("C", bound=type)


def with_handlers(
    requests: Sequence[type[Message]],
    facts: Sequence[type[Message]] = (),
    queries: Sequence[str] = (),
) -> Callable[[C], C]:
    """An update per request, a signal per fact, and one handler each for all others.

    ``queries``: the names of those that the workflow itself answers.
    """
    names = tuple(request.name for request in requests)

    def decorate(cls: C) -> C:
        for request in requests:
            setattr(cls, f"on_{request.name}", _update(request))
        for fact in facts:
            setattr(cls, f"on_{fact.name}", _signal(fact))
        handler = _unknown_signal((*(fact.name for fact in facts), RENEW))
        setattr(cls, "on_unknown_signal", handler)  # noqa: B010 - as for all others
        setattr(cls, "on_unknown_update", _unknown_update(names))  # noqa: B010
        setattr(cls, "on_unknown_query", _unknown_query(queries))  # noqa: B010
        return cls

    return decorate


def without_handlers(cls: C) -> C:
    """Nothing can be said to the workflow, or asked of it: whoever tries is told so."""
    setattr(cls, "on_unknown_signal", _ignored_signal())  # noqa: B010
    setattr(cls, "on_unknown_update", _unknown_update(()))  # noqa: B010
    setattr(cls, "on_unknown_query", _unknown_query(()))  # noqa: B010
    return cls


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


def _ignored_signal() -> object:
    class Handler:
        @workflow.signal(dynamic=True, description="Any signal is ignored")
        def handle(self, _name: str, _raw: Sequence[RawValue]) -> None:
            # Without a handler they would all be kept, in case that there is one some day.
            pass

    return Handler.handle


def _unknown_update(known: Sequence[str]) -> object:
    class Handler:
        @workflow.update(dynamic=True, description="Any other update is refused")
        async def handle(self, _name: str, _raw: Sequence[RawValue]) -> Frozen:
            # Only a replay gets here, of a history in which the update was accepted: the task
            # fails, and waits for a worker that knows it.
            raise RuntimeError("a newer release has taken an update that this one does not know")

        @handle.validator
        def check_first(self, _name: str, _raw: Sequence[RawValue]) -> None:
            raise _no_such("update", known)

    return Handler.handle


def _unknown_query(known: Sequence[str]) -> object:
    class Handler:
        @workflow.query(dynamic=True, description="Any other query is refused")
        def handle(self, _name: str, _raw: Sequence[RawValue]) -> None:
            # Temporal itself would repeat the name, which might be private.
            raise _no_such("query", known)

    return Handler.handle


def _no_such(what: str, known: Sequence[str]) -> ApplicationError:
    allowed = ", ".join(known) or "none"
    problem = Problem(path="", problem=f"there is no such {what}", allowed=allowed)
    return as_failure(InvalidInput([problem]))
