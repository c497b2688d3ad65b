"""Takes the samples that are missing from stories: ``python -m tests.unit.samples.take``."""

import json
import sys
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

from pydantic import BaseModel, ValidationError

from domain.cohort.state import CohortState
from domain.engine.journal import EventRecord
from domain.pairing.state import PairingState
from tests.unit.samples import cohorts, pairings
from tests.unit.samples.fields import fields_of, keep, known_fields
from tests.unit.samples.files import (
    ALL_EVENTS,
    EVENTS,
    STATES,
    as_stored,
    number_of,
    state_samples,
    story_of,
    write,
)

MODELS: dict[str, type[PairingState] | type[CohortState]] = {
    "pairing": PairingState,
    "cohort": CohortState,
}


KEPT = (
    "pairing.declined",
    "pairing.met",
    "pairing.resting",
    "pairing.befriended",
    "pairing.left",
    "cohort.confirmed",
    "cohort.met_with_mishaps",
    "cohort.paused",
    "cohort.ended",
)
"""Stories whose state is kept as well; together they fill every field."""


def stories() -> Iterator[tuple[str, tuple[EventRecord, ...], PairingState | CohortState]]:
    """Every story: its name, what happened in it, and how it stands at last."""
    for pairing in pairings.STORIES:
        story = pairing()
        yield f"pairing.{pairing.__name__}", story.records, story.state
    for cohort in cohorts.STORIES:
        cohort_story = cohort()
        yield f"cohort.{cohort.__name__}", tuple(cohort_story.records), cohort_story.state


def richest(tag: str, records: Iterable[EventRecord]) -> EventRecord:
    """The record of a type that says most."""
    return max(
        (record for record in records if record.type == tag), key=lambda one: _size(as_stored(one))
    )


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


def newest() -> dict[str, Path]:
    """Of each story the sample with the highest number."""
    return {story_of(path): path for path in state_samples()}


def model_of(path: Path) -> type[PairingState] | type[CohortState]:
    """What the sample is a state of."""
    return MODELS[path.stem.partition(".")[0]]


def writes_back_identically(path: Path) -> bool:
    """Whether the sample has the shape that the model has today."""
    text = path.read_text(encoding="utf-8")
    try:
        state: BaseModel = model_of(path).model_validate_json(text)
    except ValidationError:
        return False
    plain: object = json.loads(text)
    return as_stored(state) == plain


def take() -> Iterator[Path]:
    """Writes what is missing; what is there stays as it is."""
    all_stories = list(stories())
    records = tuple(chain.from_iterable(happened for _, happened, _ in all_stories))
    for event_type in ALL_EVENTS:
        path = EVENTS / f"{event_type.tag}.json"
        if not path.exists():
            write(path, richest(event_type.tag, records))
            yield path
        if event_type.tag not in known_fields():
            keep(event_type.tag, fields_of(event_type))
    known = newest()
    for name, state in ((name, state) for name, _, state in all_stories if name in KEPT):
        last = known.get(name)
        if last is None or not writes_back_identically(last):
            path = STATES / f"{name}.{number_of(last) + 1 if last else 1}.json"
            write(path, state)
            yield path


if __name__ == "__main__":
    for taken in take():
        sys.stdout.write(f"{taken.name}\n")
