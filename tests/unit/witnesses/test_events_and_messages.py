"""In the stories of all witnesses every event happens, every message is taken."""

from collections.abc import Callable, Iterator
from functools import cache
from itertools import chain

from domain.cohort import commands as cohort
from domain.cohort.events import COHORT_EVENTS, CohortStageEntered
from domain.cohort.vocabulary import CohortStage
from domain.engine.errors import Problem
from domain.engine.journal import EventRecord
from domain.engine.orders import RejectMessage
from domain.pairing import commands as pairing
from domain.pairing.events import PAIRING_EVENTS
from domain.pairing.events.course import StageEntered
from domain.pairing.vocabulary import Stage
from tests.unit.cohort.story import CohortStory
from tests.unit.pairing.story import Story
from tests.unit.pairing.ways import given
from tests.unit.witnesses import tables
from tests.unit.witnesses.cohorts import after, on
from tests.unit.witnesses.witness import AnyStory

REJECTED = RejectMessage(
    message="nonsense", message_id="m-1", problems=(Problem(path="", problem="is none"),)
)
FURTHER: tuple[Callable[[], AnyStory], ...] = (
    lambda: given(Stage.INVITED).does(REJECTED),
    lambda: after(CohortStory(), lambda story: story.do(REJECTED)),
)
"""What brings about neither notice nor item nor deadline: something arrives that is no good."""


@cache
def _all_stories() -> tuple[AnyStory, ...]:
    """Every story to its end."""
    return tuple(_each_story())


def _each_story() -> Iterator[AnyStory]:
    yield from (story() for story in FURTHER)
    yield from (witness.story() for witness in chain(*tables.NOTICES.values()))
    yield from (witness.to_the_end() for witness in chain(*tables.ITEMS_OF_PAIRINGS.values()))
    yield from (witness.to_the_end() for witness in chain(*tables.ITEMS_OF_COHORTS.values()))
    for kind, armed in tables.DEADLINES_OF_PAIRINGS.items():
        yield from (witness.story().on(kind) for witness in armed)
    for kind_of_cohort, armed_by_cohort in tables.DEADLINES_OF_COHORTS.items():
        yield from (after(witness.story(), on(kind_of_cohort)) for witness in armed_by_cohort)


def _records_of(kind: type[AnyStory]) -> list[EventRecord]:
    return [
        record for story in _all_stories() if isinstance(story, kind) for record in story.records
    ]


def test_every_event_of_a_pairing_happens() -> None:
    """Each type of event of a pairing occurs in the story of some witness."""
    seen = {record.type for record in _records_of(Story)}
    assert [event.tag for event in PAIRING_EVENTS if event.tag not in seen] == []


def test_every_event_of_a_cohort_happens() -> None:
    """Each type of event of a cohort occurs in the story of some witness."""
    seen = {record.type for record in _records_of(CohortStory)}
    assert [event.tag for event in COHORT_EVENTS if event.tag not in seen] == []


def test_every_message_to_a_pairing_is_taken() -> None:
    """Each update and signal of a pairing brings something about in the story of some witness."""
    seen = {record.meta.message for record in _records_of(Story)}
    assert [name for name in pairing.MESSAGES if name not in seen] == []


def test_every_message_to_a_cohort_is_taken() -> None:
    """Each update of a cohort brings something about in the story of some witness."""
    seen = {record.meta.message for record in _records_of(CohortStory)}
    assert [name for name in cohort.MESSAGES if name not in seen] == []


def test_a_pairing_enters_every_stage() -> None:
    """Each stage of a pairing is entered in the story of some witness, beyond the first as well."""
    assert _stages_entered(Story, StageEntered.tag) == {stage.value for stage in Stage}


def test_a_cohort_enters_every_stage() -> None:
    """Each stage of a cohort is entered in the story of some witness, the first one again."""
    entered = _stages_entered(CohortStory, CohortStageEntered.tag)
    assert entered == {stage.value for stage in CohortStage}


def _stages_entered(kind: type[AnyStory], tag: str) -> set[object]:
    return {record.data["stage"] for record in _records_of(kind) if record.type == tag}
