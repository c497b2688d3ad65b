"""What is learned about the two people."""

from domain.engine.tables import Appliers, On
from domain.pairing.events import PersonDataChanged, PersonLeaving, RulesChecked
from domain.pairing.state import PairingState


def _leaving(event: PersonLeaving, state: PairingState) -> PairingState:
    today = state.setup.calendar.local_day(event.occurred_at)
    last_day = event.last_day or today
    left = tuple(side for side in state.left if side is not event.side)
    if event.last_day is None or event.last_day < today:
        left = (*left, event.side)
    return state.model_copy(
        update={"leaving": state.leaving.with_(event.side, last_day), "left": left}
    )


def _data_changed(event: PersonDataChanged, state: PairingState) -> PairingState:
    waiting = tuple(side for side in state.rechecks if side is not event.side)
    return state.model_copy(update={"rechecks": (*waiting, event.side)})


def _rules_checked(event: RulesChecked, state: PairingState) -> PairingState:
    waiting = tuple(side for side in state.rechecks if side is not event.side)
    return state.model_copy(update={"rechecks": waiting, "broken_rules": event.broken})


APPLY: Appliers[PairingState] = (
    On(PersonLeaving, _leaving),
    On(PersonDataChanged, _data_changed),
    On(RulesChecked, _rules_checked),
)
