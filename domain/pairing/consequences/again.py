"""What did not reach one of the two is sent again when their data have changed (case 47)."""

from domain.engine.tables import On, Reactions
from domain.pairing.consequences.telling import is_told_now
from domain.pairing.events.base import Events, PairingEvent
from domain.pairing.events.messages import NoticeIssued
from domain.pairing.events.people import PersonDataChanged
from domain.pairing.state import PairingState
from domain.pairing.taking_back import HOLDS
from domain.programme.people import Side
from domain.telling.again import of_use, once_more
from domain.telling.notices import Notice, managed_side


def _data_changed(event: PersonDataChanged, state: PairingState) -> Events:
    """The address may have been put right: what is still of use goes there, with its own date."""
    own = of_use(state, state.setup.person(event.side), _is_wanted)
    lost = (*(one for one in own if one.side is not None), *_lost_to_manager(event.side, state))
    return tuple(
        NoticeIssued(
            occurred_at=event.occurred_at,
            notice=once_more(notice, f"{event.side}_{number}", event, state),
        )
        for number, notice in enumerate(lost)
    )


def _lost_to_manager(side: Side, state: PairingState) -> tuple[Notice, ...]:
    """The question about this side; the manager's address may be the one that was put right."""
    manager = state.setup.managers.of(side)
    lost = of_use(state, manager, _is_wanted) if manager else ()
    return tuple(notice for notice in lost if managed_side(notice) is side)


def _is_wanted(notice: Notice, state: PairingState) -> bool:
    is_theirs = notice.side is not None or managed_side(notice) is not None
    return is_told_now(notice.kind, state) and is_theirs and HOLDS[notice.kind](notice, state)


TELL: Reactions[PairingState, PairingEvent] = (On(PersonDataChanged, _data_changed),)
