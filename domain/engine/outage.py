"""An outage delays, it never decides: what pairings and cohorts know of time in which nothing
worked."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from domain.engine.base import Instant
from domain.engine.events import Delay, Postponed
from domain.engine.timetable import D, S, with_deadlines

TOLERANCE = timedelta(hours=1)
"""A deadline may be late by this much without an outage: a worker restarts, a queue is long."""


class Effect(StrEnum):
    """What a deadline brings about when it elapses."""

    REMINDS = "reminds"
    """Somebody is told or asked something, or the engine looks again: better late than never."""
    DECIDES = "decides"
    """Something ends, counts or lapses because nobody answered: waits after an outage."""
    ON_ITS_DAY = "on_its_day"
    """A day comes that was set beforehand; it asks nobody anything."""


@dataclass(frozen=True)
class Interruption:
    """Time in which people could not answer, because nothing worked or no mail reached them."""

    delay: Delay
    over_at: Instant
    """From now on they can answer."""
    enough: timedelta = timedelta(0)
    """By how much less time than they should have is still enough."""


def outage_until(now: Instant, waiting_since: Instant | None) -> Interruption | None:
    """An outage that is over now: something that was to be done has waited for so long."""
    if waiting_since is None or now - waiting_since <= TOLERANCE:
        return None
    return Interruption(delay=Delay.OUTAGE, over_at=now)


def postponed(state: S, event: Postponed[StrEnum], line: D) -> S:
    """The state in which ``line`` stands for the deadline that the event names, if there is one.

    During a pause, deadlines stand in two tables: those of the pause, and those kept for later.
    The event is applied to both and finds its deadline in one of them.
    """
    same = (event.kind, event.about)
    if all((deadline.kind, deadline.about) != same for deadline in state.deadlines):
        return state
    gone = (event.kind, *event.supersedes)
    left = (
        deadline
        for deadline in state.deadlines
        if deadline.kind not in gone or deadline.about != event.about
    )
    return with_deadlines(state, (*left, line))
