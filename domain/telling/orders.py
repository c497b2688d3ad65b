"""The engine's own orders about notices and messages, for pairings and cohorts alike."""

from collections.abc import Callable
from typing import TypeVar

from domain.engine.base import Frozen, Instant, OpaqueId
from domain.engine.events import Delay
from domain.engine.orders import RejectMessage
from domain.engine.outage import TOLERANCE, Interruption
from domain.telling.catalogue import NOTICES
from domain.telling.desk import HasDesk, issued_notice
from domain.telling.events import MessageRejected, NoticeSettled
from domain.telling.notices import DeliveryOutcome

N = TypeVar("N", bound=NoticeSettled)
M = TypeVar("M", bound=MessageRejected)


class SettleNotice(Frozen):
    """A notice has been delivered, or will never be."""

    notice_id: OpaqueId
    outcome: DeliveryOutcome


class RecordLateDelivery(Frozen):
    """A notice that asks for an answer was handed over long after it was issued, or still was not.

    What its silence would decide then waits, so that people have time to answer.
    """

    notice_id: OpaqueId
    delivered_at: Instant | None = None
    """When the mail server took it; absent while it still waits."""


def interruption(command: RecordLateDelivery, state: HasDesk, now: Instant) -> Interruption | None:
    """Time without a mail that asks for an answer; none if it is one of long ago or asks nothing.

    The mails to two people go out a moment apart: that is no reason to move a deadline twice.
    """
    told = issued_notice(state, command.notice_id)
    if told is None or not NOTICES[told.notice.kind].answered_with:
        return None
    if command.delivered_at is None:
        return Interruption(delay=Delay.MAIL_WAITING, over_at=now, enough=TOLERANCE)
    return Interruption(delay=Delay.LATE_MAIL, over_at=command.delivered_at, enough=TOLERANCE)


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
