"""How events that were recorded differ from those that the present code brings about."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import zip_longest

from pydantic import BaseModel

from domain.cohort.events import COHORT_EVENTS
from domain.engine.events import DomainEvent
from domain.engine.journal import EventRecord
from domain.engine.wire import from_record
from domain.pairing.events import PAIRING_EVENTS

MOMENT = timedelta(seconds=1)
"""A replay may decide milliseconds later than the run did, if Temporal had ended its task within a
local activity (`workflows.recorder.Recorder.append`): so do the deadlines that follow from it."""


def differences_between(
    recorded: Iterable[EventRecord], played: Iterable[EventRecord]
) -> list[str]:
    """One line for each event that is another, missing or new."""
    pairs = zip_longest(map(_event, recorded), map(_event, played))
    return [
        f"event {number} was {_in_words(then)} and would be {_in_words(now)}"
        for number, (then, now) in enumerate(pairs, 1)
        if not _is_same(then, now)
    ]


def _event(record: EventRecord) -> DomainEvent:
    """What a record says in the present shape, so that a new version is no difference."""
    return from_record(record, (*PAIRING_EVENTS, *COHORT_EVENTS))


def _is_same(then: object, now: object) -> bool:
    """Equal, but for moments that lie close together."""
    match then, now:
        case datetime(), datetime():
            return abs(then - now) < MOMENT
        case BaseModel(), BaseModel():
            return type(then) is type(now) and _is_same(dict(then), dict(now))
        case dict(), dict():
            return then.keys() == now.keys() and all(_is_same(then[key], now[key]) for key in then)
        case tuple(), tuple():
            return len(then) == len(now) and all(map(_is_same, then, now))
        case _:
            return then == now


def _in_words(event: DomainEvent | None) -> str:
    return f"{event.tag} {event.model_dump_json()}" if event else "nothing"
