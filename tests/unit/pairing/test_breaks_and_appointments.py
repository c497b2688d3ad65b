"""What a break does to appointments: that of the two calls them off, that of a cohort does not."""

from datetime import date

from domain.notices import NoticeKind
from domain.pairing.commands import AnswerCheckIn, CancelSession, PausePairing, ResumePairing
from domain.pairing.events import (
    CheckInAnswered,
    DeadlineElapsed,
    PairingPaused,
    PairingResumed,
    SessionCancelled,
)
from domain.pairing.letters import letter
from domain.pairing.vocabulary import CheckIn, CheckInAnswer, DeadlineKind, SessionStatus, Stage
from tests.unit.pairing.story import BOTH, MENTEE, MENTOR, OPERATOR, Story, day
from tests.unit.pairing.ways import booked, given, held

Kind = DeadlineKind
CANCELLED = (NoticeKind.SESSION_CANCELLED, BOTH)


def two_booked() -> Story:
    """One session in a week, the next one a month later."""
    return booked(booked(given(Stage.SESSIONS), 1, on=7), 2, on=37)


def paused(story: Story, return_on: date | None = None, *, quiet: bool = False) -> Story:
    """The two take a break, or quietly the whole cohort does."""
    by = OPERATOR if quiet else MENTEE
    return story.when(PausePairing, by, return_on=return_on, quiet=quiet)


def statuses(story: Story) -> list[SessionStatus]:
    """Of the first two sessions."""
    return [story.session(number).status for number in (1, 2)]


# -- a break of the two --------------------------------------------------------------------------


def test_a_break_with_a_date_calls_off_what_lies_in_it() -> None:
    """And nothing else: the date after the return was hard to find (case 33)."""
    story = paused(two_booked(), day(28).date()).then(SessionCancelled, PairingPaused)
    story.tells((NoticeKind.PAUSED, BOTH), CANCELLED)
    assert statuses(story) == [SessionStatus.PLANNED, SessionStatus.BOOKED]


def test_a_break_without_a_date_calls_off_everything() -> None:
    """Nobody knows whether they will be back."""
    story = paused(two_booked()).then(SessionCancelled, SessionCancelled, PairingPaused)
    assert statuses(story) == [SessionStatus.PLANNED, SessionStatus.PLANNED]


def test_who_answers_that_they_have_a_break_has_it_in_the_same_way() -> None:
    """It is the same break, however it was told."""
    answer = {"check_in": CheckIn.DID_YOU_MEET, "answer": CheckInAnswer.PAUSED}
    story = two_booked().when(AnswerCheckIn, MENTOR, **answer)
    story.then(CheckInAnswered, SessionCancelled, SessionCancelled, PairingPaused)


def test_a_return_that_is_put_off_calls_off_what_lies_before_it() -> None:
    """Both hear of it although they have a break: their calendars must be right."""
    story = paused(two_booked(), day(28).date())
    story = paused(story, day(56).date()).then(SessionCancelled, PairingPaused)
    story.tells((NoticeKind.PAUSED, BOTH), CANCELLED)


def test_on_the_day_of_return_the_two_can_meet() -> None:
    """From the hour on at which the break ends, also when that is a Monday after a weekend."""
    story = booked(booked(given(Stage.SESSIONS), 1, on=7, hour=8), 2, on=7, hour=9)
    story = paused(story, day(5).date())
    assert statuses(story) == [SessionStatus.PLANNED, SessionStatus.BOOKED]


def test_an_appointment_stays_where_it_was_while_everything_else_moves() -> None:
    """Its reminder and its question belong to its own day, whatever a break moves (case 35)."""
    story = paused(two_booked(), day(28).date()).on(Kind.PAUSE_RETURN)
    story.then(DeadlineElapsed, PairingResumed)
    assert story.due(Kind.SESSION_REMINDER, "s-2").due == day(36, 10)
    assert story.due(Kind.REPORT_REQUEST, "s-2").due == day(37, 13)


def test_what_was_asked_before_a_break_is_asked_again_with_what_was_left() -> None:
    """The appointment had passed when the break began."""
    story = booked(given(Stage.SESSIONS), on=1).on(Kind.REPORT_REQUEST)
    left = story.due(Kind.REPORT_AGAIN).due - story.now
    story = paused(story).at(day(29, 13)).when(ResumePairing, MENTOR)
    assert story.due(Kind.REPORT_AGAIN).due - story.now == left


# -- a break of the cohort -----------------------------------------------------------------------


def test_a_break_of_the_cohort_calls_nothing_off() -> None:
    """The two keep it or cancel it as they like, and the cohort writes to everybody once."""
    story = paused(two_booked(), quiet=True).then(PairingPaused).tells()
    assert statuses(story) == [SessionStatus.BOOKED, SessionStatus.BOOKED]


def test_an_appointment_can_be_called_off_during_a_break() -> None:
    """Both hear of it at once, and nobody is urged to find another date."""
    story = paused(two_booked(), quiet=True).when(CancelSession, MENTOR, session_id="s-1")
    story.then(SessionCancelled).tells(CANCELLED)
    told = letter(story.state, story.notices[0], story.now).session
    assert told
    assert not told.bookable


def test_a_meeting_during_a_break_of_the_cohort_counts() -> None:
    """And nobody is asked for it again afterwards."""
    story = held(paused(two_booked(), quiet=True).at(day(7, 11)))
    assert story.state.sessions_held == 1
    story = story.at(day(21)).when(ResumePairing, OPERATOR, quiet=True)
    asked = [one for one in story.state.deadlines if one.session_id == "s-1"]
    assert [one.kind for one in asked] == [Kind.REFLECTION_REMINDER]


def test_who_was_not_asked_during_a_break_is_asked_after_it() -> None:
    """A little later than the greeting; and a session ahead is not touched."""
    story = paused(two_booked(), quiet=True).at(day(21))
    story = story.when(ResumePairing, OPERATOR, quiet=True).then(PairingResumed).tells()
    assert story.due(Kind.REPORT_REQUEST, "s-1").due == day(21, 11)
    story = story.on(Kind.REPORT_REQUEST)
    story.then(DeadlineElapsed).tells((NoticeKind.REPORT_REQUEST, BOTH))
    assert story.due(Kind.SESSION_REMINDER, "s-2").due == day(36, 10)


def test_a_break_of_ones_own_during_that_of_the_cohort_calls_off_after_all() -> None:
    """Somebody is really away now."""
    story = paused(paused(two_booked(), quiet=True), day(28).date())
    story.then(SessionCancelled, PairingPaused).tells((NoticeKind.PAUSED, BOTH), CANCELLED)
