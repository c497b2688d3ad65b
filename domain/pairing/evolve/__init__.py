"""`evolve(state, event) → state`: the only way a pairing's state is computed.

Each event has one small function that applies its data, and at most one in `ahead` that moves the
timetable. Folding a journal therefore gives the same state as deciding on commands does.
"""

from domain.engine.evolving import Evolver
from domain.engine.tables import complete, sparse
from domain.pairing.events import FIRST_EVENTS, LATER_EVENTS, PAIRING_EVENTS
from domain.pairing.events.base import PairingEvent
from domain.pairing.events.course import DeadlineElapsed, HoldBegun, PairingPaused
from domain.pairing.events.messages import (
    ItemAcknowledged,
    ItemOpened,
    ItemSettled,
    ItemSnoozed,
)
from domain.pairing.events.people import (
    PersonComingBack,
    PersonGoingAway,
    PersonLeaving,
    PersonStaying,
)
from domain.pairing.evolve import (
    ahead,
    course,
    messages,
    people,
    preparation,
    reviews,
    sessions,
    sessions_ahead,
    shutdowns,
    surveys,
)
from domain.pairing.state import PairingState
from domain.programme.revision import REVISION


def _untouched(event: PairingEvent, state: PairingState) -> PairingState:
    """Most events do not touch the timetable."""
    return state


BEGIN = complete(FIRST_EVENTS, course.BEGIN, verb="begins with")
"""The first state."""

APPLY = complete(
    LATER_EVENTS,
    course.APPLY,
    messages.APPLY,
    people.APPLY,
    preparation.APPLY,
    reviews.APPLY,
    sessions.APPLY,
    verb="applies",
)
"""The state with the content of an event."""

AHEAD = sparse(
    PAIRING_EVENTS,
    ahead.AHEAD,
    sessions_ahead.AHEAD,
    shutdowns.AHEAD,
    surveys.AHEAD,
    otherwise=_untouched,
)
"""The state with the timetable as an event leaves it."""

_EVOLVER = Evolver[PairingState, PairingEvent](
    newest=REVISION,
    events=PAIRING_EVENTS,
    begin=BEGIN,
    apply=APPLY,
    ahead=AHEAD,
    of_the_pause=(
        PairingPaused,
        HoldBegun,
        DeadlineElapsed,
        PersonLeaving,
        PersonStaying,
        PersonGoingAway,
        PersonComingBack,
        ItemOpened,
        ItemAcknowledged,
        ItemSnoozed,
        ItemSettled,
    ),
)
evolve = _EVOLVER.evolve
fold = _EVOLVER.fold
take = _EVOLVER.take
walk = _EVOLVER.walk
