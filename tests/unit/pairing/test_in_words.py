"""The history of a pairing in words."""

from datetime import timedelta
from typing import Any

from hypothesis import given as for_any

from domain.engine.errors import Problem
from domain.engine.orders import RejectMessage
from domain.history import pairing_history
from domain.pairing.commands import (
    AnswerCheckIn,
    ReportSession,
    SubmitReflection,
)
from domain.pairing.vocabulary import CheckIn, CheckInAnswer, DeadlineKind, Stage
from domain.programme.calendar import WorkingCalendar
from domain.telling.notices import DeliveryOutcome
from tests.properties import examples
from tests.unit.pairing.random_stories import Stream, random_stories
from tests.unit.pairing.story import MENTEE, MENTOR, Story, day
from tests.unit.pairing.ways import HELD, MENTEE_ABSENT, booked, given, held
from tests.unit.streams import stored

BERLIN: dict[str, Any] = {"calendar": WorkingCalendar(time_zone="Europe/Berlin")}


def words(story: Story) -> list[str]:
    """What the last step came to."""
    lines = [line.words for line in pairing_history(stored(story.records))]
    return lines[len(story.records) - len(story.events) :]


def test_a_session_goes_by_its_number_and_the_clock_of_the_programme() -> None:
    """The history names a session by the number, and a time by the clock, that people read in
    mails."""
    story = booked(given(Stage.SESSIONS, **BERLIN), 2)
    assert words(story)[0] == "The mentee booked session 2 for Mon 08 Mar 2027 11:00, 60 minutes"


def test_a_report_and_what_it_came_to_are_told_apart() -> None:
    """The history tells a report and what it came to as two events."""
    story = booked(given(Stage.SESSIONS)).at(day(8))
    reported, counts, *_ = words(story.when(ReportSession, MENTEE, **HELD, cut_short=True))
    assert reported == "The mentee reported: session 1 was held on Mon 08 Mar 2027 10:00, cut short"
    assert counts == "Session 1 counts as held on Mon 08 Mar 2027 10:00, 60 minutes"
    reported, claimed, *_ = words(story.when(ReportSession, MENTOR, **MENTEE_ABSENT))
    assert reported == "The mentor reported: the mentee was absent from session 1"
    assert "may object" in claimed


def test_topics_go_by_their_titles() -> None:
    """The history names topics by their titles, not by their ids."""
    story = held(given(Stage.SESSIONS))
    reflected = story.when(SubmitReflection, MENTOR, session_id="s-1", topic="ai", rating=4)
    assert words(reflected)[0].endswith("learned about Artificial intelligence")


def test_mails_say_to_whom_and_how_they_fared() -> None:
    """The history tells who got a mail and how it fared, even if the state has forgotten it."""
    story = given(Stage.SESSIONS)
    refused = story.fared(story.on_their_way[-1], DeliveryOutcome.NO_ADDRESS)
    assert words(refused)[0] == "Mail “booking request” to the mentee: no address"


def test_what_was_said_in_confidence_is_not_repeated() -> None:
    """The history says that the mentor answered in confidence, and not what."""
    story = held(given(Stage.SESSIONS)).on(DeadlineKind.JUNIOR_CHECK_IN)
    answer = CheckInAnswer.UNSURE
    told = story.when(AnswerCheckIn, MENTOR, check_in=CheckIn.JUNIOR, answer=answer)
    assert words(told) == ["The mentor answered in confidence"]


def test_a_deadline_that_was_met_by_an_outage_says_since_when() -> None:
    """A deadline that elapsed late, after an outage, says since when it was due."""
    story = given(Stage.PLANNING)
    due = story.due(DeadlineKind.REMINDER).due
    assert "it was due on" not in words(story.at(due).elapses())[0]
    late = words(story.at(due + timedelta(hours=30)).elapses())[0]
    assert late.startswith("Due: Reminder: the acceptance of the action plan not yet given")
    assert late.endswith(f"; it was due on {due:%a %d %b %Y %H:%M}")


def test_what_could_not_be_taken_says_why() -> None:
    """The history names the problems of a signal that was rejected."""
    problem = Problem(
        path="held_at", problem="lies in the future", allowed="a time that has passed"
    )
    order = RejectMessage(message="session_completed", message_id="m-1", problems=(problem,))
    (line,) = words(given(Stage.SESSIONS).does(order))
    assert "session_completed" in line
    assert str(problem) in line


@for_any(random_stories())
@examples(40)
def test_any_pairing_can_be_told(drawn: tuple[Story, Stream]) -> None:
    """Every event of any random cohort can be told in one line."""
    _, stream = drawn
    lines = list(pairing_history(stream))
    assert [line.event for line in lines] == list(stream)
    assert all(line.words and "\n" not in line.words for line in lines)
