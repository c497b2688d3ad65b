"""How a notice comes about: one event per person, with an id that is stable for its occasion."""

from collections.abc import Iterable
from datetime import date

from domain.engine.base import Instant
from domain.pairing.consequences.items import cause_of
from domain.pairing.events import ItemOpened, NoticeIssued, NoticeSettled, PairingEvent
from domain.pairing.owners import who_stands_in, whom_to_tell
from domain.pairing.state import PairingState
from domain.programme.people import Side
from domain.telling.items import Item
from domain.telling.notices import Appointment, DeliveryOutcome, Notice, NoticeKind

BOTH = tuple(Side)

TOLD_WHILE_PAUSED = (
    NoticeKind.PAUSED,
    NoticeKind.STILL_PAUSED,
    NoticeKind.SESSION_BOOKED,
    NoticeKind.SESSION_MOVED,
    NoticeKind.SESSION_CANCELLED,
)
"""Everything else waits: a break is a break. But calendars must show what is on and what is off."""


def tell(
    sides: Iterable[Side],
    kind: NoticeKind,
    event: PairingEvent,
    state: PairingState,
    *,
    session_id: str | None = None,
    until: Instant | None = None,
    weeks: int | None = None,
) -> tuple[NoticeIssued, ...]:
    """The notice to each of the sides; during a pause nobody is bothered."""
    if state.pause is not None and kind not in TOLD_WHILE_PAUSED:
        return ()
    return tuple(
        NoticeIssued(
            occurred_at=event.occurred_at,
            notice=Notice(
                id=f"{kind.value}-{state.version}-{side.value}",
                kind=kind,
                to=state.setup.person(side),
                side=side,
                session_id=session_id,
                appointment=_appointment(state, kind, session_id),
                until=until,
                weeks=weeks,
                cause=cause_of(event),
            ),
        )
        for side in sides
    )


def is_gone(notice: Notice, state: PairingState, today: date) -> bool:
    """Whether the person to be told has left the company. Owners are not known to leave."""
    return notice.side is not None and state.has_left(notice.side, today)


def _appointment(
    state: PairingState, kind: NoticeKind, session_id: str | None
) -> Appointment | None:
    session = state.session(session_id) if session_id else None
    if session is None:
        return None
    called_off = session.called_off if kind is NoticeKind.SESSION_CANCELLED else None
    starts_at = called_off.starts_at if called_off else session.starts_at
    if starts_at is None:
        return None
    return Appointment(
        starts_at=starts_at,
        minutes=session.minutes,
        sequence=session.sequence,
        late=called_off is not None and called_off.late,
    )


def was_told(state: PairingState, kind: NoticeKind, side: Side, session_id: str) -> bool:
    """Whether the side has heard of this session lately."""
    known = ((one.notice.kind, one.notice.side, one.notice.session_id) for one in state.told)
    return (kind, side, session_id) in known


def tell_owner(event: ItemOpened, state: PairingState) -> tuple[NoticeIssued, ...]:
    """An item to whoever is responsible; a cohort without owners tells nobody."""
    person = whom_to_tell(event.item, state)
    return (_of_item(event.item, person, event, state),) if person else ()


def pass_on(event: NoticeSettled, state: PairingState) -> tuple[NoticeIssued, ...]:
    """An item whose mail did not arrive goes to whoever stands in, while it is open."""
    if event.outcome is DeliveryOutcome.DELIVERED:
        return ()
    told = next((one.notice for one in state.told if one.notice.id == event.notice_id), None)
    if told is None or told.kind is not NoticeKind.ITEM_OPENED:
        return ()
    item = next((one for one in state.items if one.id == told.item_id), None)
    person = who_stands_in(told, state)
    return (_of_item(item, person, event, state),) if item and person else ()


def _of_item(item: Item, to: str, event: PairingEvent, state: PairingState) -> NoticeIssued:
    """The notice of an item to an owner."""
    notice = Notice(
        id=f"{NoticeKind.ITEM_OPENED.value}-{state.version}-owner",
        kind=NoticeKind.ITEM_OPENED,
        to=to,
        item_id=item.id,
        item=item.kind,
        item_side=item.side,
        cause=item.cause,
    )
    return NoticeIssued(occurred_at=event.occurred_at, notice=notice)
