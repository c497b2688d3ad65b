"""Deciding on the engine's own orders: time has passed, a letter cannot be written, a signal
was bad."""

from domain.engine.base import Instant
from domain.engine.orders import ElapseDeadlines, RejectMessage, changes_nothing
from domain.engine.tables import Deciders, On
from domain.pairing.commands import OpenPairing, RecordRuleCheck
from domain.pairing.decide.deadlines import DEADLINES
from domain.pairing.events.base import Events, PairingEvent
from domain.pairing.events.messages import MessageRejected, NoticeSettled
from domain.pairing.events.people import ManagerChanged, RulesChecked
from domain.pairing.facts import MailFared
from domain.pairing.missing import unapproved
from domain.pairing.sides import Both
from domain.pairing.state import PairingState
from domain.programme.ids import PersonId
from domain.telling.orders import GiveUpNotice, fares, gives_up, rejects


def _record_rule_check(command: RecordRuleCheck, state: PairingState, now: Instant) -> Events:
    if command.side not in state.rule_check.pending:
        return ()
    checked = RulesChecked(occurred_at=now, side=command.side, broken=command.broken)
    return (checked, *_other_managers(command.managers, state, now))


def _other_managers(managers: Both[PersonId] | None, state: PairingState, now: Instant) -> Events:
    """Who has to approve by now; of no interest once all have, or where nobody has to."""
    if managers is None or state.stage.has_begun:
        return ()
    return tuple(
        ManagerChanged(occurred_at=now, side=side, manager=managers.of(side))
        for side in unapproved(state)
        if managers.of(side) != state.setup.managers.of(side)
    )


DECIDE: Deciders[PairingState, PairingEvent] = (
    On(OpenPairing, changes_nothing),
    On(ElapseDeadlines, DEADLINES.elapse),
    On(MailFared, fares(NoticeSettled, DEADLINES.put_off)),
    On(GiveUpNotice, gives_up(NoticeSettled)),
    On(RecordRuleCheck, _record_rule_check),
    On(RejectMessage, rejects(MessageRejected)),
)
