"""Deadlines that a story waits for."""

from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum
from itertools import chain
from typing import TypeVar

from domain.engine.journal import EventRecord
from domain.engine.orders import ElapseDeadlines
from domain.engine.timetable import Deadline, Timed
from domain.programme.calendar import RecordCalendar, WorkingCalendar
from domain.programme.request import Shutdown

S = TypeVar("S", bound=Timed)


def whatever_is_due(state: Timed) -> ElapseDeadlines:
    """The order that a wake-up brings in which nobody has said anything."""
    first = next(iter(state.deadlines), None)
    return ElapseDeadlines(waiting_since=first.due if first else None)


def looked_up(calendar: WorkingCalendar, shutdowns: Sequence[Shutdown]) -> RecordCalendar:
    """What a look at the days off comes to: those of a calendar, and of these shutdowns."""
    days = {*calendar.days_off, *chain.from_iterable(shutdown.days for shutdown in shutdowns)}
    known = calendar.model_copy(update={"days_off": tuple(sorted(days))})
    return RecordCalendar(calendar=known, shutdowns=len(shutdowns))


def assert_elapses(
    deadline: Deadline[StrEnum],
    state: S | None,
    records: Iterable[EventRecord],
    fold: Callable[[Iterable[EventRecord], S | None], S | None],
) -> None:
    """Fails unless these events end with a deadline that ``state`` has and that elapses.

    The message names the deadline, what disarmed or moved it, and what is armed instead.
    """
    for record in records:
        if _is_the_end_of(deadline, record):
            return
        state = fold([record], state)
        armed = state.deadlines if state else ()
        assert deadline in armed, (
            f"{_named(deadline)} does not elapse: "
            f"{record.type} of {record.occurred_at:%Y-%m-%d %H:%M} has disarmed or moved it; "
            f"armed are: {', '.join(map(_named, armed)) or 'none'}"
        )
    raise AssertionError(f"{_named(deadline)} is armed, but has not elapsed")


def _is_the_end_of(deadline: Deadline[StrEnum], record: EventRecord) -> bool:
    said = (record.data.get("kind"), record.data.get("session_id"))
    return record.name.endswith("deadline_elapsed") and said == (deadline.kind, deadline.about)


def _named(deadline: Deadline[StrEnum]) -> str:
    about = f" of {deadline.about}" if deadline.about else ""
    return f"{deadline.kind}{about} due {deadline.due:%Y-%m-%d %H:%M}"
