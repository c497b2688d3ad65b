"""How pairings start, and how the cohort keeps an eye on them."""

from datetime import timedelta

from domain.cohort.commands import RecordStarted
from domain.cohort.events import (
    PairingProgressed,
    PairingsNotStarted,
    ProgressChecked,
)
from domain.cohort.state import StartFailure
from domain.cohort.vocabulary import EntryStatus
from domain.cohort.work import question_to_match
from domain.engine.errors import Problem
from domain.pairing.vocabulary import EndReason, Stage
from domain.programme.calendar import RecordCalendar, WorkingCalendar
from domain.telling.kinds import ItemKind
from tests.unit.cohort.story import CALENDAR, ONGOING, START, CohortStory, row, running

DONE = EndReason.PROGRAMME_ENDED


def failed(*numbers: int) -> RecordStarted:
    """These could not be started."""
    problem = Problem(path="people[1]", problem="is not in the roster")
    return RecordStarted(
        failed=tuple(StartFailure(pairing_id=f"c-{n:03d}", problem=problem) for n in numbers)
    )


def test_a_started_pairing_is_started_once() -> None:
    """Hearing twice that a pairing runs, or of an unknown one, changes nothing."""
    story = running("anna+bert")
    assert story.started(1, 7) == []


def test_a_pairing_that_cannot_be_started_is_an_item_with_its_reason() -> None:
    """Failures are kept with their reason, raise one item for all, and free the seats."""
    story = CohortStory()
    story.matched("anna+bert", "carl+dora", "emil+fine")
    story.started(1)
    story.do(failed(2, 3))
    assert len(story.one(PairingsNotStarted).failures) == 2
    assert story.items == [ItemKind.PAIRING_NOT_STARTED]
    entry = story.state.pairings[1]
    assert entry.status is EntryStatus.FAILED
    assert entry.problem is not None
    assert entry.problem.path == "people[1]"
    assert not entry.holds_seats


def test_adding_people_settles_a_failed_start() -> None:
    """Adding a person matches people of a failed start again, and settles the item."""
    story = CohortStory()
    story.matched("anna+bert")
    story.do(failed(1))
    story.add("bert")
    assert story.items == []
    question = question_to_match(story.state)
    assert question is not None
    assert question.candidates == ("anna", "bert")


def test_a_pairing_that_was_started_after_all_has_not_failed() -> None:
    """A retry that succeeds wins over a failure, whichever is heard of first."""
    story = CohortStory()
    story.matched("anna+bert")
    story.do(failed(1))
    story.started(1)
    assert story.state.pairings[0].problem is None
    assert story.do(failed(1)) == []
    assert len(story.state.running) == 1


def test_started_and_failed_in_one_message_means_started() -> None:
    """Of two answers about the same pairing, the one that it runs is true."""
    story = CohortStory()
    story.matched("anna+bert")
    story.do(failed(1).model_copy(update={"started": ("c-001",)}))
    assert story.items == []
    assert len(story.state.running) == 1


def test_the_pairings_are_looked_at_every_day() -> None:
    """Once a pairing is running, the next look at all pairings is always scheduled."""
    story = running("anna+bert")
    story.days(1)
    assert story.state.progress_wanted
    story.looked(row(1, Stage.INVITED))
    assert not story.state.progress_wanted
    story.days(1)
    assert story.state.progress_wanted


def test_a_later_start_does_not_put_off_the_next_look() -> None:
    """A pairing that starts in between is looked at together with the others."""
    story = CohortStory()
    story.matched("anna+bert", "carl+dora")
    story.started(1)
    story.days(0.5)
    story.started(2)
    story.days(0.5)
    assert story.state.progress_wanted


def test_only_changes_are_told_of() -> None:
    """A look that finds nothing new is one small event."""
    story = running("anna+bert", "carl+dora")
    rows = (row(1, Stage.SESSIONS, sessions_held=2), row(2, Stage.INVITED))
    story.looked(*rows)
    assert len(story.all(PairingProgressed)) == 2
    story.looked(*rows)
    assert [type(event) for event in story.events] == [ProgressChecked]


def test_rows_of_unknown_pairings_are_passed_over() -> None:
    """A row of a pairing that the cohort does not know, or has not started, is no news."""
    story = CohortStory()
    story.matched("anna+bert")
    story.looked(row(1, Stage.SESSIONS), row(9, Stage.SESSIONS))
    assert story.all(PairingProgressed) == []


def test_holidays_of_the_office_do_not_run_out() -> None:
    """A cohort of an ongoing programme asks for the holidays to come long before they run out."""
    known = WorkingCalendar(time_zone="UTC", known_until=START.date() + timedelta(days=790))
    story = running("anna+bert", term=ONGOING)
    story.do(RecordCalendar(calendar=known, shutdowns=0))
    assert story.state.calendar == CALENDAR  # nobody has asked
    story = running("anna+bert", calendar=known, term=ONGOING)
    story.days(60)
    assert not story.state.calendar_wanted
    story.looked(row(1, Stage.SESSIONS))
    story.days(20)
    assert story.state.calendar_wanted
    longer = known.model_copy(update={"known_until": START.date() + timedelta(days=2000)})
    story.do(RecordCalendar(calendar=longer, shutdowns=0))
    story.looked(row(1, Stage.SESSIONS))
    story.days(2)
    assert (story.state.calendar, story.state.calendar_wanted) == (longer, False)
