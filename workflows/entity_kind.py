"""What tells one kind of entity from another, in one table."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from domain.engine.base import Frozen, Instant
from domain.engine.decider import Step
from domain.engine.events import DomainEvent
from domain.engine.journal import EventRecord
from domain.programme.search_attributes import SearchValues
from domain.programme.seats import NoSeat, SeatClaim
from domain.telling.letters import Letter
from domain.telling.notices import Notice
from workflows.errands import EntityState, Errand

S = TypeVar("S", bound=EntityState)
C = TypeVar("C", bound=Frozen)


@dataclass(frozen=True)
class EntityKind(Generic[S, C]):
    """The functions that make an entity a pairing or a cohort."""

    newest: int
    """The newest revision of the rules that this release knows."""
    handle: Callable[[S | None, C, Instant, int], Step[S]]
    """Decide on a command by a revision of the rules; raises `Refused`."""
    fold: Callable[[Iterable[EventRecord], S | None, int], S | None]
    """The state that a journal stream amounts to, under a revision of the rules."""
    decides_by_silence: Callable[[S, Instant], bool]
    """Whether a deadline has come by which something ends because nobody has answered."""
    claims: Callable[[S, Sequence[DomainEvent]], tuple[SeatClaim, ...]]
    """Seats of people that events take; the state is the one after them."""
    without_seats: Callable[[C, tuple[NoSeat, ...]], C]
    """What is decided instead of a command whose seats are not free; raises `Refused`."""
    resume: Callable[[S, int], Frozen]
    """The argument of a run that goes on from a state, by a revision of the rules."""
    letter: Callable[[S, Notice, Instant], Letter]
    """What a notice has to say."""
    taken_back: Callable[[S | None, S, Instant], tuple[str, ...]]
    """Notices that need not be sent any more after what happened between two states."""
    give_up_days: Callable[[S], int]
    """Days for which a mail is tried."""
    work: Callable[[S], Iterable[Errand]]
    """What is to be done in the world."""
    search_values: Callable[[S], SearchValues]
    """The search attributes."""
    details: Callable[[S, str], str]
    """What HR reads in the Temporal UI, with links into a namespace."""
    next_in_words: Callable[[S], str]
    """What the timer waits for, as HR reads it in the Temporal UI."""
