"""Notices: what people are told. A notice follows from an event and is recorded as an event."""

import re
from enum import StrEnum

from pydantic import SerializerFunctionWrapHandler, model_serializer

from domain.engine.base import Frozen, Instant, OpaqueId
from domain.programme.ids import PairingId, PersonId, SessionId
from domain.programme.people import Side
from domain.telling.catalogue import ShownKind
from domain.telling.kinds import NoticeKind


class DeliveryOutcome(StrEnum):
    """How a notice fared."""

    DELIVERED = "delivered"
    REFUSED = "refused"
    """The mail server will not take it: address unknown, mailbox gone."""
    GAVE_UP = "gave_up"
    """The mail server could not be reached for as long as the programme tries."""
    NO_ADDRESS = "no_address"
    """The roster does not know the person (any more)."""
    TAKEN_BACK = "taken_back"
    """No longer true before it was sent."""
    BOUNCED = "bounced"
    """Taken by the mail server and reported back as undeliverable later."""


class Appointment(Frozen):
    """An appointment as it was when a notice told of it; later changes are told again."""

    starts_at: Instant
    minutes: int
    sequence: int
    """Grows with every change of the appointment (RFC 5545 SEQUENCE)."""
    late: bool = False
    """Called off after the notice that was agreed."""


class Notice(Frozen):
    """One message to one person, and why it is sent."""

    id: OpaqueId
    """Stable per occasion, so that a retry is recognised; see `notice_id`."""
    kind: NoticeKind
    to: PersonId
    side: Side | None = None
    """The recipient's side in the pairing; absent for owners."""
    session_id: SessionId | None = None
    appointment: Appointment | None = None
    """Of that session; absent when it has none."""
    briefing_id: OpaqueId | None = None
    item_id: OpaqueId | None = None
    item: ShownKind | None = None
    """The item that the owners are told of."""
    item_side: Side | None = None
    """The side that the item is about."""
    pairing_id: PairingId | None = None
    """The pairing that an item of its cohort is about."""
    weeks: int | None = None
    """By how much a term is to become longer."""
    until: Instant | None = None
    """Until when an answer is asked for."""
    cause: str
    """Wire tag of the event, or kind of the deadline, that brought it about."""

    @model_serializer(mode="wrap")
    def _without_gaps(self, whole: SerializerFunctionWrapHandler) -> dict[str, object]:
        """Without what it does not have: one turn of a cohort may tell thousands of people."""
        return {name: value for name, value in whole(self).items() if value is not None}


TO_MANAGERS = (NoticeKind.APPROVAL_REQUEST, NoticeKind.APPROVAL_REMINDER)


def managed_side(notice: Notice) -> Side | None:
    """Whose line manager is asked by it; nobody's by most notices."""
    return notice.item_side if notice.kind in TO_MANAGERS else None


_ID = re.compile(rf"({'|'.join(NoticeKind)})-(\d+)-(\w+)")


def notice_id(kind: NoticeKind, version: int, recipient: str | int) -> str:
    """``<kind>-<version of the stream>-<recipient>``: a side, ``owner``, or a number."""
    return f"{kind.value}-{version}-{recipient}"


def may_be_of(stream_version: int, id_: str) -> bool:
    """Whether a stream of this length may have issued a notice with this id."""
    found = _ID.fullmatch(id_)
    return found is not None and int(found[2]) < stream_version


def recipient_of(id_: str) -> str:
    """The recipient in a notice's id: a side, ``owner``, or a number."""
    return id_.rpartition("-")[2]


def counted_up_to(id_: str) -> tuple[str, ...]:
    """The ids of one occasion, where the recipients have numbers: from 1 to that of ``id_``.

    Where the recipient has no number, it is the only id of its kind and occasion.
    """
    recipient = recipient_of(id_)
    if not recipient.isdecimal():
        return (id_,)
    occasion = id_.removesuffix(recipient)
    return tuple(f"{occasion}{number}" for number in range(1, int(recipient) + 1))
