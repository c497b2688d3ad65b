"""The engine's own orders about notices and messages, for pairings and cohorts alike."""

from collections.abc import Callable
from typing import TypeVar

from domain.engine.base import Frozen, Instant, OpaqueId
from domain.engine.orders import RejectMessage
from domain.telling.desk import HasDesk
from domain.telling.events import MessageRejected, NoticeSettled
from domain.telling.notices import DeliveryOutcome

N = TypeVar("N", bound=NoticeSettled)
M = TypeVar("M", bound=MessageRejected)


class SettleNotice(Frozen):
    """A notice has been delivered, or will never be."""

    notice_id: OpaqueId
    outcome: DeliveryOutcome


def settles(event: type[N]) -> Callable[[SettleNotice, HasDesk, Instant], tuple[N, ...]]:
    """The rule for how a notice fared; one that is not on its way was settled before."""

    def rule(command: SettleNotice, state: HasDesk, now: Instant) -> tuple[N, ...]:
        if all(notice.id != command.notice_id for notice in state.desk.outbox):
            return ()
        return (event(occurred_at=now, notice_id=command.notice_id, outcome=command.outcome),)

    return rule


def rejects(event: type[M]) -> Callable[[RejectMessage, HasDesk, Instant], tuple[M, ...]]:
    """The rule for a message that cannot be used: its problems are recorded."""

    def rule(command: RejectMessage, state: HasDesk, now: Instant) -> tuple[M, ...]:
        return (
            event(
                occurred_at=now,
                message=command.message,
                message_id=command.message_id,
                problems=command.problems,
            ),
        )

    return rule
