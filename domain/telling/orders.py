"""What pairings and cohorts are told of notices and messages, and what they record of it."""

from collections.abc import Callable
from typing import TypeVar

from domain.engine.base import Frozen, Instant, OpaqueId
from domain.engine.errors import not_allowed
from domain.engine.events import Delay, DomainEvent
from domain.engine.messages import Message
from domain.engine.orders import RejectMessage
from domain.engine.outage import TOLERANCE, Interruption
from domain.telling.catalogue import NOTICES
from domain.telling.desk import HasDesk, IssuedNotice, issued_notice
from domain.telling.events import MessageRejected, NoticeSettled
from domain.telling.kinds import ItemKind
from domain.telling.notices import DeliveryOutcome, may_be_of

N = TypeVar("N", bound=NoticeSettled)
M = TypeVar("M", bound=MessageRejected)
E = TypeVar("E", bound=DomainEvent)
S = TypeVar("S", bound=HasDesk)

TOLD_BY_THE_POST = (
    DeliveryOutcome.DELIVERED,
    DeliveryOutcome.REFUSED,
    DeliveryOutcome.GAVE_UP,
    DeliveryOutcome.NO_ADDRESS,
)


class HowMailFared(Message):
    """The engine's own post tells how a mail fared: bad news, good news after bad, and delays."""

    name = "mail_fared"
    summary = "The engine's own post tells how a mail fared"
    notice_id: OpaqueId
    outcome: DeliveryOutcome | None = None
    """Absent while it still waits for the mail server."""
    at: Instant
    """When the mail server took it, or when it turned out that it does not."""


class GiveUpNotice(Frozen):
    """The letter of a notice cannot be written."""

    notice_id: OpaqueId


def fares(
    event: type[N], put_off: Callable[[Interruption, S, Instant], tuple[E, ...]]
) -> Callable[[HowMailFared, S, Instant], tuple[N | E, ...]]:
    """The rule for how a mail fared: its outcome is recorded, and what would be decided by silence
    waits until people have had time for the question."""

    def rule(message: HowMailFared, state: S, now: Instant) -> tuple[N | E, ...]:
        if not may_be_of(state.version, message.notice_id):
            raise not_allowed("notice_id", "no such notice was issued here")
        outcome = _news(message, state)
        settled = () if outcome is None else (_settled(event, message.notice_id, outcome, now),)
        after = _interruption(message, state, now)
        return (*settled, *(put_off(after, state, now) if after else ()))

    return rule


def _news(message: HowMailFared, state: HasDesk) -> DeliveryOutcome | None:
    """The outcome, unless it was recorded before; good news only if a rule waits for it."""
    if message.outcome is None:
        return None
    if message.outcome not in TOLD_BY_THE_POST:
        allowed = ", ".join(TOLD_BY_THE_POST)
        raise not_allowed("outcome", "is not told by the post", allowed)
    told = issued_notice(state, message.notice_id)
    if told is not None and told.outcome is not None:
        return None
    if message.outcome is DeliveryOutcome.DELIVERED and not _is_awaited(told, state):
        return None
    return message.outcome


def _settled(event: type[N], notice_id: str, outcome: DeliveryOutcome, now: Instant) -> N:
    return event(occurred_at=now, notice_id=notice_id, outcome=outcome)


def _interruption(message: HowMailFared, state: HasDesk, now: Instant) -> Interruption | None:
    """Time without a mail that asks for an answer; none if it is one of long ago or asks nothing.

    The mails to two people go out a moment apart: that is no reason to move a deadline twice.
    """
    told = issued_notice(state, message.notice_id)
    if told is None or not NOTICES[told.notice.kind].answered_with:
        return None
    # The clock of the post may be ahead; nothing can have arrived later than now.
    at = min(message.at, now)
    match message.outcome:
        case None:
            return Interruption(delay=Delay.MAIL_WAITING, over_at=now, enough=TOLERANCE)
        case DeliveryOutcome.DELIVERED if at - told.at > TOLERANCE:
            return Interruption(delay=Delay.LATE_MAIL, over_at=at, enough=TOLERANCE)
        case _:
            return None


def _is_awaited(told: IssuedNotice | None, state: HasDesk) -> bool:
    """Whether it is news that a mail arrived: an earlier one to the same person did not.

    What is known of a notice of long ago is only that it was issued; it might settle any item.
    """
    bad = [item for item in state.desk.items if item.kind is ItemKind.MAIL_UNDELIVERABLE]
    if told is None:
        return bool(bad)
    latest = {sent.notice.to: sent.outcome for sent in state.desk.told if sent.outcome}
    known = latest.get(told.notice.to, DeliveryOutcome.DELIVERED)
    about_the_side = any(item.side is told.notice.side for item in bad)
    return about_the_side or known is not DeliveryOutcome.DELIVERED


def gives_up(event: type[N]) -> Callable[[GiveUpNotice, HasDesk, Instant], tuple[N, ...]]:
    """The rule for a letter that cannot be written: it is as if it could not be sent."""

    def rule(command: GiveUpNotice, state: HasDesk, now: Instant) -> tuple[N, ...]:
        told = issued_notice(state, command.notice_id)
        if told is not None and told.outcome is not None:
            return ()
        return (_settled(event, command.notice_id, DeliveryOutcome.GAVE_UP, now),)

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
