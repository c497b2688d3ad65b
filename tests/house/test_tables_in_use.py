"""Wiring that one can see: rules and words stand in tables, and none of them has a hole."""

import ast
import importlib
import pkgutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TypeVar

import pytest

import domain
from domain.cohort import commands as cohort_commands
from domain.cohort import consequences as cohort_consequences
from domain.cohort import decide as cohort_decide
from domain.cohort import events as cohort_events
from domain.cohort import evolve as cohort_evolve
from domain.cohort import gate as cohort_gate
from domain.cohort import in_words as cohort_words
from domain.cohort.commands import CohortMessage
from domain.cohort.event import CohortEvent
from domain.engine.base import Instant
from domain.engine.decider import Decider
from domain.engine.events import DomainEvent
from domain.engine.messages import Message
from domain.engine.orders import ElapseDeadlines
from domain.engine.tables import complete
from domain.pairing import commands, consequences, decide, events, evolve, gate, in_words
from domain.pairing.commands import Command
from domain.pairing.events.base import PairingEvent
from domain.pairing.messages import PairingMessage
from domain.pairing.state import PairingState
from domain.pairing.vocabulary import Stage
from domain.programme.revision import REVISION
from tests.contract import cohorts, pairings
from tests.unit.pairing.story import START
from tests.unit.pairing.ways import given

K = TypeVar("K")

REPOSITORY = Path(__file__).parents[2]
TABLES = {
    "decide on a pairing": (decide.DECIDE, commands.COMMANDS),
    "gates of a pairing": (gate.GATES, tuple(commands.MESSAGES.values())),
    "begin a pairing": (evolve.BEGIN, events.FIRST_EVENTS),
    "apply to a pairing": (evolve.APPLY, events.LATER_EVENTS),
    "look ahead in a pairing": (evolve.AHEAD, events.PAIRING_EVENTS),
    "next step of a pairing": (consequences.PROGRESS, events.PAIRING_EVENTS),
    "notices of a pairing": (consequences.TELL, events.PAIRING_EVENTS),
    "words of a pairing": (in_words.WORDS, events.PAIRING_EVENTS),
    "random events of a pairing": (pairings.EVENTS, events.LATER_EVENTS),
    "decide on a cohort": (cohort_decide.DECIDE, cohort_commands.COMMANDS),
    "gates of a cohort": (cohort_gate.GATES, tuple(cohort_commands.MESSAGES.values())),
    "begin a cohort": (cohort_evolve.BEGIN, cohort_events.FIRST_EVENTS),
    "apply to a cohort": (cohort_evolve.APPLY, cohort_events.LATER_EVENTS),
    "look ahead in a cohort": (cohort_evolve.AHEAD, cohort_events.COHORT_EVENTS),
    "next step of a cohort": (cohort_consequences.PROGRESS, cohort_events.COHORT_EVENTS),
    "words of a cohort": (cohort_words.WORDS, cohort_events.COHORT_EVENTS),
    "random events of a cohort": (cohorts.EVENTS, cohort_events.LATER_EVENTS),
}


class BookingDelegated(PairingEvent):
    """An event that was added to no tuple and no table."""

    tag = "pairing.booking_delegated.v1"


@pytest.mark.parametrize(("table", "kinds"), TABLES.values(), ids=TABLES)
def test_a_table_holds_every_kind_and_no_other(
    table: Mapping[type, object], kinds: tuple[type, ...]
) -> None:
    """The tables of a package, added up, have a line for each of its events or commands."""
    assert tuple(table) == kinds


def test_an_event_without_a_rule_is_refused_by_name_at_import() -> None:
    """An event in the tuple that no table applies is a `TypeError` with its tag, at import."""
    later: tuple[type[PairingEvent], ...] = (*events.LATER_EVENTS, BookingDelegated)
    with pytest.raises(TypeError, match=r"^nobody applies pairing\.booking_delegated\.v1 \(known"):
        complete(
            later,
            evolve.course.APPLY,
            evolve.messages.APPLY,
            evolve.people.APPLY,
            evolve.preparation.APPLY,
            evolve.reviews.APPLY,
            evolve.sessions.APPLY,
            verb="applies",
        )


def test_an_event_outside_the_tuple_is_refused_before_it_is_written() -> None:
    """An event outside the tuple that the journal's reader knows makes no record."""

    def decide_strangely(
        state: PairingState | None, command: Command, now: Instant, revision: int
    ) -> tuple[PairingEvent, ...]:
        return (BookingDelegated(occurred_at=now),)

    decider = Decider[PairingState, Command, PairingEvent](
        decide=decide_strangely,
        evolve=evolve.evolve,
        consequences=consequences.consequences,
        cohort_of=lambda state: state.setup.cohort_id,
    )
    with pytest.raises(TypeError, match=r"^no rule for pairing\.booking_delegated\.v1 \(known"):
        decider.handle(given(Stage.SESSIONS).state, ElapseDeadlines(), START, REVISION)


@pytest.mark.parametrize(
    ("base", "known"),
    [
        (PairingEvent, events.PAIRING_EVENTS),
        (CohortEvent, cohort_events.COHORT_EVENTS),
    ],
)
def test_every_event_stands_in_the_tuple_of_its_stream(
    base: type[DomainEvent], known: tuple[type[DomainEvent], ...]
) -> None:
    """Every event, whatever module defines it, is in the tuple that the journal's reader knows."""
    for module in pkgutil.walk_packages(domain.__path__, "domain."):
        importlib.import_module(module.name)
    defined = {kind for kind in _extending(base) if kind.__module__.startswith("domain.")}
    assert defined == set(known)


@pytest.mark.parametrize(
    ("base", "known"),
    [
        (PairingMessage, commands.MESSAGES),
        (CohortMessage, cohort_commands.MESSAGES),
    ],
)
def test_every_message_can_be_sent(base: type[Message], known: Mapping[str, type[Message]]) -> None:
    """Every message with a name is among those that a pairing or cohort takes."""
    named = {kind for kind in _extending(base) if hasattr(kind, "name")}
    assert named == set(known.values())


def _extending(base: type[K]) -> Iterator[type[K]]:
    for kind in base.__subclasses__():
        yield kind
        yield from _extending(kind)


def test_no_dictionary_in_the_house_names_a_key_twice() -> None:
    """No dictionary in the code names a key twice, which would hide the first value."""
    folders = ("activities", "adapters", "cli", "demo", "domain", "workflows")
    sources = (path for folder in folders for path in (REPOSITORY / folder).rglob("*.py"))
    doubled = {
        f"{path.relative_to(REPOSITORY)}: {key}"
        for path in sources
        for key in _doubled_keys(ast.parse(path.read_text()))
    }
    assert not doubled


def _doubled_keys(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Dict):
            keys = [ast.unparse(key) for key in node.keys if key is not None]
            yield from (key for key in set(keys) if keys.count(key) > 1)
