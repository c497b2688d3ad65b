"""How a notice comes about: one event per person, with an id that is stable for its occasion."""

from collections.abc import Iterable

from domain.base import Instant
from domain.notices import Notice, NoticeKind
from domain.pairing.consequences.items import cause_of
from domain.pairing.events import NoticeIssued, PairingEvent
from domain.pairing.state import PairingState
from domain.people import Side
from domain.programme import OwnerRole

BOTH = tuple(Side)


def tell(
    sides: Iterable[Side],
    kind: NoticeKind,
    event: PairingEvent,
    state: PairingState,
    *,
    session_id: str | None = None,
    until: Instant | None = None,
) -> tuple[NoticeIssued, ...]:
    """The notice to each of the sides."""
    return tuple(
        NoticeIssued(
            occurred_at=event.occurred_at,
            notice=Notice(
                id=f"{kind.value}-{state.version}-{side.value}",
                kind=kind,
                to=state.setup.person(side),
                side=side,
                session_id=session_id,
                until=until,
                cause=cause_of(event),
            ),
        )
        for side in sides
    )


def tell_owner(
    kind: NoticeKind, event: PairingEvent, state: PairingState, item_id: str
) -> tuple[NoticeIssued, ...]:
    """The notice to the programme lead, else to the deputy; a cohort without both tells nobody."""
    owners = state.setup.owners
    person = owners.of(OwnerRole.LEAD) or owners.of(OwnerRole.DEPUTY)
    if person is None:
        return ()
    notice = Notice(
        id=f"{kind.value}-{state.version}-owner",
        kind=kind,
        to=person,
        item_id=item_id,
        cause=cause_of(event),
    )
    return (NoticeIssued(occurred_at=event.occurred_at, notice=notice),)
