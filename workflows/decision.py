"""What is decided in one turn, before the journal has it."""

from collections import Counter
from typing import Generic, TypeVar

from domain.engine.base import Frozen
from domain.engine.decider import Step
from domain.engine.journal import EventRecord
from workflows.errands import EntityState

S = TypeVar("S", bound=EntityState)


def content_of(record: EventRecord) -> str:
    """An event as the journal has it, whenever it occurred."""
    return record.model_dump_json(exclude={"occurred_at"})


class Decision(Generic[S]):
    """Grows step by step: the state so far, and the events that led to it."""

    def __init__(self, state: S | None, recorded_before: Counter[str]) -> None:
        """``recorded_before``: events of a workflow task that was lost, which had decided on the
        same messages; it is used up."""
        self.state = state
        self.records: list[EventRecord] = []
        self._recorded_before = recorded_before

    def add(self, step: Step[S]) -> Frozen | None:
        """Take a step; gives its receipt."""
        self.state = step.state
        self.records.extend(step.records)
        return step.receipt

    def add_unless_recorded(self, step: Step[S]) -> None:
        """Take a step that could be taken any number of times, unless it was taken before."""
        contents = Counter(map(content_of, step.records))
        if contents <= self._recorded_before:
            self._recorded_before -= contents
        else:
            self.add(step)
