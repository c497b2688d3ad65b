"""How a notice comes about: one event per person, with an id that is stable for its occasion."""

from collections.abc import Iterable

from domain.engine.base import Instant
from domain.engine.confidence import IN_CONFIDENCE
from domain.engine.events import cause_of
from domain.pairing.events.base import PairingEvent
from domain.pairing.events.messages import NoticeIssued
from domain.pairing.state import PairingState
from domain.programme.ids import SessionId
from domain.programme.people import Side
from domain.programme.request import OwnerRole
from domain.telling.catalogue import NOTICES
from domain.telling.kinds import NoticeKind
from domain.telling.notices import Appointment, Notice, notice_id

BOTH = tuple(Side)


def is_told_now(kind: NoticeKind, state: PairingState) -> bool:
    """Whether a notice of this kind goes out at present: during a pause not all do, and on hold the
    two are told that everything rests, and nothing else."""
    if state.on_hold:
        return kind is NoticeKind.ON_HOLD
    return state.pause is None or NOTICES[kind].while_paused


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
    """The notice to each of the sides; during a pause only if its kind is told then, too."""
    notices = (
        Notice(
            id=notice_id(kind, state.version, side),
            kind=kind,
            to=state.setup.person(side),
            side=side,
            session_id=session_id,
            appointment=_appointment(state, kind, session_id),
            until=until,
            weeks=weeks,
            cause=cause_of(event),
        )
        for side in sides
    )
    return _issued(notices, kind, event, state)


def ask_managers(
    sides: Iterable[Side],
    kind: NoticeKind,
    event: PairingEvent,
    state: PairingState,
    until: Instant | None,
) -> tuple[NoticeIssued, ...]:
    """The question to the line managers of these sides, as far as the roster knows them."""
    notices = (
        Notice(
            id=notice_id(kind, state.version, f"manager_of_{side}"),
            kind=kind,
            to=manager,
            item_side=side,
            until=until,
            cause=cause_of(event),
        )
        for side in sides
        if (manager := state.setup.managers.of(side))
    )
    return _issued(notices, kind, event, state)


def _issued(
    notices: Iterable[Notice], kind: NoticeKind, event: PairingEvent, state: PairingState
) -> tuple[NoticeIssued, ...]:
    if not is_told_now(kind, state):
        return ()
    return tuple(NoticeIssued(occurred_at=event.occurred_at, notice=notice) for notice in notices)


NUDGES = (
    NoticeKind.FIRST_CONTACT_REMINDER,
    NoticeKind.BOOKING_REQUEST,
    NoticeKind.BOOKING_REMINDER,
    NoticeKind.BOOKING_OUTREACH,
    NoticeKind.DID_YOU_MEET,
    NoticeKind.DATES_PROPOSED,
    NoticeKind.REFLECTION_REMINDER,
    NoticeKind.PULSE,
    NoticeKind.PULSE_REMINDER,
    NoticeKind.MIDPOINT,
    NoticeKind.MIDPOINT_REMINDER,
)
"""What urges people to go on."""


def is_left_in_peace(notice: Notice, state: PairingState) -> bool:
    """Whether a mentor who has asked for something in confidence is not to be urged to go on."""
    asked = any(
        item.kind is IN_CONFIDENCE and item.owner is not OwnerRole.CONFIDANT
        for item in state.desk.items
    )
    return asked and notice.side is Side.MENTOR and notice.kind in NUDGES


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


def was_told(state: PairingState, kind: NoticeKind, side: Side, session_id: SessionId) -> bool:
    """Whether the side has heard of this session lately."""
    known = (
        (sent.notice.kind, sent.notice.side, sent.notice.session_id) for sent in state.desk.told
    )
    return (kind, side, session_id) in known
