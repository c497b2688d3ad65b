"""What a pause does to appointments: that of the two calls them off, that of a cohort does not."""

from datetime import date, datetime

from domain.pairing.commands import (
    AnswerCheckIn,
    BookSession,
    CancelSession,
    PausePairing,
    ResumePairing,
)
from domain.pairing.events.course import (
    CohortBreakBegun,
    DeadlineElapsed,
    PairingPaused,
    PairingResumed,
)
from domain.pairing.events.reviews import CheckInAnswered
from domain.pairing.events.sessions import SessionBooked, SessionCancelled, SessionMoved
from domain.pairing.gate import fitting
from domain.pairing.letters import letter
from domain.pairing.vocabulary import CheckIn, CheckInAnswer, DeadlineKind, SessionStatus, Stage
from domain.programme.session_rules import SessionRules
from domain.telling.bodies import AppointmentBody, CancellationBody
from domain.telling.kinds import NoticeKind
from tests.unit.pairing.story import BOTH, MENTEE, MENTOR, OPERATOR, Story, day
from tests.unit.pairing.ways import booked, given, held

Kind = DeadlineKind
CANCELLED = (NoticeKind.SESSION_CANCELLED, BOTH)


def two_booked() -> Story:
    """One session in a week, the next one a month later; both are reminded of each."""
    rules = SessionRules(reminded_sessions=2)
    return booked(booked(given(Stage.SESSIONS, session_rules=rules), 1, on=7), 2, on=37)


def paused(story: Story, return_on: date | None = None, *, quiet: bool = False) -> Story:
    """The two pause, or quietly the whole cohort does."""
    by = OPERATOR if quiet else MENTEE
    return story.when(PausePairing, by, return_on=return_on, quiet=quiet)


def statuses(story: Story) -> list[SessionStatus]:
    """Of the first two sessions."""
    return [story.session(number).status for number in (1, 2)]


# -- a pause of the two --------------------------------------------------------------------------


def test_a_pause_with_a_date_calls_off_what_lies_in_it() -> None:
    """A pause with a date of return calls off appointments before it, and no others (case 33)."""
    story = paused(two_booked(), day(28).date()).then(SessionCancelled, PairingPaused)
    story.tells((NoticeKind.PAUSED, BOTH), CANCELLED)
    assert statuses(story) == [SessionStatus.PLANNED, SessionStatus.BOOKED]


def test_a_pause_without_a_date_calls_off_everything() -> None:
    """A pause without a date of return calls off all appointments."""
    story = paused(two_booked()).then(SessionCancelled, SessionCancelled, PairingPaused)
    assert statuses(story) == [SessionStatus.PLANNED, SessionStatus.PLANNED]


def test_who_answers_that_they_have_a_pause_has_it_in_the_same_way() -> None:
    """Answering a check-in with “paused” is the same pause as the update `pause`."""
    answer = {"check_in": CheckIn.DID_YOU_MEET, "answer": CheckInAnswer.PAUSED}
    story = two_booked().when(AnswerCheckIn, MENTOR, **answer)
    story.then(CheckInAnswered, SessionCancelled, SessionCancelled, PairingPaused)


def test_a_return_that_is_put_off_calls_off_what_lies_before_it() -> None:
    """A later return calls off the appointments before it, and both hear of it during the pause."""
    story = paused(two_booked(), day(28).date())
    story = paused(story, day(56).date()).then(SessionCancelled, PairingPaused)
    story.tells((NoticeKind.PAUSED, BOTH), CANCELLED)


def test_on_the_day_of_return_the_two_can_meet() -> None:
    """From the hour at which a pause ends the two can meet, also on a Monday after a weekend."""
    story = booked(booked(given(Stage.SESSIONS), 1, on=7, hour=8), 2, on=7, hour=9)
    story = paused(story, day(5).date())
    assert statuses(story) == [SessionStatus.PLANNED, SessionStatus.BOOKED]


def test_an_appointment_stays_where_it_was_while_everything_else_moves() -> None:
    """An appointment keeps its reminder and question on its own day during a pause (case 35)."""
    story = paused(two_booked(), day(28).date()).on(Kind.PAUSE_RETURN)
    story.then(DeadlineElapsed, PairingResumed)
    assert story.due(Kind.SESSION_REMINDER, "s-2").due == day(36, 10)
    assert story.due(Kind.REPORT_REQUEST, "s-2").due == day(37, 13)


def test_what_was_asked_before_a_pause_is_asked_again_with_what_was_left() -> None:
    """A question about an appointment before a pause is asked again with what was left of its
    time."""
    story = booked(given(Stage.SESSIONS), on=1).on(Kind.REPORT_REQUEST)
    left = story.due(Kind.REPORT_AGAIN).due - story.now
    story = paused(story).at(day(29, 13)).when(ResumePairing, MENTOR)
    assert story.due(Kind.REPORT_AGAIN).due - story.now == left


# -- booking beyond a pause ----------------------------------------------------------------------


def at(story: Story, moment: datetime, number: int = 1) -> Story:
    """The mentee books or moves a session, whatever is going on."""
    return story.when(BookSession, MENTEE, session_id=f"s-{number}", starts_at=moment)


def test_a_date_after_the_pause_can_be_found_during_it() -> None:
    """Before the return a date after it can be booked, and shows up in both calendars at once."""
    story = paused(given(Stage.SESSIONS), day(28).date()).at(day(10))
    story = at(story, day(30)).then(SessionBooked).tells((NoticeKind.SESSION_BOOKED, BOTH))
    told = letter(story.state, story.notices[0], story.now).body
    assert isinstance(told, AppointmentBody)
    assert told.appointment.starts_at == day(30)
    assert story.state.pause
    story = story.on(Kind.PAUSE_RETURN).then(DeadlineElapsed, PairingResumed)
    assert story.due(Kind.SESSION_REMINDER, "s-1").due == day(29)
    assert story.due(Kind.REPORT_REQUEST, "s-1").due == day(30, 12)


