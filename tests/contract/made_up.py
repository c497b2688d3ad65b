"""How each event of a stream is made up for random histories."""

from collections.abc import Iterable
from typing import TypeAlias, TypeVar

from hypothesis import strategies as st

from domain.engine.events import DomainEvent
from domain.engine.wire import from_record
from tests.unit.samples.files import sample_of

E = TypeVar("E", bound=DomainEvent)

MadeUp: TypeAlias = dict[type[E], st.SearchStrategy[E]]
"""For each type of event, any event of that type."""


def all_made_up(kinds: Iterable[type[E]], shown: MadeUp[E]) -> MadeUp[E]:
    """All these events: at random where a read table shows them, otherwise as in their sample."""
    return {kind: st.just(from_record(sample_of(kind), [kind])) for kind in kinds} | shown
