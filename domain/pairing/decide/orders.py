"""Deciding on the engine's own orders: time has passed, a letter cannot be written, a signal
was bad."""

from domain.engine.base import Instant
from domain.engine.orders import ElapseDeadlines, RejectMessage
from domain.engine.outage import Effect, outage_until
from domain.engine.tables import Deciders, On
from domain.pairing.commands import MailFared, OpenPairing, RecordRuleCheck
from domain.pairing.decide.outages import postponements
from domain.pairing.events.base import Events, PairingEvent
from domain.pairing.events.course import DeadlineElapsed
from domain.pairing.events.messages import MessageRejected, NoticeSettled
from domain.pairing.events.people import RulesChecked
from domain.pairing.state import PairingState
from domain.pairing.timetable import EFFECTS, LADDERS
from domain.telling.orders import GiveUpNotice, fares, gives_up, interruption, rejects


def _open_again(command: OpenPairing, state: PairingState, now: Instant) -> Events:
    """Opening an open pairing changes nothing."""
    return ()


def _elapse(command: ElapseDeadlines, state: PairingState, now: Instant) -> Events:
    """The most pressing deadline that is due; the caller asks again until nothing is left.

    After an outage, what would decide by silence waits; days that were set beforehand come first,
    because they may end what nobody needs to be reminded of then.
    """
    deadline = LADDERS.most_pressing(state.deadlines, now)
    a_day_comes = deadline is not None and EFFECTS[deadline.kind] is Effect.ON_ITS_DAY
    outage = outage_until(now, command.waiting_since)
    if outage and not a_day_comes and (waiting := postponements(outage, state, now)):
        return waiting
    if deadline is None:
        return ()
    milder = LADDERS.superseded(state.deadlines, deadline, now)
    return (
        DeadlineElapsed(
            occurred_at=now,
            kind=deadline.kind,
            due=deadline.due,
            session_id=deadline.session_id,
            supersedes=tuple(mild.kind for mild in milder),
        ),
    )


def _record_rule_check(command: RecordRuleCheck, state: PairingState, now: Instant) -> Events:
    if command.side not in state.rule_check.pending:
        return ()
    return (RulesChecked(occurred_at=now, side=command.side, broken=command.broken),)


def _mail_fared(message: MailFared, state: PairingState, now: Instant) -> Events:
    """What would be decided by silence waits until people have had time for the question."""
    settled = fares(NoticeSettled)(message, state, now)
    after = interruption(message, state, now)
    return (*settled, *(postponements(after, state, now) if after else ()))


DECIDE: Deciders[PairingState, PairingEvent] = (
    On(OpenPairing, _open_again),
    On(ElapseDeadlines, _elapse),
    On(MailFared, _mail_fared),
    On(GiveUpNotice, gives_up(NoticeSettled)),
    On(RecordRuleCheck, _record_rule_check),
    On(RejectMessage, rejects(MessageRejected)),
)
