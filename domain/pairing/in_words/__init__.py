"""The history of a pairing: one line of plain words per event.

For operators and HR: people are named by side or id, their own words are left out, and what was
said in confidence (the mentor's check-in, the answers of a review) is not repeated.
"""

from domain.engine.tables import complete, rule_for
from domain.pairing.events import PAIRING_EVENTS
from domain.pairing.events.base import PairingEvent
from domain.pairing.in_words import course, desk, preparation, sessions
from domain.pairing.state import PairingState


def in_words(event: PairingEvent, state: PairingState) -> str:
    """The event in one line.

    ``state`` is the pairing before the event; for the first event, after it.
    """
    return rule_for(event, WORDS)(event, state)


WORDS = complete(
    PAIRING_EVENTS,
    course.WORDS,
    preparation.WORDS,
    sessions.WORDS,
    desk.WORDS,
    verb="puts into words",
)
