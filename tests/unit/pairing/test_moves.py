"""Somebody works at another site: the days off of the two are looked up at once."""

from datetime import date

import pytest

from domain.pairing.commands import Reopen
from domain.pairing.events.course import CalendarRenewed
from domain.pairing.facts import PersonChanged
from domain.pairing.vocabulary import DeadlineKind, Stage
from domain.programme.calendar import RecordCalendar
from domain.telling.kinds import NoticeKind
from tests.unit.pairing.story import BOTH, OPERATOR, Story, a_setup, day, opened
from tests.unit.pairing.ways import booked, given

Kind = DeadlineKind


def moved(story: Story, **calendar: object) -> Story:
    """The mentee has moved, and the days off were looked up again."""
    told = story.when(PersonChanged, person_id="p-senior")
    assert told.state.calendar_wanted
    found = told.state.calendar.model_copy(update=calendar)
    return told.does(RecordCalendar(calendar=found, shutdowns=0))


def test_case_37_a_move_has_the_days_off_looked_up_at_once() -> None:
    """Somebody moves to a site with other holidays: what falls due on one of them is due later, and
    the days off are looked up once."""
    story = opened(a_setup()).at(day(1))
    story = moved(story, days_off=(day(7).date(),)).then(CalendarRenewed)
    assert {line.kind: line.due for line in story.state.deadlines}[Kind.REMINDER] == day(8)
    assert not story.state.calendar_wanted


@pytest.mark.parametrize(
    "calendar", [{"days_off": (day(9).date(),)}, {"weekend": (day(9).weekday(), 6)}]
)
def test_case_37_both_are_asked_to_move_what_is_booked_on_a_new_day_off(
    calendar: dict[str, tuple[date | int, ...]],
) -> None:
    """If a booked session lies on a holiday, or at a weekend, of the new site, both are asked to
    move it."""
    story = booked(given(Stage.SESSIONS), on=9)
    moved(story, **calendar).tells((NoticeKind.SESSION_TO_MOVE, BOTH))


def test_case_37_a_move_with_the_same_days_off_changes_nothing() -> None:
    """A move within a region leaves all deadlines as they are, and nobody hears of it."""
    story = booked(given(Stage.SESSIONS), on=9)
    after = moved(story).then(CalendarRenewed).tells()
    assert after.state.deadlines == story.state.deadlines


def test_case_37_a_reopened_pairing_has_the_days_off_looked_up() -> None:
    """What has changed while a pairing was over is looked up once it is reopened."""
    assert not given(Stage.CLOSED).state.calendar_wanted
    assert given(Stage.CLOSED).when(Reopen, OPERATOR).state.calendar_wanted


def test_days_off_that_are_wanted_stay_wanted_until_they_are_there() -> None:
    """A deadline that elapses while days off are being looked up does not call the look off."""
    story = given(Stage.ASSESSMENT).when(PersonChanged, person_id="p-senior")
    assert story.on(Kind.REMINDER).state.calendar_wanted
