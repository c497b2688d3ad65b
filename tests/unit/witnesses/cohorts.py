"""Stories of cohorts in one expression: a story, and what is done with it."""

from collections.abc import Callable
from typing import TypeAlias

from domain.cohort.commands import RecordMatchingRefused, RecordStarted
from domain.cohort.state import StartFailure
from domain.cohort.vocabulary import CohortDeadlineKind
from domain.engine.errors import Problem
from domain.matching import Unmatched
from domain.pairing.vocabulary import EndReason, Stage
from domain.telling.notices import DeliveryOutcome
from tests.unit.cohort.story import CohortStory, row

Named: TypeAlias = str | tuple[str, ...]
Deed: TypeAlias = Callable[[CohortStory], object]

PROBLEM = Problem(path="", problem="is broken")


def after(story: CohortStory, *deeds: Deed) -> CohortStory:
    """The cohort after these deeds; the last one is its last step."""
    for deed in deeds:
        deed(story)
    return story


def then(*deeds: Deed) -> Callable[[CohortStory], CohortStory]:
    """How a story goes on."""
    return lambda story: after(story, *deeds)


def proposed_to_the_lead() -> CohortStory:
    """Two pairs wait for confirmation by people."""
    return after(CohortStory(confirm=True), matched("anna+bert", "carl+dora"))


def on(kind: CohortDeadlineKind) -> Deed:
    """Time passes until a deadline has elapsed; that is the step."""
    return lambda story: story.on(kind)


def matched(*pairs: str, waiting: tuple[Unmatched, ...] = ()) -> Deed:
    """Matching answers."""
    return lambda story: story.matched(*pairs, waiting=waiting)


def matching_refused(story: CohortStory) -> object:
    """Matching cannot answer: the roster cannot be read, say."""
    number = story.state.matching.number
    return story.do(RecordMatchingRefused(round=number, problems=(PROBLEM,)))


def not_started(pairing_id: str) -> Deed:
    """A pairing could not be started."""
    failure = StartFailure(pairing_id=pairing_id, problem=PROBLEM)
    return lambda story: story.do(RecordStarted(failed=(failure,)))


def added(person: str) -> Deed:
    """A person joins."""
    return lambda story: story.add(person)


def recorded(briefing_id: str, attended: Named = (), missed: Named = ()) -> Deed:
    """Somebody says who was at a briefing."""
    return lambda story: story.record(briefing_id, attended, missed)


def waived(person: str) -> Deed:
    """A person may begin without a briefing."""
    return lambda story: story.waive(person)


def left(story: CohortStory) -> object:
    """The mentor of the first pairing has left the company."""
    return story.looked(
        row(1, Stage.CLOSED, EndReason.LEFT_COMPANY, left_behind=("mentee",), mentee_said=True)
    )


def wants_another(story: CohortStory) -> object:
    """The mentee of the first pairing wants another partner."""
    return story.answer("bert", wanted=True)


def told(*but: int) -> Deed:
    """The pairings are told the oldest instruction, except those with these numbers."""
    return lambda story: story.told(*but)


def mail(outcome: DeliveryOutcome) -> Deed:
    """The latest mail on its way has fared so."""
    return lambda story: story.fared(story.on_their_way[-1], outcome)
