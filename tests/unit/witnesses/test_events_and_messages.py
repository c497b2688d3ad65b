"""In the stories of all witnesses every event happens, every message is taken."""

from domain.cohort import commands as cohort
from domain.cohort.events import COHORT_EVENTS, CohortStageEntered
from domain.cohort.vocabulary import CohortStage
from domain.engine.journal import EventRecord
from domain.pairing import commands as pairing
from domain.pairing.events import PAIRING_EVENTS
from domain.pairing.events.course import StageEntered
from domain.pairing.vocabulary import Stage
from tests.unit.cohort.story import CohortStory
from tests.unit.pairing.story import Story
from tests.unit.witnesses.every_story import every_story
from tests.unit.witnesses.witness import AnyStory


def _records_of(kind: type[AnyStory]) -> list[EventRecord]:
    return [
        record for story in every_story() if isinstance(story, kind) for record in story.records
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
