"""The search: breadth-first through everything that can become of a pairing.

From each new kind of state, nobody acts any more: time alone must bring the pairing to its end.
"""

from collections import deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Final, Self

from domain.engine.base import Instant
from domain.engine.errors import Refused
from domain.pairing.commands import Command
from domain.pairing.decider import PAIRING_DECIDER
from domain.pairing.longest import longest_without_a_word
from domain.pairing.state import PairingState
from domain.programme.revision import REVISION
from tests.proof.acts import acts
from tests.proof.likeness import likeness
from tests.proof.roots import roots
from tests.unit.pairing.story import Story, a_setup
from tests.unit.timetables import whatever_is_due

MOST_DEADLINES: Final = 400
"""More than elapse in any life that ends."""
NOTED_EVERY: Final = 1_000
"""Kinds of states between two notes of how far the search has come."""


@dataclass(frozen=True)
class Place:
    """A state that was reached, and how."""

    state: PairingState
    now: Instant
    way: tuple[str, ...] = ()

    @classmethod
    def of(cls, story: Story, name: str) -> Self:
        """Where a story has come to."""
        return cls(story.state, story.now, (name,))

    def after(self, command: Command, now: Instant) -> Self | None:
        """Where a command leads; nowhere if it is refused or changes nothing."""
        try:
            step = PAIRING_DECIDER.handle(self.state, command, now, REVISION)
        except Refused:
            return None
        if not step.records:
            return None
        return type(self)(step.state, now, (*self.way, _named(command)))

    def later(self) -> Self | None:
        """When the next deadline has elapsed, if one is left."""
        due = self.state.next_due
        if due is None:
            return None
        return self.after(whatever_is_due(self.state), max(due.due, self.now))


@dataclass(frozen=True)
class Endless:
    """A pairing that does not come to its end if nobody acts any more."""

    way: tuple[str, ...]
    stage: str
    waits_for: tuple[str, ...]
    """Deadlines that are armed at last; none: it has fallen asleep for good."""


@dataclass
class Search:
    """What was found so far."""

    setup: Mapping[str, Any]
    """What differs from the usual setup."""
    longest: timedelta = timedelta(0)
    """The longest that it takes until a pairing has ended that nobody speaks to."""
    endless: list[Endless] = field(default_factory=list)
    accepted: set[type[Command]] = field(default_factory=set)
    """What was said, or ordered, with an effect in at least one state."""
    expanded: int = 0
    waiting: int = 0
    """Kinds of states that were reached and not yet looked at."""

    @property
    def bound(self) -> timedelta:
        """The longest that it may take, as the terms determine it."""
        setup = a_setup(**self.setup)
        return longest_without_a_word(setup, len(setup.calendar.days_off))

    @property
    def is_exhausted(self) -> bool:
        """Whether every kind of state that can be reached was looked at."""
        return not self.waiting

    def run(self, most: int, note: Callable[[Self], None] = lambda search: None) -> Self:
        """Look at so many kinds of states at most, those nearest to a root first.

        ``note`` is told now and then how far the search has come.
        """
        waiting = deque(Place.of(story, name) for name, story in roots(self.setup))
        seen = {likeness(place.state, place.now) for place in waiting}
        while waiting and self.expanded < most:
            place = waiting.popleft()
            self._leave_alone(place)
            for following in self._following(place):
                if (kind := likeness(following.state, following.now)) not in seen:
                    seen.add(kind)
                    waiting.append(following)
            self.expanded, self.waiting = self.expanded + 1, len(waiting)
            if self.expanded % NOTED_EVERY == 0:
                note(self)
        return self

    def _following(self, place: Place) -> Iterator[Place]:
        """Every state that one act leads to, or the next deadline."""
        for command in acts(place.state, place.now):
            if following := place.after(command, place.now):
                self.accepted.add(type(command))
                yield following
        if following := place.later():
            yield following

    def _leave_alone(self, place: Place) -> None:
        """Nobody acts any more."""
        here = place
        for _ in range(MOST_DEADLINES):
            following = here.later()
            if following is None:
                break
            here = following
        if here.state.archived:
            self.longest = max(self.longest, here.now - place.now)
            return
        kinds = tuple(line.kind.value for line in here.state.deadlines)
        self.endless.append(Endless(place.way, here.state.stage.value, kinds))


def _named(command: Command) -> str:
    """A command in a word or two, as a way is told."""
    said = command.model_dump(mode="json", exclude={"message_id", "pairing_id"}, exclude_none=True)
    name = getattr(command, "name", type(command).__name__)
    return " ".join([name, *(f"{key}={value}" for key, value in said.items() if _is_short(value))])


def _is_short(value: object) -> bool:
    return isinstance(value, str | int) and value is not False
