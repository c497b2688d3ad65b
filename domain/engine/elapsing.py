"""How deadlines elapse, for pairings and cohorts alike: the most pressing first, and nothing is
decided by silence before people have had time to answer."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, NamedTuple, TypeVar, cast

from domain.engine.base import Instant
from domain.engine.events import Delay, DomainEvent
from domain.engine.orders import ElapseDeadlines
from domain.engine.outage import Effect, Interruption, outage_until
from domain.engine.timetable import D, Deadline, Ladders, Pause, Timed, days_of_pause, moved

S = TypeVar("S", bound=Timed)
E = TypeVar("E", bound=DomainEvent)
K = TypeVar("K", bound=StrEnum)


class PutOff(NamedTuple, Generic[D]):
    """A deadline that comes before people have had time to answer."""

    line: D
    until: Instant
    """When they have had it."""
    milder: tuple[D, ...]
    """What is reminded of at once."""
    delay: Delay


@dataclass(frozen=True)
class DeadlineRules(Generic[S, D, E]):
    """What the deadlines ``D`` of a state ``S`` do when they are due, and the events ``E`` of it.

    What is to be said of pairings only, or of cohorts only, is in its fields.
    """

    ladders: Ladders[StrEnum]
    effect: Callable[[D], Effect]
    """What the deadline brings about, as a rule."""
    decides: Callable[[D, S], bool]
    """Whether something ends, counts or lapses when the deadline elapses in this state."""
    until: Callable[[S, Interruption, D], Instant]
    """When people have had their working days to prevent that."""
    elapsed: Callable[[D, tuple[D, ...], Instant], E]
    """The event of a deadline that has elapsed, and milder ones with it."""
    postponed: Callable[[PutOff[D], Instant], E]
    """The event of one that waits."""

    def decides_by_silence(self, state: S, now: Instant) -> bool:
        """Whether a deadline has come by which something ends without an answer."""
        return any(line.due <= now and self.decides(line, state) for line in self._lines(state))

    def elapse(self, order: ElapseDeadlines, state: S, now: Instant) -> tuple[E, ...]:
        """The most pressing deadline that is due; the caller asks again until nothing is left.

        After an outage, what would decide by silence waits; days that were set beforehand come
        first, because they may end what nobody needs to be reminded of then.
        """
        lines = self._lines(state)
        line = self.ladders.most_pressing(lines, now)
        on_its_day = line is not None and self.effect(line) is Effect.ON_ITS_DAY
        a_day_comes = line is not None and on_its_day and not self.decides(line, state)
        outage = outage_until(now, order.waiting_since)
        if outage and not a_day_comes and (waiting := self.put_off(outage, state, now)):
            return waiting
        if line is None:
            return ()
        return (self.elapsed(line, self.ladders.superseded(lines, line, now), now),)

    def put_off(self, after: Interruption, state: S, now: Instant) -> tuple[E, ...]:
        """Nothing is decided by silence before the working days are over that the programme
        grants."""
        return tuple(self.postponed(late, now) for late in self._too_early(after, state, now))

    def _too_early(self, after: Interruption, state: S, now: Instant) -> Iterator[PutOff[D]]:
        """The deciding deadlines that come too early, also those that a pause keeps."""
        lines = self._lines(state)
        for line in (*lines, *self._kept(state, now)):
            until = self.until(state, after, line)
            if self.decides(line, state) and line.due + after.enough < until:
                # While mails wait nobody is reminded, and reminders keep their turn.
                waits = after.delay is Delay.MAIL_WAITING
                milder = () if waits else self.ladders.superseded(lines, line, now)
                yield PutOff(line, until, milder, after.delay)

    def _kept(self, state: S, now: Instant) -> tuple[D, ...]:
        """The deadlines that a pause keeps, as if it ended now."""
        pause = cast("Pause[D] | None", state.pause)
        if pause is None:
            return ()
        return moved(pause.kept, state.calendar, days_of_pause(state, now))

    def _lines(self, state: S) -> tuple[D, ...]:
        # Types cannot say that the deadlines of an S are D.
        return cast("tuple[D, ...]", state.deadlines)


def kinds_of(lines: Iterable[Deadline[K]]) -> tuple[K, ...]:
    """Their kinds, as an event names them."""
    return tuple(line.kind for line in lines)
