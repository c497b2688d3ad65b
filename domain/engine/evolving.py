"""How events make a state: the only way in which the state of a pairing or cohort is computed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from domain.engine.decider import DeciderState, with_receipt
from domain.engine.errors import UnreadableEvent
from domain.engine.events import DomainEvent
from domain.engine.journal import EventRecord
from domain.engine.tables import Rules, rule_for
from domain.engine.timetable import Timed, days_of_pause, moved
from domain.engine.wire import from_record, reading


class EvolverState(DeciderState, Timed, Protocol):
    """What this module needs of a state."""

    @property
    def version(self) -> int:
        """Number of events so far."""
        ...


S = TypeVar("S", bound=EvolverState)
E = TypeVar("E", bound=DomainEvent)


@dataclass(frozen=True)
class Evolver(Generic[S, E]):
    """What each event of a stream does to its state.

    Deciding on commands and folding the journal give the same state, because both use this.
    """

    newest: int
    """The revision of the rules under which a stream begins, unless another is named."""
    events: tuple[type[E], ...]
    """Every event of the stream."""
    begin: Rules[E, [int], S]
    """The first state, under a revision, by the only event with which a stream begins."""
    apply: Rules[E, [S], S]
    """The state with the content of an event."""
    ahead: Rules[E, [S], S]
    """The state with the timetable as an event leaves it."""
    of_the_pause: tuple[type[E], ...]
    """Events that move deadlines of the pause itself; during it, all others move the kept ones."""

    def evolve(
        self, state: S | None, event: E, record: EventRecord, revision: int | None = None
    ) -> S:
        """The state after an event. Raises `ValueError` for a first event that begins nothing.

        ``record``: the event as the journal has it, which says who caused it.
        ``revision``: what the first state is under; each later one keeps it.
        """
        if state is not None:
            changed = rule_for(event, self.apply)(event, state)
        elif type(event) in self.begin:
            changed = rule_for(event, self.begin)(event, revision or self.newest)
        else:
            first = ", ".join(kind.tag for kind in self.begin)
            raise ValueError(f"a stream begins with {first}, not with {event.tag}")
        changed = self._with_timetable(changed, event)
        changed = changed.model_copy(update={"version": changed.version + 1})
        return with_receipt(changed, record)

    def fold(
        self,
        records: Iterable[EventRecord],
        state: S | None = None,
        revision: int | None = None,
    ) -> S | None:
        """The state after all records of a stream; ``None`` for an empty one.

        Raises `UnreadableEvent` as `walk` does.
        """
        for _, after in self.walk(records, state, revision):
            state = after
        return state

    def walk(
        self,
        records: Iterable[EventRecord],
        state: S | None = None,
        revision: int | None = None,
    ) -> Iterator[tuple[E, S]]:
        """Every event of a stream, each with the state after it.

        Raises `UnreadableEvent` as `take` does, with the number of the event.
        """
        for number, record in enumerate(records, start=state.version + 1 if state else 1):
            try:
                event, state = self.take(state, record, revision)
            except UnreadableEvent as error:
                raise type(error)(f"event {number}: {error}") from error.__cause__
            yield event, state

    def take(
        self, state: S | None, record: EventRecord, revision: int | None = None
    ) -> tuple[E, S]:
        """The event of a record, and the state after it.

        Raises `UnreadableEvent` if it cannot be read, or does not fit the state.
        """
        event = from_record(record, self.events)
        with reading(record):
            return event, self.evolve(state, event, record, revision)

    def _with_timetable(self, state: S, event: E) -> S:
        """During a pause, events move the deadlines that are kept for later, not the pause's own.

        They do so as if the pause ended now, so that a deadline they arm keeps its full length.
        """
        look_ahead = rule_for(event, self.ahead)
        if state.pause is None or isinstance(event, self.of_the_pause):
            return look_ahead(event, state)
        days, calendar = days_of_pause(state, event.occurred_at), state.calendar
        as_if = state.model_copy(update={"deadlines": moved(state.pause.kept, calendar, days)})
        later = look_ahead(event, as_if)
        pause = state.pause.model_copy(update={"kept": moved(later.deadlines, calendar, -days)})
        return later.model_copy(update={"pause": pause, "deadlines": state.deadlines})
