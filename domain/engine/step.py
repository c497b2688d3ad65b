"""One step in the life of a pairing or cohort."""

from dataclasses import dataclass
from typing import Generic, TypeVar

from domain.engine.base import Frozen
from domain.engine.journal import EventRecord

S_co = TypeVar("S_co", covariant=True)


@dataclass(frozen=True)
class Step(Generic[S_co]):
    """What a command came to: records for the journal, the state behind them, and an answer."""

    state: S_co
    records: tuple[EventRecord, ...]
    receipt: Frozen | None
    """The answer to a message; absent for the engine's own orders."""
