"""The rules of a tally, as its second release has them."""

from enum import StrEnum

from domain.engine.base import Frozen, Instant
from domain.engine.decider import Decider
from domain.engine.errors import not_allowed
from domain.engine.events import DomainEvent
from domain.engine.evolving import Evolver
from domain.engine.fingerprints import Fingerprints
from domain.engine.messages import Message, Receipt
from domain.engine.orders import ElapseDeadlines, RejectMessage
from domain.engine.roles import Role
from domain.engine.tables import On, complete, sparse
from domain.engine.timetable import Deadline, Pause
from domain.programme.calendar import WorkingCalendar
from domain.telling.desk import Desk

ENOUGH = 3
NEWEST = 2


class Stage(StrEnum):
    """The way of a tally has one stage only."""

    COUNTING = "counting"


class OpenTally(Frozen):
    """The first command."""


class Count(Message):
    """The only thing that can be asked of a tally."""

    name = "count"
    summary = "Count one more"


Command = OpenTally | Count | ElapseDeadlines | RejectMessage


class TallyOpened(DomainEvent):
    """A tally begins."""

    tag = "tally.opened.v1"


class Counted(DomainEvent):
    """There is one more."""

    tag = "tally.counted.v1"


class TallyFilled(DomainEvent):
    """There are enough."""

    tag = "tally.filled.v1"


class Tally(Frozen):
    """The state of a tally; what it has no use for is always empty."""

    version: int = 0
    revision: int
    stage: Stage = Stage.COUNTING
    count: int = 0
    archived: bool = False
    receipts: tuple[Receipt, ...] = ()
    fingerprints: Fingerprints = ()
    deadlines: tuple[Deadline[StrEnum], ...] = ()
    pause: Pause[Deadline[StrEnum]] | None = None
    next_due: Deadline[StrEnum] | None = None
    desk: Desk = Desk()

    @property
    def calendar(self) -> WorkingCalendar:
        """By whose days its pauses would be long."""
        return WorkingCalendar(time_zone="UTC")

    def receipt_for(self, message_id: str, message: str, acting: Role, at: Instant) -> Receipt:
        """The receipt for a message as things stand now."""
        return Receipt(
            message_id=message_id, message=message, acting=acting, version=self.version, at=at
        )


Events = tuple[DomainEvent, ...]


def decide(state: Tally | None, command: Command, now: Instant, revision: int) -> Events:
    """The events that a command brings about."""
    match command:
        case OpenTally():
            return (TallyOpened(occurred_at=now),)
        case Count() if state is None or not state.archived:
            return (Counted(occurred_at=now),)
        case Count():
            raise not_allowed("", "the tally is full")
        case ElapseDeadlines() | RejectMessage():
            return ()


def consequences(event: DomainEvent, state: Tally) -> Events:
    """What follows from an event. This is the rule that has changed."""
    if state.revision < 2:
        return ()
    if isinstance(event, Counted) and state.count == ENOUGH:
        return (TallyFilled(occurred_at=event.occurred_at),)
    return ()


def _opened(event: TallyOpened, revision: int) -> Tally:
    return Tally(revision=revision)


def _counted(event: Counted, state: Tally) -> Tally:
    return state.model_copy(update={"count": state.count + 1})


def _filled(event: TallyFilled, state: Tally) -> Tally:
    return state.model_copy(update={"archived": True})


def _untouched(event: DomainEvent, state: Tally) -> Tally:
    return state


EVENTS: tuple[type[DomainEvent], ...] = (TallyOpened, Counted, TallyFilled)
EVOLVER = Evolver[Tally, DomainEvent](
    newest=NEWEST,
    events=EVENTS,
    begin=complete(EVENTS[:1], (On(TallyOpened, _opened),)),
    apply=complete(EVENTS[1:], (On(Counted, _counted), On(TallyFilled, _filled))),
    ahead=sparse(EVENTS, otherwise=_untouched),
    of_the_pause=(),
)
TALLY_DECIDER = Decider[Tally, Command, DomainEvent](
    decide, EVOLVER.evolve, consequences, cohort_of=lambda state: "tallies"
)
