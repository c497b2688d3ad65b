"""How events that were recorded differ from those that the present code brings about."""

from collections.abc import Iterable
from itertools import zip_longest

from domain.cohort.events import COHORT_EVENTS
from domain.engine.events import DomainEvent
from domain.engine.journal import EventRecord
from domain.engine.wire import from_record
from domain.pairing.events import PAIRING_EVENTS


def differences_between(
    recorded: Iterable[EventRecord], played: Iterable[EventRecord]
) -> list[str]:
    """One line for each event that is another, missing or new."""
    pairs = zip_longest(map(_event, recorded), map(_event, played))
    return [
        f"event {number} was {_in_words(then)} and would be {_in_words(now)}"
        for number, (then, now) in enumerate(pairs, 1)
        if then != now
    ]


def _event(record: EventRecord) -> DomainEvent:
    """What a record says in the present shape, so that a new version is no difference."""
    return from_record(record, (*PAIRING_EVENTS, *COHORT_EVENTS))


def _in_words(event: DomainEvent | None) -> str:
    return f"{event.tag} {event.model_dump_json()}" if event else "nothing"
