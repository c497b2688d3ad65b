"""What people are asked for “by” a day ends with the working day there, in words and as a rule."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given as given_any
from hypothesis import strategies as st

from domain.pairing.commands import Accept, PausePairing, ResumePairing
from domain.pairing.timetable import ASKED_BY
from domain.pairing.vocabulary import DeadlineKind, EndReason, Stage
from domain.programme.calendar import WorkingCalendar
from domain.programme.mail_hours import MailHours
from domain.telling.haste import asked_by
from tests.unit.pairing.anything import CALENDARS
from tests.unit.pairing.story import MENTEE, MENTOR, Story, a_setup, day, opened
from tests.unit.pairing.ways import booked, given, held

Kind = DeadlineKind
HOURS = MailHours()
HERE = WorkingCalendar(time_zone="UTC")
FAR_APART = WorkingCalendar(time_zone="UTC", zones=("Europe/Berlin", "Pacific/Honolulu"))


def in_hours(calendar: WorkingCalendar = HERE) -> dict[str, object]:
    """A programme that writes to people in working hours, and asks for a first contact."""
    return {"mail_hours": HOURS, "calendar": calendar, "first_contact": True}


def everywhere(calendar: WorkingCalendar) -> list[Story]:
    """A pairing in each stage, and what can be waited for besides."""
    reached = [given(stage, **in_hours(calendar)) for stage in Stage]
    sessions = given(Stage.SESSIONS, **in_hours(calendar))
    return [
        *reached,
        booked(sessions),
        held(sessions),
        sessions.on(Kind.SILENCE),
        sessions.when(PausePairing, MENTEE),
        given(Stage.CLOSED, **in_hours(calendar)).on(Kind.FOLLOW_UP),
    ]


def test_an_invitation_can_be_answered_until_the_end_of_the_day_that_its_mail_names() -> None:
    """A yes at a quarter to six on the last day is in time; at six the invitation is over."""
    story = opened(a_setup(**in_hours()))
    (last,) = {notice.until for notice in story.notices}
    assert last == day(14, 18) == story.due(Kind.GIVE_UP).due
    almost = story.until(last - timedelta(minutes=15))
    assert not almost.both(Accept).problems
    assert story.until(last).state.stage is Stage.CLOSED
    ending = story.until(last).state.ending
    assert ending is not None
    assert ending.reason is EndReason.INVITATION_EXPIRED


@pytest.mark.parametrize("calendar", [HERE, FAR_APART], ids=["here", "far apart"])
def test_what_is_asked_for_ends_with_a_working_day_of_the_last_reader(
    calendar: WorkingCalendar,
) -> None:
    """In every stage each deadline by which people are asked for something is six in the evening
    where the day ends last, and that is what the mail to the person there says."""
    there = WorkingCalendar(time_zone=calendar.zones[-1] if calendar.zones else "UTC")
    seen = set[Kind]()
    for story in everywhere(calendar):
        for line in story.state.deadlines:
            if line.kind in ASKED_BY:
                seen.add(line.kind)
                assert line.due == calendar.until_end_of_work(line.due, HOURS.until)
                assert asked_by(line.due, HOURS, there) == line.due
    assert seen == ASKED_BY - {Kind.STILL_NOT_MET, Kind.HOLD_OVER}


def test_a_pause_keeps_the_end_of_the_working_day() -> None:
    """Two weeks of pause move the end of an assessment by two weeks, also where the working day
    ends when the next one has begun in the office."""
    story = given(Stage.ASSESSMENT, **in_hours(FAR_APART))
    before = story.due(Kind.GIVE_UP).due
    paused = story.when(PausePairing, MENTOR)
    back = paused.until(paused.now + timedelta(days=14)).when(ResumePairing, MENTOR)
    assert back.due(Kind.GIVE_UP).due == before + timedelta(days=14)


@given_any(
    CALENDARS,
    st.integers(0, 366 * 24 * 60).map(lambda minutes: day(0) + timedelta(minutes=minutes)),
    st.integers(12, 23),
)
def test_the_end_of_work_comes_later_and_never_earlier(
    calendar: WorkingCalendar, instant: datetime, hour: int
) -> None:
    """The end of a working day is the first one that is not before a moment, and its own."""
    end = calendar.until_end_of_work(instant, hour)
    assert end >= instant
    assert calendar.until_end_of_work(end, hour) == end
    between = (calendar.local_day(instant) + timedelta(days=n) for n in range(-1, 60))
    ends = [calendar.end_of_work(one, hour) for one in between if calendar.is_working_day(one)]
    assert end == min(one for one in ends if one >= instant)


def test_saturday_in_the_office_may_still_be_friday_for_somebody() -> None:
    """A deadline at two on a Saturday stays where it is Friday evening, and else moves to Monday
    morning."""
    saturday = datetime(2027, 3, 6, 2, tzinfo=UTC)
    assert FAR_APART.roll_forward(saturday) == saturday
    assert HERE.roll_forward(saturday) == datetime(2027, 3, 8, 9, tzinfo=UTC)
