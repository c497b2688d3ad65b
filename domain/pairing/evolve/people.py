"""Events about the two people."""

from domain.engine.tables import Appliers, On
from domain.pairing.events.people import (
    ManagerChanged,
    OwnersChanged,
    PersonComingBack,
    PersonDataChanged,
    PersonGoingAway,
    PersonLeaving,
    PersonStaying,
    RulesChecked,
    RuleWaived,
)
from domain.pairing.state import PairingState


def _leaving(event: PersonLeaving, state: PairingState) -> PairingState:
    today = state.setup.calendar.local_day(event.occurred_at)
    last_day = event.last_day or today
    gone = tuple(side for side in state.departure.gone if side is not event.side)
    if event.last_day is None or event.last_day < today:
        gone = (*gone, event.side)
    last_days = state.departure.last_days.with_(event.side, last_day)
    return state.with_part("departure", last_days=last_days, gone=gone)


def _staying(event: PersonStaying, state: PairingState) -> PairingState:
    gone = tuple(side for side in state.departure.gone if side is not event.side)
    last_days = state.departure.last_days.with_(event.side, None)
    return state.with_part("departure", last_days=last_days, gone=gone)


def _going_away(event: PersonGoingAway, state: PairingState) -> PairingState:
    return state.with_part("departure", away=state.departure.away.with_(event.side, event.away))


def _coming_back(event: PersonComingBack, state: PairingState) -> PairingState:
    return state.with_part("departure", away=state.departure.away.with_(event.side, None))


def _data_changed(event: PersonDataChanged, state: PairingState) -> PairingState:
    """After the end no rule is checked any more. The person may be at work elsewhere now."""
    if state.stage.is_over:
        return state
    waiting = tuple(side for side in state.rule_check.pending if side is not event.side)
    state = state.with_part("rule_check", pending=(*waiting, event.side))
    return state.model_copy(update={"calendar_wanted": True})


def _rules_checked(event: RulesChecked, state: PairingState) -> PairingState:
    waiting = tuple(side for side in state.rule_check.pending if side is not event.side)
    return state.with_part("rule_check", pending=waiting, broken=event.broken)


def _manager_changed(event: ManagerChanged, state: PairingState) -> PairingState:
    managers = state.setup.managers.with_(event.side, event.manager)
    return state.with_part("setup", managers=managers)


def _rule_waived(event: RuleWaived, state: PairingState) -> PairingState:
    """From now on every check leaves the rule out."""
    broken = tuple(rule for rule in state.rule_check.broken if rule is not event.waiver.rule)
    waived = state.with_part("setup", waived=(*state.setup.waived, event.waiver))
    return waived.with_part("rule_check", broken=broken)


def _owners_changed(event: OwnersChanged, state: PairingState) -> PairingState:
    return state.with_part("setup", owners=event.owners)


APPLY: Appliers[PairingState] = (
    On(PersonLeaving, _leaving),
    On(PersonStaying, _staying),
    On(PersonGoingAway, _going_away),
    On(PersonComingBack, _coming_back),
    On(PersonDataChanged, _data_changed),
    On(RulesChecked, _rules_checked),
    On(ManagerChanged, _manager_changed),
    On(RuleWaived, _rule_waived),
    On(OwnersChanged, _owners_changed),
)
