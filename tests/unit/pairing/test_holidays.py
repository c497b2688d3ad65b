"""Holidays are looked up again before the record of them runs out."""

from datetime import date, timedelta

from domain.pairing.events.course import CalendarRenewed
from domain.pairing.state import PairingState
from domain.pairing.vocabulary import Stage
from domain.programme.calendar import RecordCalendar, WorkingCalendar
from tests.unit.pairing.story import START, Story, a_setup, ongoing, opened
from tests.unit.pairing.ways import given

KNOWN = START.date() + timedelta(days=2 * 366 + 100)
KNOWN_ENOUGH = START + timedelta(days=95)
RUNNING_OUT = START + timedelta(days=170)
NEW = WorkingCalendar(
    time_zone="UTC", days_off=(date(2030, 12, 25),), known_until=KNOWN + timedelta(days=3 * 366)
)


def _ongoing() -> Story:
    calendar = WorkingCalendar(time_zone="UTC", known_until=KNOWN)
    return given(Stage.SESSIONS, calendar=calendar, **ongoing(26))


def _wants_a_calendar(state: PairingState) -> bool:
    return state.calendar_wanted


def test_case_31_holidays_do_not_run_out_in_an_ongoing_exchange() -> None:
    """An exchange that goes on for years asks for the holidays to come two years ahead, and then
    goes by what was found."""
    story = _ongoing()
    assert not _wants_a_calendar(story.until(KNOWN_ENOUGH).state)
    story = story.until(RUNNING_OUT)
    assert _wants_a_calendar(story.state)
    story = story.does(RecordCalendar(calendar=NEW, shutdowns=0)).then(CalendarRenewed)
    assert not _wants_a_calendar(story.state)
    assert not story.state.setup.calendar.is_working_day(date(2030, 12, 25))


def test_a_calendar_that_nobody_asked_for_changes_nothing() -> None:
    """The answer to a question that was answered meanwhile is not recorded again."""
    story = opened(a_setup()).does(RecordCalendar(calendar=NEW, shutdowns=0))
    assert story.events == ()
