"""Deciding on the engine's own orders: time has passed, a mail was delivered, a signal was bad."""

from domain.engine.base import Instant
from domain.engine.orders import ElapseDeadlines, RejectMessage
from domain.engine.tables import Deciders, On
from domain.pairing.commands import OpenPairing, RecordRuleCheck
from domain.pairing.events.base import Events, PairingEvent
from domain.pairing.events.course import DeadlineElapsed
from domain.pairing.events.messages import MessageRejected, NoticeSettled
from domain.pairing.events.people import RulesChecked
from domain.pairing.state import PairingState
from domain.pairing.timetable import LADDERS
from domain.telling.orders import SettleNotice, rejects, settles


def _open_again(command: OpenPairing, state: PairingState, now: Instant) -> Events:
    """Opening an open pairing changes nothing."""
    return ()


def _elapse(command: ElapseDeadlines, state: PairingState, now: Instant) -> Events:
    """The most pressing deadline that is due; the caller asks again until nothing is left."""
    deadline = LADDERS.most_pressing(state.deadlines, now)
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


DECIDE: Deciders[PairingState, PairingEvent] = (
    On(OpenPairing, _open_again),
    On(ElapseDeadlines, _elapse),
    On(SettleNotice, settles(NoticeSettled)),
    On(RecordRuleCheck, _record_rule_check),
    On(RejectMessage, rejects(MessageRejected)),
)
