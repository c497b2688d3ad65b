"""One session of a pairing, and what the sessions amount to."""

from datetime import timedelta

from domain.engine.base import Frozen, Instant
from domain.engine.roles import Role
from domain.pairing.sides import Both, Counts
from domain.pairing.vocabulary import LapseKind, SessionOutcome, SessionStatus
from domain.programme.ids import SessionId, TopicId
from domain.programme.people import Side
from domain.programme.quantities import Rating1To5


class Report(Frozen):
    """One party's report about a session."""

    by: Role
    outcome: SessionOutcome
    held_at: Instant | None = None
    minutes: int | None = None
    cut_short: bool = False
    off_topic: bool = False


def deciding(reports: tuple[Report, ...]) -> Report | None:
    """The report that counts: the operator's, or the first one if all say the same; else none."""
    by_operator = next((report for report in reports if report.by is Role.OPERATOR), None)
    agree = len({report.outcome for report in reports}) == 1
    return by_operator or (reports[0] if agree else None)


class Reflection(Frozen):
    """One side's reflection on a session."""

    topic: TopicId
    rating: Rating1To5


class CalledOff(Frozen):
    """The last appointment that was cancelled."""

    starts_at: Instant
    late: bool
    for_now: bool = False
    """For a pause or a leave: it comes back if that ends before it."""


class Lapse(Frozen):
    """An appointment that did not come about through one side."""

    side: Side
    kind: LapseKind
    session_id: SessionId
    at: Instant
    """When it was cancelled or moved; of a missed appointment, when it was."""


class Session(Frozen):
    """One session of the plan, with its status and reports."""

    id: SessionId
    number: int
    status: SessionStatus = SessionStatus.PLANNED
    starts_at: Instant | None = None
    minutes: int
    sequence: int = 0
    """Grows with every change of the appointment (RFC 5545 SEQUENCE)."""
    moves: Counts = Counts()
    """How often each side has moved the start of the present appointment."""
    called_off: CalledOff | None = None
    reports: tuple[Report, ...] = ()
    """The latest report of each party, in the order in which they first reported."""
    held_at: Instant | None = None
    held_minutes: int | None = None
    source: Role | None = None
    """The role whose report decided it."""
    absent: Side | None = None
    """The side that was, or is said to have been, absent."""
    reflections: Both[Reflection] = Both[Reflection]()

    @property
    def came_back(self) -> bool:
        """Whether the appointment is one that was called off for a while: who cannot make it any
        more may move or cancel it without account."""
        gone = self.called_off
        is_again = gone is not None and gone.for_now and gone.starts_at == self.starts_at
        return is_again and self.status is SessionStatus.BOOKED

    @property
    def ends_at(self) -> Instant | None:
        """When a booked session is over."""
        return self.starts_at + timedelta(minutes=self.minutes) if self.starts_at else None

    def may_have_been_held(self, now: Instant) -> bool:
        """Whether it was held, or nobody has said yet that it was not."""
        match self.status:
            case SessionStatus.PLANNED | SessionStatus.MISSED:
                return False
            case SessionStatus.BOOKED:
                return self.starts_at is not None and self.starts_at <= now
            case _:
                return True


class Tally(Frozen):
    """What the sessions amount to so far."""

    held: int = 0
    missed: int = 0
    """Appointments for which one side did not come; such a session may still be held later."""
