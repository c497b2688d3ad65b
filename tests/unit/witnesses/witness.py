"""What a witness is, and how to look at what its story came to."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Generic, TypeAlias, TypeVar

import pytest

from domain.engine.events import DomainEvent, Elapsed
from domain.programme.people import Side
from domain.telling.events import ItemOpened, ItemSettled, NoticeIssued
from domain.telling.items import Item
from domain.telling.kinds import KnownKind, NoticeKind
from domain.telling.notices import Notice
from tests.unit.cohort.story import CohortStory
from tests.unit.pairing.story import Story

AnyStory: TypeAlias = Story | CohortStory
"""A pairing or a cohort, and what its last step brought about."""
Follows: TypeAlias = type[DomainEvent] | NoticeKind | KnownKind
L = TypeVar("L", Story, CohortStory)
Telling: TypeAlias = Callable[[], AnyStory]

TO_MENTOR, TO_MENTEE = ("p-junior",), ("p-senior",)
TO_BOTH = (*TO_MENTOR, *TO_MENTEE)
TO_LEAD, TO_DEPUTY = ("p-lead",), ("p-deputy",)


@dataclass(frozen=True)
class Told:
    """An occasion on which a notice is sent."""

    when: str
    """What its last step is, in one sentence."""
    to: tuple[str, ...]
    """All who get the notice in that step."""
    story: Telling


@dataclass(frozen=True)
class Settled(Generic[L]):
    """How open items are settled."""

    when: str
    story: Callable[[L], L]
    sides: tuple[Side | None, ...] | None = None
    """Only the items about these sides are settled; absent: all of the kind."""


@dataclass(frozen=True)
class Opened(Generic[L]):
    """An occasion on which the lead is asked to do something."""

    when: str
    story: Callable[[], L]
    settled: Settled[L]
    sides: tuple[Side | None, ...] = (None,)
    """The side that each item is about; absent: the pair or the cohort."""

    def to_the_end(self) -> L:
        """The items are opened, and settled."""
        return self.settled.story(self.story())


@dataclass(frozen=True)
class Elapses(Generic[L]):
    """An occasion on which a deadline is armed, and what follows when it elapses."""

    when: str
    """It is armed, in one sentence."""
    story: Callable[[], L]
    """Leaves the deadline armed."""
    then: tuple[Follows, ...]
    """All that follows."""
    so_that: Callable[[L], bool] | None = None
    """What the state says afterwards, where that which follows does not say it."""


@dataclass(frozen=True)
class Ends:
    """An occasion on which a pairing or cohort ends for a reason."""

    when: str
    """What its last step is, in one sentence."""
    story: Telling


def _happened(after: AnyStory) -> Sequence[DomainEvent]:
    """The events of the last step, of either kind of stream."""
    return after.events


def notices(after: AnyStory) -> list[Notice]:
    """What people were told in the last step."""
    return [event.notice for event in _happened(after) if isinstance(event, NoticeIssued)]


def opened_items(after: AnyStory) -> list[Item]:
    """The items that the last step opened."""
    return [event.item for event in _happened(after) if isinstance(event, ItemOpened)]


def settled_items(after: AnyStory) -> list[str]:
    """Ids of the items that the last step settled."""
    return [event.item_id for event in _happened(after) if isinstance(event, ItemSettled)]


def elapsed(after: AnyStory) -> list[StrEnum]:
    """The deadlines that elapsed in the last step."""
    return [event.kind for event in _happened(after) if isinstance(event, Elapsed)]


def what_followed(after: AnyStory) -> set[Follows]:
    """The steps that elapsing brought about, and whatever the pair or the owners hear of it."""
    found = set[Follows]()
    for event in _happened(after):
        match event:
            case NoticeIssued():
                found.add(event.notice.kind)
            case ItemOpened():
                found.add(event.item.kind)
            case Elapsed() | ItemSettled():
                pass
            case _:
                found.add(type(event))
    return found - {NoticeKind.ITEM_OPENED}


def witnesses_of(*tables: Mapping[Any, tuple[object, ...]]) -> pytest.MarkDecorator:
    """A test gets each ``kind`` with each ``witness``; its name ends with both in words."""
    each = [
        (kind, witness)
        for table in tables
        for kind, several in table.items()
        for witness in several
    ]
    return pytest.mark.parametrize(("kind", "witness"), each, ids=_in_words)


def _in_words(value: object) -> str | None:
    match value:
        case Told() | Opened() | Elapses() | Ends():
            return value.when
        case StrEnum():
            return value.value
        case _:
            return None
