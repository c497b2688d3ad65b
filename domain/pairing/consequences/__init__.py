"""What follows from an event: the pairing's next step, items for owners, notices to people.

Consequences are events themselves, so that *why* can always be answered.
"""

from domain.pairing.consequences import elapsing
from domain.pairing.consequences.items import items_after
from domain.pairing.consequences.notices import notices_after
from domain.pairing.consequences.progress import progress_after
from domain.pairing.consequences.session_notices import session_notices
from domain.pairing.events import PairingEvent
from domain.pairing.state import PairingState

__all__ = ["consequences", "elapsing"]


def consequences(event: PairingEvent, state: PairingState) -> tuple[PairingEvent, ...]:
    """The events that follow at once from an event; ``state`` is the state after it."""
    return (
        *progress_after(event, state),
        *items_after(event, state),
        *notices_after(event, state),
        *session_notices(event, state),
    )
