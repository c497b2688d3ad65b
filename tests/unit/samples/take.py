"""Takes the samples that are missing from stories: ``python -m tests.unit.samples.take``."""

import sys
from collections.abc import Iterable, Iterator
from itertools import chain

from pydantic import ValidationError

from domain.cohort.state import CohortState
from domain.engine.journal import EventRecord
from domain.pairing.state import PairingState
from tests.unit.samples import cohorts, pairings
from tests.unit.samples.fields import fields_of
from tests.unit.samples.files import (
    ALL_EVENTS,
    EventSample,
    Shape,
    as_stored,
    event_samples,
    keep_events,
    keep_states,
    state_samples,
)
from tests.unit.witnesses.every_story import every_story
from tests.unit.witnesses.witness import AnyStory

MODELS: dict[str, type[PairingState] | type[CohortState]] = {
    "pairing": PairingState,
    "cohort": CohortState,
}
"""What the samples of a kind of stream are read as."""


def stories() -> Iterator[tuple[str, PairingState | CohortState]]:
    """The stories whose state is kept: their names, and how they stand at last."""
    for pairing in pairings.STORIES:
        yield f"pairing.{pairing.__name__}", pairing().state
    for cohort in cohorts.STORIES:
        yield f"cohort.{cohort.__name__}", cohort().state


def _records() -> tuple[EventRecord, ...]:
    """All that happens in these stories, and in those of all witnesses."""
    told: list[AnyStory] = [tell() for tell in (*pairings.STORIES, *cohorts.STORIES)]
    return tuple(chain.from_iterable(story.records for story in (*told, *every_story())))


def richest(tag: str, records: Iterable[EventRecord]) -> EventRecord:
    """The record of a type that says most. Raises `LookupError` if it never happens."""
    found = [record for record in records if record.type == tag]
    if not found:
        raise LookupError(f"no story brings about {tag}: see tests/unit/witnesses/every_story.py")
    return max(found, key=lambda record: _size(as_stored(record)))


def _size(content: object) -> int:
    match content:
        case dict():
            return sum(map(_size, content.values()))
        case list():
            return sum(map(_size, content))
        case None:
            return 0
        case _:
            return 1


def model_of(story: str) -> type[PairingState] | type[CohortState]:
    """What the samples of a story are states of."""
    return MODELS[story.partition(".")[0]]


def writes_back_identically(story: str, shape: Shape) -> bool:
    """Whether the shape is the one that the model has today."""
    try:
        state = model_of(story).model_validate(shape)
    except ValidationError:
        return False
    return as_stored(state) == shape


def take_events() -> Iterator[str]:
    """Writes what is missing; what is there stays as it is."""
    known = event_samples()
    missing = [event for event in ALL_EVENTS if event.tag not in known]
    records = _records() if missing else ()
    for event in missing:
        record = richest(event.tag, records)
        known[event.tag] = EventSample(record=record, fields=fields_of(event))
        yield event.tag
    keep_events(known)


def take_states() -> Iterator[str]:
    """Writes shapes that are new; what is there stays as it is."""
    known = state_samples()
    for story, state in stories():
        shapes = known.setdefault(story, [])
        if not shapes or not writes_back_identically(story, shapes[-1]):
            shapes.append(as_stored(state))
            yield story
    keep_states(known)


if __name__ == "__main__":
    for taken in (*take_events(), *take_states()):
        sys.stdout.write(f"{taken}\n")