def test_a_date_in_the_pause_is_refused_and_the_first_that_is_none_is_named() -> None:
    """A date in the pause is refused with the first that is none, to the minute and ready for
    use."""
    story = at(paused(given(Stage.SESSIONS), day(26).date()), day(27)).refused("starts_at")
    assert "from 2027-03-29T09:00+00:00 on" in (story.problems[0].allowed or "")
    at(story, day(28, 8)).refused("starts_at")
    at(story, day(28)).then(SessionBooked)


def test_without_a_day_of_return_no_date_can_be_found() -> None:
    """During a pause without a date of return no session can be booked; the refusal says what
    helps."""
    story = at(paused(given(Stage.SESSIONS)), day(300)).refused("")
    assert "return_on" in (story.problems[0].allowed or "")
    assert "book_session" not in fitting(story.state)
    assert "book_session" in fitting(paused(story, day(28).date()).state)


def test_an_appointment_after_the_pause_can_be_moved_during_it() -> None:
    """During a pause an appointment after it can be moved to another day after it, not into it."""
    story = paused(two_booked(), day(28).date())
    at(story, day(20), 2).refused("starts_at")
    story = at(story, day(40), 2).then(SessionMoved).tells((NoticeKind.SESSION_MOVED, BOTH))
    assert story.session(2).starts_at == day(40)


def test_the_term_counts_as_it_will_be_after_the_pause() -> None:
    """During a pause sessions can be booked up to the end of the term as the pause will move it."""
    story = given(Stage.SESSIONS)
    assert story.state.ends_on
    beyond = day((story.state.ends_on - day(0).date()).days + 10)
    at(story, beyond).refused("starts_at")
    story = at(paused(story, day(28).date()), beyond).then(SessionBooked)
    story = story.on(Kind.PAUSE_RETURN)
    assert story.state.ends_on
    assert story.state.ends_on > beyond.date()
    at(paused(given(Stage.SESSIONS), day(28).date()), day(182 + 28)).refused("starts_at")


def test_a_return_that_is_put_off_calls_off_what_was_booked_behind_the_first() -> None:
    """A later return calls off what was booked after the first one, in both calendars."""
    story = at(paused(given(Stage.SESSIONS), day(28).date()), day(30))
    story = paused(story, day(56).date()).then(SessionCancelled, PairingPaused)
    story.tells((NoticeKind.PAUSED, BOTH), CANCELLED)


def test_beyond_a_pause_of_the_cohort_dates_can_be_found_too() -> None:
    """During a cohort's pause a date after it can be booked, and none can be added within it."""
    story = paused(two_booked(), day(28).date(), quiet=True)
    at(story, day(9), 1).refused("starts_at")
    at(story, day(29), 1).then(SessionMoved).tells((NoticeKind.SESSION_MOVED, BOTH))


# -- a pause of the cohort -----------------------------------------------------------------------


def test_a_pause_of_the_cohort_calls_nothing_off() -> None:
    """A cohort's pause calls no appointment off, and writes to everyone once."""
    story = paused(two_booked(), quiet=True).then(PairingPaused).tells()
    assert statuses(story) == [SessionStatus.BOOKED, SessionStatus.BOOKED]


def test_an_appointment_can_be_called_off_during_a_pause() -> None:
    """An appointment can be cancelled during a pause: both hear of it, and need not book."""
    story = paused(two_booked(), quiet=True).when(CancelSession, MENTOR, session_id="s-1")
    story.then(SessionCancelled).tells(CANCELLED)
    told = letter(story.state, story.notices[0], story.now).body
    assert isinstance(told, CancellationBody)
    assert not told.bookable


def test_a_meeting_during_a_pause_of_the_cohort_counts() -> None:
    """A session held during a cohort's pause counts, and is not asked about afterwards."""
    story = held(paused(two_booked(), quiet=True).at(day(7, 11)))
    assert story.state.tally.held == 1
    story = story.at(day(21)).when(ResumePairing, OPERATOR, quiet=True)
    asked = [deadline for deadline in story.state.deadlines if deadline.session_id == "s-1"]
    assert [deadline.kind for deadline in asked] == [Kind.REFLECTION_REMINDER]


def test_who_was_not_asked_during_a_pause_is_asked_after_it() -> None:
    """A session that was not asked about during a pause is asked about a little after it."""
    story = paused(two_booked(), quiet=True).at(day(21))
    story = story.when(ResumePairing, OPERATOR, quiet=True).then(PairingResumed).tells()
    assert story.due(Kind.REPORT_REQUEST, "s-1").due == day(21, 11)
    story = story.on(Kind.REPORT_REQUEST)
    story.then(DeadlineElapsed).tells((NoticeKind.REPORT_REQUEST, BOTH))
    assert story.due(Kind.SESSION_REMINDER, "s-2").due == day(36, 10)


def test_a_pause_of_ones_own_during_that_of_the_cohort_calls_off_after_all() -> None:
    """A pairing's own pause during the cohort's pause calls off appointments as any other does."""
    story = paused(paused(two_booked(), quiet=True), day(28).date())
    story = story.then(SessionCancelled, CohortBreakBegun, PairingPaused)
    story.tells((NoticeKind.PAUSED, BOTH), CANCELLED)
