"""Lives of cohorts in one expression: a life, and what is done with it."""

from collections.abc import Callable
from typing import TypeAlias

from domain.cohort.commands import RecordMatchingRefused, RecordStarted
from domain.cohort.state import StartFailure
from domain.cohort.vocabulary import CohortDeadlineKind
from domain.engine.errors import Problem
from domain.matching import Unmatched
from domain.telling.notices import DeliveryOutcome
from domain.telling.orders import SettleNotice
from tests.unit.cohort.life import Life

Deed: TypeAlias = Callable[[Life], object]

PROBLEM = Problem(path="", problem="is broken")


def lived(life: Life, *deeds: Deed) -> Life:
    """The cohort after these deeds; the last one is its last step."""
    for deed in deeds:
        deed(life)
    return life


def then(*deeds: Deed) -> Callable[[Life], Life]:
    """How a life goes on."""
    return lambda life: lived(life, *deeds)


def proposed_to_the_lead() -> Life:
    """Two pairs wait for confirmation by people."""
    return lived(Life(confirm=True), matched("anna+bert", "carl+dora"))


def on(kind: CohortDeadlineKind) -> Deed:
    """Time passes until a deadline has elapsed; that is the step."""
    return lambda life: life.on(kind)


def matched(*pairs: str, waiting: tuple[Unmatched, ...] = ()) -> Deed:
    """Matching answers."""
    return lambda life: life.matched(*pairs, waiting=waiting)


def matching_refused(life: Life) -> object:
    """Matching cannot answer: the roster cannot be read, say."""
    number = life.state.matching.number
    return life.do(RecordMatchingRefused(round=number, problems=(PROBLEM,)))


def not_started(pairing_id: str) -> Deed:
    """A pairing could not be started."""
    failure = StartFailure(pairing_id=pairing_id, problem=PROBLEM)
    return lambda life: life.do(RecordStarted(failed=(failure,)))


def added(person: str) -> Deed:
    """A person joins."""
    return lambda life: life.add(person)


def told(*but: int) -> Deed:
    """The pairings are told the oldest order, but those of these numbers."""
    return lambda life: life.told(*but)


def mail(outcome: DeliveryOutcome) -> Deed:
    """The latest mail on its way has fared so."""
    return lambda life: life.do(
        SettleNotice(notice_id=life.state.desk.outbox[-1].id, outcome=outcome)
    )
