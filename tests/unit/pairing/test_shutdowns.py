"""Shutdowns that are announced while a pairing runs."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest

from domain.pairing.commands import PausePairing, PutOnHold, ResumePairing
from domain.pairing.events.course import CalendarRenewed, ShutdownAnnounced
from domain.pairing.facts import ShutdownAhead
from domain.pairing.vocabulary import DeadlineKind, HoldReason, Stage
from domain.programme.calendar import RecordCalendar, WorkingCalendar
from domain.programme.request import Shutdown
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


def known_beforehand(first: date, last: date) -> WorkingCalendar:
    """The calendar of two who knew of the shutdown from the beginning."""
    return WorkingCalendar(time_zone="UTC", days_off=Shutdown(first=first, last=last).days)


def pauses(story: Story) -> Story:
    """The mentee asks for a pause, and does not know for how long."""
    return story.when(PausePairing, MENTEE)


def holds(story: Story) -> Story:
    """The office puts the two on hold."""
    return story.when(PutOnHold, OPERATOR, reason=HoldReason.RULE_BROKEN)


@pytest.mark.parametrize(
    ("rests", "kind", "latest"),
    [(pauses, Kind.PAUSE_MAX, 170), (holds, Kind.HOLD_OVER, 40)],
)
def test_case_31_the_end_of_a_pause_or_hold_moves_behind_a_shutdown(
    rests: Callable[[Story], Story], kind: DeadlineKind, latest: int
) -> None:
    """If a shutdown is announced while two pause or are on hold, neither ends on a closed day, nor
    earlier than it would, had the shutdown been known from the beginning."""
    story = rests(given(Stage.SESSIONS))
    ends = story.due(kind).due.date()
    first, last = ends - timedelta(days=10), ends + timedelta(days=10)
    moved = shut_down(story.until(day(latest)), first, last).due(kind).due
    beforehand = rests(given(Stage.SESSIONS, calendar=known_beforehand(first, last)))
    assert moved.date() > last
    assert moved.date() - last >= beforehand.due(kind).due.date() - last
    assert moved.date() - last < timedelta(days=14)


def test_case_31_nobody_is_called_back_from_a_pause_into_a_shutdown() -> None:
    """Two whose day of return lies in a shutdown that is announced in their pause come back behind
    it, with as much time for everything as if it had been known from the beginning."""
    first, last = day(18).date(), day(30).date()
    calendar = known_beforehand(first, last)
    back = {"return_on": day(21).date()}
    story = given(Stage.SESSIONS).when(PausePairing, MENTEE, **back).at(day(2))
    story = shut_down(story, first, last).on(Kind.PAUSE_RETURN).tells((NoticeKind.RESUMED, BOTH))
    known = given(Stage.SESSIONS, calendar=calendar).when(PausePairing, MENTEE, **back)
    known = known.on(Kind.PAUSE_RETURN)
    assert story.now == known.now == day(31)
    assert due(story) == due(known)
