"""The events of a pairing: past participles with a wire tag; people's own words are kept apart."""

from domain.pairing.events import course, messages, people, preparation, reviews, sessions
from domain.pairing.events.base import PairingEvent

FIRST_EVENTS: tuple[type[PairingEvent], ...] = (course.PairingOpened,)
"""Events with which a stream can begin."""
LATER_EVENTS: tuple[type[PairingEvent], ...] = (
    *course.EVENTS,
    *preparation.EVENTS,
    *sessions.EVENTS,
    *reviews.EVENTS,
    *people.EVENTS,
    *messages.EVENTS,
)
"""Events of a pairing that has been opened."""
PAIRING_EVENTS: tuple[type[PairingEvent], ...] = (*FIRST_EVENTS, *LATER_EVENTS)
"""Every event of a pairing; the journal's reader finds them here by their tag."""
