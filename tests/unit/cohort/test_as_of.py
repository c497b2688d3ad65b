"""A cohort as of an earlier day."""

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from domain.cohort.as_of import cohort_as_of, with_progress
from domain.cohort.evolve import fold
from domain.cohort.overview import figures
from domain.cohort.progress import progress_of
from domain.cohort.state import CohortState
from domain.cohort.vocabulary import CohortStage
from domain.engine.as_of import AsOf, Reading
from domain.engine.base import LAST_INSTANT
from domain.pairing.vocabulary import Stage
from tests.properties import examples
from tests.unit.cohort.story import START, CohortStory, running
from tests.unit.cohort.test_any_cohort import after, all_deeds, terms
from tests.unit.pairing.ways import given as a_pairing
from tests.unit.streams import stored

_LATE = timedelta(hours=5)


def as_of(story: CohortStory, at: datetime, reading: Reading) -> CohortState | None:
    """The cohort as of a moment; everything but its opening was recorded late."""
    late = [timedelta(0)] + [_LATE] * len(story.records)
    answer = cohort_as_of(stored(story.records, late, "cohort-c"), at, reading)
    return answer.state if answer else None


def test_a_pause_happened_before_it_was_recorded() -> None:
    """A pause happened when it began, though the journal recorded it five hours later."""
    story = running("anna+bert")
    story.days(10)
    paused_at = story.now
    story.pause()
    noon = paused_at + timedelta(hours=1)
    happened, recorded = (
        as_of(story, noon, reading) for reading in (Reading.HAPPENED, Reading.RECORDED)
    )
    assert happened is not None
    assert recorded is not None
    assert (happened.pause is None, recorded.pause is None) == (False, True)
    assert as_of(story, noon + _LATE, Reading.RECORDED) == story.state


def test_before_the_beginning_there_is_nothing() -> None:
    """Before a cohort was opened there is no state, in neither reading."""
    for reading in Reading:
        assert as_of(CohortStory(), START - timedelta(seconds=1), reading) is None
        at_first = as_of(CohortStory(), START, reading)
        assert at_first is not None
        assert at_first.stage is CohortStage.MATCHING


def test_its_pairings_are_as_they_were_at_the_same_moment() -> None:
    """Pairings of a cohort are shown as of the same moment, not as of its last look at them."""
    story = running("anna+bert", "carl+dora")
    assert [count.stage for count in figures(story.state).stages] == [Stage.INVITED]
    pairing = a_pairing(Stage.SESSIONS, pairing_id="c-001")
    seen = with_progress(story.state, [progress_of(pairing.state)])
    assert [count.stage for count in figures(seen).stages] == [
        Stage.INVITED,
        Stage.SESSIONS,
    ]
    assert with_progress(seen, []) == story.state


@given(terms, st.booleans(), all_deeds, st.floats(0, 1))
@examples(50)
def test_any_cohort_can_be_shown_as_of_any_moment(
    term: dict[str, object], confirm: bool, deeds: list[tuple[str, int]], part: float
) -> None:
    """Any cohort can be shown as of any moment: both readings fold a prefix of its stream."""
    story = after(term, confirm, deeds).story
    stream = stored(story.records, [_LATE] * (len(story.records) // 2), "cohort-c")
    for reading in Reading:
        whole = AsOf(story.state, len(stream))
        assert cohort_as_of(stream, LAST_INSTANT, reading) == whole
    at = START + (story.now + _LATE - START) * part
    for reading, times in (
        (Reading.RECORDED, [event.recorded_at for event in stream]),
        (Reading.HAPPENED, [event.record.occurred_at for event in stream]),
    ):
        count = sum(time <= at for time in times)
        answer = cohort_as_of(stream, at, reading)
        assert (answer and answer.state) == fold(story.records[:count])
