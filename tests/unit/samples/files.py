"""The samples as files: one for all events, one for all states."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel, TypeAdapter

from domain.cohort.event import CohortEvent
from domain.cohort.events import COHORT_EVENTS
from domain.engine.base import Frozen
from domain.engine.events import DomainEvent
from domain.engine.journal import EventRecord, name_of
from domain.pairing.events import PAIRING_EVENTS
from domain.pairing.events.base import PairingEvent

EVENTS = Path(__file__).parent / "events.json"
"""By tag: a sample of every event, in every version."""
STATES = Path(__file__).parent / "states.json"
"""By story, such as ``pairing.met``: the shapes that its state has had, the present one last."""

ALL_EVENTS: tuple[type[PairingEvent] | type[CohortEvent], ...] = (*PAIRING_EVENTS, *COHORT_EVENTS)

Shape = dict[str, Any]
"""A state as it is handed on."""


class EventSample(Frozen):
    """What one version of an event looks like in the journal."""

    record: EventRecord
    fields: tuple[str, ...]
    """Everything that it may have, also what the record leaves empty."""


def event_samples() -> dict[str, EventSample]:
    """Of every version ever written, by tag."""
    return TypeAdapter(dict[str, EventSample]).validate_json(_text_of(EVENTS))


def state_samples() -> dict[str, list[Shape]]:
    """Of every shape ever handed on, by story, the oldest first."""
    return TypeAdapter(dict[str, list[Shape]]).validate_json(_text_of(STATES))


def sample_of(event: type[DomainEvent]) -> EventRecord:
    """The record of an event in its present version. Raises `LookupError` if none was taken."""
    found = event_samples().get(event.tag)
    if found is None:
        raise LookupError(f"no sample of {event.tag}: run python -m tests.unit.samples.take")
    return found.record


def type_of(tag: str) -> type[DomainEvent]:
    """The event that a sample is read as today."""
    (found,) = [event for event in ALL_EVENTS if name_of(event.tag) == name_of(tag)]
    return found


def as_stored(model: BaseModel) -> Shape:
    """What is written, as plain JSON."""
    plain: Shape = json.loads(model.model_dump_json())
    return plain


def keep_events(samples: Mapping[str, EventSample]) -> None:
    """Keep these samples of events, sorted by tag."""
    plain = {tag: as_stored(sample) for tag, sample in samples.items()}
    text = json.dumps(plain, indent=1, ensure_ascii=False, sort_keys=True)
    EVENTS.write_text(f"{text}\n", encoding="utf-8")


def keep_states(samples: Mapping[str, list[Shape]]) -> None:
    """Keep these shapes of states, each in a line of its own."""
    stories = (f"{json.dumps(story)}: [\n{_lines(samples[story])}\n]" for story in sorted(samples))
    text = ",\n".join(stories)
    STATES.write_text(f"{{\n{text}\n}}\n", encoding="utf-8")


def _lines(shapes: list[Shape]) -> str:
    return ",\n".join(json.dumps(shape, ensure_ascii=False, sort_keys=True) for shape in shapes)


def _text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else "{}"
