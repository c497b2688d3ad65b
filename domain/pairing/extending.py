"""Until when a term goes on that is made longer."""

from datetime import date, timedelta

from domain.engine.base import Instant
from domain.pairing.state import PairingState


def end_with(weeks: int, ends_on: date, state: PairingState, now: Instant) -> date:
    """The end of the term with an extension; ``ends_on`` is the present one.

    A term that has run out, while the two look back, goes on from today. Of a pause only the time
    before it counts: the end moves by its length when it is over.
    """
    today = state.calendar.local_day(state.pause.since if state.pause else now)
    return max(ends_on, today) + timedelta(weeks=weeks)
