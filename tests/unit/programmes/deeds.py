"""What people, systems and outages do to a programme. A number decides the details."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Final

from domain.engine.base import Instant
from domain.engine.roles import Role
from domain.pairing import commands as pairing_says
from domain.pairing.facts import PersonLeft, PersonStays
from domain.pairing.sides import side_of
from domain.pairing.state import PairingState
from tests.proof.acts import acts
from tests.unit.programmes.said import SAID, Deed, one_of
from tests.unit.programmes.world import World

GOOD: Final = (
    pairing_says.Accept,
    pairing_says.SubmitAssessment,
    pairing_says.SubmitExpectations,
    pairing_says.AcceptAgreement,
    pairing_says.AcceptPlan,
    pairing_says.ReportSession,
    pairing_says.SubmitReflection,
    pairing_says.SubmitReview,
)
"""What the two say when all goes well. They meet without an appointment."""


def do(world: World, deed: str, number: int) -> bool:
    """One deed, and what the engine does about it at once; what cannot be is refused.

    Whether it had an effect.
    """
    before = world.events.total()
    DEEDS[deed](world, number)
    had_effect = world.events.total() > before
    world.until(world.now)
    return had_effect


# -- of the two --------------------------------------------------------------------------------


def _go_well(world: World, number: int) -> None:
    """Every pairing takes a step on the straight way."""
    for pairing_id, pairing in list(world.pairings.items()):
        for command in _good(pairing, world.now):
            world.to_pairing(pairing_id, command)
            # What was said before is taken, too, and changes nothing.
            if world.pairings[pairing_id].version > pairing.version:
                break


def _good(pairing: PairingState, now: Instant) -> Iterable[pairing_says.Command]:
    """The first of what each may say of a kind; what belongs to a later step comes first."""
    first: dict[tuple[type, Role], pairing_says.Command] = {}
    for command in acts(pairing, now):
        if isinstance(command, GOOD) and not _changes_ones_mind(command, pairing):
            first.setdefault((type(command), command.acting), command)
    return sorted(first.values(), key=lambda command: -GOOD.index(type(command)))


def _changes_ones_mind(command: pairing_says.Command, pairing: PairingState) -> bool:
    """Expectations said once more ask for a new agreement."""
    if not isinstance(command, pairing_says.SubmitExpectations):
        return False
    return side_of(command.acting) not in pairing.preparation.expectations.missing


def _say_anything(world: World, number: int) -> None:
    """Something that may be said to a pairing, or what the engine may order."""
    if pairing := one_of([one for one in world.pairings.values() if not one.archived], number):
        # Who leaves tells the cohort: see below.
        commands = [
            one for one in acts(pairing, world.now) if not isinstance(one, PersonLeft | PersonStays)
        ]
        if command := one_of(commands, number // 7):
            world.to_pairing(pairing.setup.pairing_id, command)


def _hold(world: World, number: int) -> None:
    """Everything rests for two of them, or goes on."""
    if pairing := one_of([one for one in world.pairings.values() if not one.archived], number):
        wanted = pairing_says.LiftHold if pairing.on_hold else pairing_says.PutOnHold
        for command in acts(pairing, world.now):
            if isinstance(command, wanted):
                world.to_pairing(pairing.setup.pairing_id, command)
                break


# -- of time -----------------------------------------------------------------------------------


def _live_on(world: World, number: int) -> None:
    world.days(number % 25)


def _break_down(world: World, number: int) -> None:
    """Nothing works for a while; then everything is late at once."""
    world.now += timedelta(hours=number % 1000)
    world.elapse()


DEEDS: Final[Mapping[str, Deed]] = {
    "go well": _go_well,
    "say anything": _say_anything,
    "hold": _hold,
    "live on": _live_on,
    "break down": _break_down,
    **{model.name: deed for model, deed in SAID.items()},
}
OFTEN: Final = (
    *("go well",) * 8,
    *("live on",) * 6,
    *("say anything",) * 4,
    *("confirm_matches", "answer_offer", "record_briefing") * 2,
)
"""Without these not much happens."""
