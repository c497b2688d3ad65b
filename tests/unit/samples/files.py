"""The samples as files."""

import json
from pathlib import Path

from pydantic import BaseModel

from domain.cohort.events import COHORT_EVENTS, CohortEvent
from domain.engine.events import DomainEvent
from domain.engine.journal import EventRecord, name_of
from domain.pairing.events import PAIRING_EVENTS
from domain.pairing.events.base import PairingEvent

EVENTS = Path(__file__).parent / "events"
"""``<tag>.json``: a record of every event, in every version."""
STATES = Path(__file__).parent / "states"
"""``<kind>.<story>.<n>.json``: the shapes of a state, the highest number being the present one."""

ALL_EVENTS: tuple[type[PairingEvent] | type[CohortEvent], ...] = (*PAIRING_EVENTS, *COHORT_EVENTS)


def event_samples() -> list[Path]:
    """Of every version ever written."""
    return sorted(EVENTS.glob("*.json"))


def state_samples() -> list[Path]:
    """Of every shape ever handed on, the oldest of a story first."""
    return sorted(STATES.glob("*.json"), key=lambda path: (story_of(path), number_of(path)))


def record_in(path: Path) -> EventRecord:
    """The record of a sample."""
    return EventRecord.model_validate_json(path.read_text(encoding="utf-8"))


def type_of(path: Path) -> type[DomainEvent]:
    """The event that a sample is read as today."""
    names = {event_type.tag: event_type for event_type in ALL_EVENTS}
    (found,) = [one for tag, one in names.items() if name_of(tag) == name_of(path.stem)]
    return found


def story_of(path: Path) -> str:
    """Whose state it is: ``pairing.met``."""
    return path.stem.rpartition(".")[0]


def number_of(path: Path) -> int:
    """Which of the shapes of this story's state."""
    return int(path.stem.rpartition(".")[2])


def as_stored(model: BaseModel) -> object:
    """What is written, as plain JSON."""
    return json.loads(model.model_dump_json())


def write(path: Path, model: BaseModel) -> None:
    """Keep a sample."""
    text = json.dumps(as_stored(model), indent=2, ensure_ascii=False)
    path.write_text(f"{text}\n", encoding="utf-8")
