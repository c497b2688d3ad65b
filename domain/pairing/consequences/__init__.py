"""What follows from an event: the pairing's next step, items for owners, notices to people.

Consequences are events themselves, so that every one of them has a recorded cause.
"""

from collections.abc import Iterator
from datetime import date

from domain.engine.tables import rule_for, sparse
from domain.pairing.consequences import again, elapsing, notices, progress, reminding, surveys
from domain.pairing.consequences.certificates import certificates_after
from domain.pairing.consequences.items import items_after
from domain.pairing.consequences.session_notices import session_notices
from domain.pairing.consequences.telling import is_left_in_peace
from domain.pairing.events import PAIRING_EVENTS
from domain.pairing.events.base import Events, PairingEvent
from domain.pairing.events.messages import NoticeIssued
from domain.pairing.missing import is_gone
from domain.pairing.state import PairingState


def consequences(event: PairingEvent, state: PairingState) -> Events:
    """The events that follow at once from an event; ``state`` is the state after it.

    A person who has left the company gets no mail any more, whatever it is about (case 36), and a
    mentor who wants out is not urged to go on.
    """
    today = state.setup.calendar.local_day(event.occurred_at)
    return tuple(
        following
        for following in _all_consequences(event, state)
        if not (isinstance(following, NoticeIssued) and _is_kept_back(following, state, today))
    )


def _is_kept_back(event: NoticeIssued, state: PairingState, today: date) -> bool:
    return is_gone(event.notice, state, today) or is_left_in_peace(event.notice, state)


def _all_consequences(event: PairingEvent, state: PairingState) -> Iterator[PairingEvent]:
    """All consequences in this order: what is earned, the next steps, items, then mails about it.

    Mails to a person who has left are among them.
    """
    yield from certificates_after(event, state)
    yield from rule_for(event, PROGRESS)(event, state)
    yield from items_after(event, state)
    yield from rule_for(event, TELL)(event, state)
    yield from session_notices(event, state)


def _nothing(event: PairingEvent, state: PairingState) -> Events:
    """The usual answer: nothing follows from the event."""
    return ()


PROGRESS = sparse(
    PAIRING_EVENTS, progress.PROGRESS, elapsing.PROGRESS, surveys.PROGRESS, otherwise=_nothing
)
"""The next step that follows from an event."""

TELL = sparse(
    PAIRING_EVENTS, notices.TELL, reminding.TELL, surveys.TELL, again.TELL, otherwise=_nothing
)
"""The notices that follow from an event, except those about sessions."""
