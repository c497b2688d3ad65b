"""What follows from an event: the pairing's next step, items for owners, notices to people.

Consequences are events themselves, so that *why* can always be answered.
"""

from collections.abc import Iterator

from domain.pairing.consequences import elapsing
from domain.pairing.consequences.items import items_after
from domain.pairing.consequences.notices import notices_after
from domain.pairing.consequences.progress import progress_after
from domain.pairing.consequences.session_notices import session_notices
from domain.pairing.consequences.telling import is_gone
from domain.pairing.events import NoticeIssued, PairingEvent
from domain.pairing.state import PairingState

__all__ = ["consequences", "elapsing"]


def consequences(event: PairingEvent, state: PairingState) -> tuple[PairingEvent, ...]:
    """The events that follow at once from an event; ``state`` is the state after it.

    Somebody who has left the company is told nothing any more, whatever it is (case 36).
    """
    today = state.setup.calendar.local_day(event.occurred_at)
    return tuple(
        one
        for one in _of_both(event, state)
        if not (isinstance(one, NoticeIssued) and is_gone(one.notice, state, today))
    )


def _of_both(event: PairingEvent, state: PairingState) -> Iterator[PairingEvent]:
    """The same, as if both were still there."""
    yield from progress_after(event, state)
    yield from items_after(event, state)
    yield from notices_after(event, state)
    yield from session_notices(event, state)
