"""Deciding on the gate before the first session: who is briefed, and who may begin without."""

from domain.engine.base import Instant
from domain.engine.tables import Deciders, On
from domain.pairing.events.base import Events, PairingEvent
from domain.pairing.events.preparation import BriefingNoted, BriefingWaived
from domain.pairing.facts import PeopleBriefed
from domain.pairing.preparation_requests import WaiveBriefing
from domain.pairing.state import PairingState
from domain.programme.people import Side


def _briefed(command: PeopleBriefed, state: PairingState, now: Instant) -> Events:
    sides = tuple(side for side in Side if side in command.sides)
    if sides == state.preparation.briefed:
        return ()
    return (BriefingNoted(occurred_at=now, sides=sides),)


def _waive(command: WaiveBriefing, state: PairingState, now: Instant) -> Events:
    """Nothing is recorded where nothing waits for a briefing."""
    if not state.unbriefed:
        return ()
    return (BriefingWaived(occurred_at=now, by=command.acting, reason=command.reason),)


DECIDE: Deciders[PairingState, PairingEvent] = (
    On(PeopleBriefed, _briefed),
    On(WaiveBriefing, _waive),
)
