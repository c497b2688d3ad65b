"""What did not reach one of the two is sent again when their data have changed (case 47)."""

from domain.engine.tables import On, Reactions
from domain.pairing.events.base import Events, PairingEvent
from domain.pairing.events.messages import NoticeIssued
from domain.pairing.events.people import PersonDataChanged
from domain.pairing.state import PairingState
from domain.pairing.taking_back import HOLDS
from domain.telling.again import of_use, once_more
from domain.telling.catalogue import NOTICES
from domain.telling.notices import Notice


def _data_changed(event: PersonDataChanged, state: PairingState) -> Events:
    """The address may have been put right: what is still of use goes there, with its own date."""
    lost = of_use(state, state.setup.person(event.side), _is_wanted)
    return tuple(
        NoticeIssued(
            occurred_at=event.occurred_at,
            notice=once_more(notice, f"{event.side}_{number}", event, state),
        )
        for number, notice in enumerate(lost)
    )


def _is_wanted(notice: Notice, state: PairingState) -> bool:
    is_told_now = state.pause is None or NOTICES[notice.kind].while_paused
    return is_told_now and notice.side is not None and HOLDS[notice.kind](notice, state)


TELL: Reactions[PairingState, PairingEvent] = (On(PersonDataChanged, _data_changed),)
