"""How events make a state, whatever the stream is about: a lamp."""

from datetime import UTC, datetime, timedelta
from enum import StrEnum

import pytest

from domain.engine.base import Frozen, Instant
from domain.engine.decider import RECEIPTS_KEPT
from domain.engine.errors import UnknownEventType, UnreadableEvent
from domain.engine.events import DomainEvent, Elapsed, cause_of
from domain.engine.evolving import Evolver
from domain.engine.fingerprints import Fingerprints
from domain.engine.journal import EventMeta
from domain.engine.messages import Receipt
from domain.engine.roles import Role
from domain.engine.tables import On, complete, sparse
from domain.engine.timetable import Deadline, Pause, disarm, only, with_deadline
from domain.engine.wire import to_record
from domain.programme.calendar import WorkingCalendar

START = datetime(2027, 3, 1, 9, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
NOBODY = EventMeta()


class Kind(StrEnum):
    """What falls due for a lamp."""

    BURN_OUT = "burn_out"
    RETURN = "return"


class Lamp(Frozen):
    """A state."""

    version: int = 0
    revision: int
    lit: int = 0
    deadlines: tuple[Deadline[Kind], ...] = ()
    pause: Pause[Deadline[Kind]] | None = None
    receipts: tuple[Receipt, ...] = ()
    fingerprints: Fingerprints = ()

    @property
    def calendar(self) -> WorkingCalendar:
        """Whose days are counted."""
        return WorkingCalendar(time_zone="UTC")

    def receipt_for(self, message_id: str, message: str, acting: Role, at: Instant) -> Receipt:
        """The receipt for a message, given the present state."""
        return Receipt(
            message_id=message_id, message=message, acting=acting, version=self.version, at=at
        )


class LampBought(DomainEvent):
    """The first event."""

    tag = "lamp.bought.v1"


class LampLit(DomainEvent):
    """An event that moves the timetable: the lamp burns out two hours later."""

    tag = "lamp.lit.v1"


class LampPutAway(DomainEvent):
    """A pause begins; the lamp comes back an hour later."""

    tag = "lamp.put_away.v1"


class LampElapsed(Elapsed[Kind]):
    """Something fell due."""

    tag = "lamp.elapsed.v1"


def _bought(event: LampBought, revision: int) -> Lamp:
    return Lamp(revision=revision)


def _lit(event: LampLit, state: Lamp) -> Lamp:
    return state.model_copy(update={"lit": state.lit + 1})


def _put_away(event: LampPutAway, state: Lamp) -> Lamp:
    pause = Pause[Deadline[Kind]](since=event.occurred_at, kept=state.deadlines)
    return state.model_copy(update={"pause": pause})


def _burn(event: LampLit, state: Lamp) -> Lamp:
    due = event.occurred_at + 2 * HOUR
    return with_deadline(state, Deadline[Kind](kind=Kind.BURN_OUT, due=due))


def _come_back(event: LampPutAway, state: Lamp) -> Lamp:
    line = Deadline[Kind](kind=Kind.RETURN, due=event.occurred_at + HOUR)
    return with_deadline(only(state), line)


def _as_it_was(event: DomainEvent, state: Lamp) -> Lamp:
    return state


EVENTS: tuple[type[DomainEvent], ...] = (LampBought, LampLit, LampPutAway)
LAMP = Evolver[Lamp, DomainEvent](
    newest=3,
    events=EVENTS,
    begin=complete(EVENTS[:1], (On(LampBought, _bought),)),
    apply=complete(EVENTS[1:], (On(LampLit, _lit), On(LampPutAway, _put_away))),
    ahead=sparse(EVENTS, (On(LampLit, _burn), On(LampPutAway, _come_back)), otherwise=_as_it_was),
    of_the_pause=(LampPutAway,),
)


def _after(*events: DomainEvent) -> Lamp:
    state = LAMP.fold(to_record(event, NOBODY) for event in events)
    assert state is not None
    return state


def _dues(lines: tuple[Deadline[Kind], ...]) -> list[tuple[Kind, timedelta]]:
    return [(line.kind, line.due - START) for line in lines]


def test_a_state_counts_its_events() -> None:
    """The version of a state is the number of events that were folded into it."""
    state = _after(LampBought(occurred_at=START), LampLit(occurred_at=START))
    assert (state.version, state.lit) == (2, 1)


def test_a_state_is_under_the_newest_revision_unless_another_is_named() -> None:
    """Readers of a journal fold it by the newest rules; a run folds it by its own, to the last."""
    bought, lit = (to_record(event(occurred_at=START), NOBODY) for event in (LampBought, LampLit))
    of_a_run, of_a_reader = LAMP.fold((bought, lit), revision=2), LAMP.fold((bought, lit))
    assert of_a_run is not None
    assert of_a_reader is not None
    assert (of_a_run.revision, of_a_reader.revision) == (2, 3)


def test_an_empty_stream_has_no_state() -> None:
    """Folding no events at all gives nothing."""
    assert LAMP.fold(()) is None


def test_a_stream_begins_with_its_first_event_only() -> None:
    """A stream that begins with another event is refused; the message names both types."""
    lit = LampLit(occurred_at=START)
    with pytest.raises(ValueError, match=r"begins with lamp\.bought\.v1, not with lamp\.lit\.v1"):
        LAMP.evolve(None, lit, to_record(lit, NOBODY))


def test_a_stream_begins_only_once() -> None:
    """The first event of a stream has no rule in a state that has begun."""
    bought = LampBought(occurred_at=START)
    with pytest.raises(TypeError, match=r"no rule for lamp\.bought\.v1"):
        LAMP.evolve(_after(bought), bought, to_record(bought, NOBODY))


def test_whatever_breaks_in_a_stream_is_told_with_the_number_of_the_event() -> None:
    """An event that cannot follow what came before it is named by its number in the stream."""
    bought = LampBought(occurred_at=START)
    with pytest.raises(UnreadableEvent, match=r"^event 2: lamp\.bought\.v1: .* \(TypeError\)$"):
        _after(bought, bought)
    again = to_record(bought, NOBODY)
    with pytest.raises(UnreadableEvent, match=r"^event 2: lamp\.bought\.v1"):
        LAMP.fold([again], _after(bought))


@pytest.mark.parametrize("forged", ["Anna Muster\x1b[31m", "anna.muster", "lamp.bought.v"])
def test_a_type_that_looks_like_none_is_not_repeated(forged: str) -> None:
    """The type of a forged event is free text, and is told only if it looks like a type."""
    record = to_record(LampBought(occurred_at=START), NOBODY)
    with pytest.raises(UnknownEventType, match=r"^event 1: a type of no release: this release"):
        LAMP.fold([record.model_copy(update={"type": forged})])


def test_an_event_moves_the_timetable_after_its_data() -> None:
    """A deadline that an event sets stands in the state; a second one of its kind replaces it."""
    first, second = LampLit(occurred_at=START), LampLit(occurred_at=START + HOUR)
    state = _after(LampBought(occurred_at=START), first, second)
    assert _dues(state.deadlines) == [(Kind.BURN_OUT, 3 * HOUR)]


def test_a_pause_has_deadlines_of_its_own() -> None:
    """What a pause sets counts during it; what had been set before is kept for later."""
    state = _after(
        LampBought(occurred_at=START),
        LampLit(occurred_at=START),
        LampPutAway(occurred_at=START + HOUR),
    )
    assert _dues(state.deadlines) == [(Kind.RETURN, 2 * HOUR)]
    assert state.pause is not None
    assert _dues(state.pause.kept) == [(Kind.BURN_OUT, 2 * HOUR)]


def test_what_is_set_during_a_pause_keeps_its_full_length() -> None:
    """A deadline set in a pause is kept so that, moved by the whole pause, it has all its time."""
    state = _after(
        LampBought(occurred_at=START),
        LampPutAway(occurred_at=START),
        LampLit(occurred_at=START + 3 * DAY),
    )
    assert _dues(state.deadlines) == [(Kind.RETURN, HOUR)]
    assert state.pause is not None
    assert _dues(state.pause.kept) == [(Kind.BURN_OUT, 2 * HOUR)]


def test_the_last_receipts_are_kept() -> None:
    """A state remembers one answer and one fingerprint per message, and no more than it may."""
    state = _after(LampBought(occurred_at=START))
    for number in (*range(RECEIPTS_KEPT + 1), RECEIPTS_KEPT):
        meta = EventMeta(message_id=f"m-{number}", message="light", acting=Role.OPERATOR)
        lit = LampLit(occurred_at=START)
        state = LAMP.evolve(state, lit, to_record(lit, meta, fingerprint=str(number)))
    kept = range(1, RECEIPTS_KEPT + 1)
    assert [receipt.message_id for receipt in state.receipts] == [f"m-{one}" for one in kept]
    assert [one.value for one in state.fingerprints] == [str(one) for one in kept]


def test_disarming_leaves_the_other_kinds() -> None:
    """Deadlines are taken away by kind; those of other kinds stay."""
    lamp = with_deadline(
        Lamp(
            revision=3,
        ),
        Deadline[Kind](kind=Kind.RETURN, due=START),
    )
    lamp = with_deadline(lamp, Deadline[Kind](kind=Kind.BURN_OUT, due=START - HOUR))
    assert _dues(lamp.deadlines) == [(Kind.BURN_OUT, -HOUR), (Kind.RETURN, timedelta(0))]
    assert _dues(disarm(lamp, Kind.RETURN).deadlines) == [(Kind.BURN_OUT, -HOUR)]


def test_the_cause_is_the_deadline_that_elapsed_or_else_the_type_of_the_event() -> None:
    """A mail that follows from a deadline names the deadline; any other names the event."""
    elapsed = LampElapsed(occurred_at=START, kind=Kind.BURN_OUT, due=START)
    assert cause_of(elapsed) == "burn_out"
    assert cause_of(LampLit(occurred_at=START)) == "lamp.lit.v1"
