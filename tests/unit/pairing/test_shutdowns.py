"""Shutdowns that are announced while a pairing runs."""

from datetime import UTC, date, datetime

from domain.pairing.commands import PausePairing, ResumePairing
from domain.pairing.events.course import CalendarRenewed, ShutdownAnnounced
from domain.pairing.facts import ShutdownAhead
from domain.pairing.vocabulary import DeadlineKind, Stage
from domain.programme.calendar import RecordCalendar
from domain.telling.kinds import NoticeKind
from tests.unit.pairing.story import BOTH, MENTEE, OPERATOR, Story, a_setup, day, opened
from tests.unit.pairing.ways import booked, calendar_by_now, given, shut_down

Kind = DeadlineKind
SPRING = {"first": "2027-03-08", "last": "2027-03-19"}


def due(story: Story) -> dict[DeadlineKind, datetime]:
    """When everything falls due."""
    return {line.kind: line.due for line in story.state.deadlines}


def test_case_31_a_shutdown_announced_meanwhile_moves_deadlines_rung_by_rung() -> None:
    """A deadline in a shutdown goes on behind it with the working days that were left of it, and
    what follows keeps its distance: nobody is reminded and given up in the same minute."""
    story = opened(a_setup()).at(day(1))
    assert due(story) == {Kind.REMINDER: day(7), Kind.GIVE_UP: day(14)}
    story = shut_down(story, date(2027, 3, 8), date(2027, 3, 19)).then(CalendarRenewed)
    assert due(story) == {Kind.REMINDER: day(21), Kind.GIVE_UP: day(28)}


def test_case_31_both_are_asked_to_move_what_is_booked_in_a_shutdown() -> None:
    """Both are asked to move the appointment that lies in a shutdown, and hear nothing of a
    shutdown in which none lies."""
    story = booked(given(Stage.SESSIONS), on=9)
    shut_down(story, date(2027, 3, 8), date(2027, 3, 19)).tells((NoticeKind.SESSION_TO_MOVE, BOTH))
    shut_down(story, date(2027, 3, 11), date(2027, 3, 19)).tells()


def test_the_reminder_of_an_appointment_comes_before_the_shutdown() -> None:
    """Two who meet on the first day after a shutdown are reminded on the last day before it."""
    story = booked(given(Stage.SESSIONS), on=21)
    story = shut_down(story, date(2027, 3, 8), date(2027, 3, 19))
    assert due(story)[Kind.SESSION_REMINDER].date() == date(2027, 3, 5)


def test_a_shutdown_elsewhere_moves_nothing() -> None:
    """A shutdown of other sites is known, and changes no deadline of the two."""
    story = given(Stage.SESSIONS)
    told = story.when(ShutdownAhead, OPERATOR, shutdown={**SPRING, "sites": ("FR",)})
    told.then(ShutdownAnnounced)
    looked = told.does(RecordCalendar(calendar=story.state.calendar, shutdowns=1))
    assert looked.then(CalendarRenewed).state.deadlines == story.state.deadlines


def test_a_look_from_before_the_shutdown_is_not_used() -> None:
    """Days off that were looked up while a shutdown was announced wait for the next look."""
    story = given(Stage.SESSIONS).when(ShutdownAhead, OPERATOR, shutdown=SPRING)
    early = RecordCalendar(calendar=story.state.calendar, shutdowns=0)
    assert story.does(early).events == ()
    assert story.does(early).state.calendar_wanted
    assert not story.does(calendar_by_now(story.state)).state.calendar_wanted


def test_a_shutdown_is_announced_once() -> None:
    """The same shutdown again changes nothing."""
    story = given(Stage.SESSIONS).when(ShutdownAhead, OPERATOR, shutdown=SPRING)
    assert story.when(ShutdownAhead, OPERATOR, shutdown=SPRING).events == ()


def test_people_are_told_once_that_the_end_is_near() -> None:
    """People who have read that the term ends soon do not read it again behind a shutdown."""
    story = given(Stage.SESSIONS).on(Kind.WIND_DOWN)
    today = story.now.date()
    story = shut_down(story, today, date.fromordinal(today.toordinal() + 10))
    assert Kind.WIND_DOWN not in due(story)


def test_a_shutdown_that_is_announced_in_a_pause_counts_after_it() -> None:
    """A deadline kept by a pause does not fall due in a shutdown that was announced meanwhile."""
    story = opened(a_setup()).at(day(1)).when(PausePairing, MENTEE)
    story = shut_down(story.at(day(2)), date(2027, 3, 10), date(2027, 3, 12))
    story = story.at(day(3)).when(ResumePairing, MENTEE)
    assert due(story)[Kind.REMINDER] == datetime(2027, 3, 15, 9, tzinfo=UTC)


def test_what_reminds_in_a_pause_comes_behind_a_shutdown_announced_in_it() -> None:
    """If a shutdown is announced while two pause, the reminder of an open item and the question
    about the pause move behind it."""
    story = given(Stage.ASSESSMENT).on(Kind.ESCALATION).when(PausePairing, MENTEE)
    for kind in (Kind.ITEM_REMINDER, Kind.PAUSE_QUESTION):
        closed = due(story)[kind].date()
        moved = due(shut_down(story, closed, closed))[kind].date()
        assert moved > closed
