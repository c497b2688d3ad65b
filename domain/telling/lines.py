"""What letters name: sessions, appointments, pairs and items, each as a line of a body."""

from datetime import date
from enum import StrEnum

from domain.engine.base import Frozen, Instant, OpaqueId
from domain.planning.questions import FocusQuestion, PlanGround, ReflectionQuestion
from domain.programme.ids import PairingId, PersonId
from domain.programme.people import Side
from domain.telling.kinds import KnownKind


class CalendarAction(StrEnum):
    """What a calendar entry asks of the recipient's calendar (RFC 5546)."""

    REQUEST = "request"
    CANCEL = "cancel"


class SessionLine(Frozen):
    """A session, as letters name it."""

    id: OpaqueId
    """As messages about the session name it."""
    number: int
    topic: str
    focus: FocusQuestion
    reflection: ReflectionQuestion


class AppointmentLine(Frozen):
    """When a session is, and what a calendar needs to find its entry again."""

    starts_at: Instant
    minutes: int
    uid: str
    """Stable for the life of the session (RFC 5545 UID)."""
    sequence: int
    """Grows with every change of the entry (RFC 5545 SEQUENCE)."""


class PlanLine(Frozen):
    """A session of the plan that is still to come."""

    number: int
    on: date | None
    """Absent when the day that the plan suggests has passed."""
    topic: str
    focus: FocusQuestion
    reflection: ReflectionQuestion
    grounds: tuple[PlanGround, ...] = ()
    """Why it is so."""


class PairLine(Frozen):
    """The pair that a letter is about."""

    mentor: PersonId
    mentee: PersonId


class ProposedPairLine(PairLine):
    """A proposed pair, for the owners who confirm it."""

    reasons: tuple[str, ...]


class ItemLine(Frozen):
    """Something that an owner has to do."""

    kind: KnownKind
    """If it is in confidence, what it is about comes on delivery only, as names do."""
    id: OpaqueId
    """As messages about the item name it."""
    pair: PairLine | None
    """Absent when it is about the cohort."""
    about: Side | None
    """The side that it is about: whose answer is missing, who has left, …"""
    due_on: date | None = None
    """By when it is to be dealt with; absent when it is settled by now."""
    overdue: bool = False
    pairing_id: PairingId | None = None
    """The pairing that an item of its cohort is about."""
