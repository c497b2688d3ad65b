"""What is decided in one turn, before the journal has it."""

from collections import Counter
from typing import Generic, TypeVar

from domain.engine.base import Frozen
from domain.engine.decider import Step
from domain.engine.events import DomainEvent
from domain.engine.journal import EventRecord
from domain.engine.words import events_in_words
from domain.programme.seats import SeatClaim
from domain.telling.events import NoticeIssued
from domain.telling.post import PostBag, letters_in_words
from workflows.errands import EntityState

S = TypeVar("S", bound=EntityState)

LONGEST_SUMMARY = 200
"""Characters of the line that the Temporal UI shows beside an activity."""


class Decision(Generic[S]):
    """Grows step by step: the state so far, the events that led to it, and who is told of them."""

    def __init__(self, state: S | None, recorded_before: Counter[str]) -> None:
        """``recorded_before``: contents of events of a workflow task that was lost, which had
        decided on the same messages; what is left of it afterwards stands for messages still to
        come."""
        self.before = state
        self.state = state
        self.events: list[DomainEvent] = []
        self.records: list[EventRecord] = []
        self.bag = PostBag()
        self.claims: list[SeatClaim] = []
        self.recorded_before = recorded_before

    def add(self, step: Step[S]) -> Frozen | None:
        """Take a step; gives its receipt."""
        self.state = step.state
        self.events.extend(step.events)
        self.records.extend(step.records)
        return step.receipt

    def add_unless_recorded(self, step: Step[S]) -> None:
        """Take a step that could be taken any number of times, unless it was taken before."""
        contents = Counter(record.content for record in step.records)
        if contents <= self.recorded_before:
            self.recorded_before -= contents
        else:
            self.add(step)

    @property
    def summary(self) -> str:
        """What is recorded and who is told what, as the Temporal UI shows it."""
        # The mails say more of the notices than their number.
        pairs = zip(self.events, self.records, strict=True)
        others = [record for event, record in pairs if not isinstance(event, NoticeIssued)]
        recorded, told = f"Record: {events_in_words(others)}", letters_in_words(self.bag.letters)
        return (f"{recorded}. Mail: {told}" if told else recorded)[:LONGEST_SUMMARY]
