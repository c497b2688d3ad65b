"""Two who pause, and are back earlier than they thought (case 35)."""

from collections.abc import Callable
from typing import Any

import pytest

from domain.pairing.commands import (
    BookSession,
    CancelSession,
    LiftHold,
    PausePairing,
    PutOnHold,
    ReportSession,
    ResumePairing,
)
from domain.pairing.events.course import HoldLifted, PairingResumed
from domain.pairing.events.people import PersonComingBack
from domain.pairing.events.sessions import SessionBooked, SessionCancelled, SessionMoved
from domain.pairing.facts import PersonAway, PersonBack
from domain.pairing.lapses import in_a_row
from domain.pairing.letters import letter
from domain.pairing.vocabulary import DeadlineKind, SessionStatus, Stage
from domain.programme.people import Side
from domain.programme.session_rules import SessionRules
from domain.telling.bodies import AppointmentBody
from domain.telling.kinds import NoticeKind
from tests.unit.pairing.story import BOTH, MENTEE, MENTOR, OPERATOR, Story, day
from tests.unit.pairing.ways import HELD, booked, given, shut_down

BACK = (NoticeKind.SESSION_BACK, BOTH)
RESUMED = (NoticeKind.RESUMED, BOTH)
S1: dict[str, Any] = {"session_id": "s-1"}


def paused(story: Story, **fields: Any) -> Story:
    """The mentee asks for a pause."""
    return story.when(PausePairing, MENTEE, **fields)


def two_called_off(**changes: Any) -> Story:
    """Sessions on the 14th and the 42nd day, which a pause of two months has called off."""
    story = booked(booked(given(Stage.SESSIONS, **changes), 1, on=14), 2, on=42)
    return paused(story, return_on=day(56).date())


def resumed(story: Story, on: float) -> Story:
    """The mentor resumes."""
    return story.at(day(on)).when(ResumePairing, MENTOR)


def statuses(story: Story) -> list[SessionStatus]:
    """Of the first two sessions."""
    return [story.session(number).status for number in (1, 2)]


def test_case_35_what_the_pause_called_off_and_still_lies_ahead_stands_again() -> None:
    """Back early, the two have their appointment again, in their calendars and with its reminder;
    one whose time has passed meanwhile is not planned, and both read it with the news that they go
    on."""
    story = resumed(two_called_off(), 28).then(PairingResumed, SessionBooked)
    story = story.tells(RESUMED, BACK)
    assert statuses(story) == [SessionStatus.PLANNED, SessionStatus.BOOKED]
    assert story.session(2).starts_at == day(42, 10)
    assert story.due(DeadlineKind.REPORT_REQUEST, "s-2").due == day(42, 13)
    notice = story.notices[-1]
    assert notice.appointment
    assert notice.appointment.sequence == 2
    body = letter(story.state, notice, story.now).body
    assert isinstance(body, AppointmentBody)
    assert body.appointment.starts_at == day(42, 10)


def test_case_35_a_pause_without_a_date_gives_back_everything_ahead() -> None:
    """A pause without a date of return has called off everything: what is ahead stands again."""
    story = paused(booked(booked(given(Stage.SESSIONS), 1, on=14), 2, on=42))
    story = resumed(story, 7).then(PairingResumed, SessionBooked, SessionBooked)
    assert statuses(story) == [SessionStatus.BOOKED, SessionStatus.BOOKED]


def test_case_35_a_pause_that_ends_on_its_day_gives_nothing_back() -> None:
    """Nothing that a pause has called off lies behind its own date of return; with an earlier date
    that is named later it does."""
    two_called_off().on(DeadlineKind.PAUSE_RETURN).tells(RESUMED)
    sooner = paused(two_called_off(), return_on=day(28).date())
    story = sooner.on(DeadlineKind.PAUSE_RETURN).tells(RESUMED, BACK)
    assert statuses(story) == [SessionStatus.PLANNED, SessionStatus.BOOKED]


NOT_BACK: dict[str, tuple[Callable[[Story], Story], float]] = {
    "it begins within the notice that was agreed": (lambda story: story, 41.5),
    "a shutdown was announced for that day": (
        lambda story: shut_down(story, day(42).date(), day(42).date()),
        28,
    ),
    "one of the two is away on that day": (
        lambda story: story.when(
            PersonAway,
            person_id="p-senior",
            away_from=day(41).date(),
            away_until=day(43).date(),
        ),
        28,
    ),
    "it was held elsewhere meanwhile": (
        lambda story: story.at(day(20)).when(
            ReportSession, MENTOR, **HELD | {"session_id": "s-2"}, held_at=day(20)
        ),
        28,
    ),
}


@pytest.mark.parametrize("why", NOT_BACK)
def test_case_35_what_would_not_be_booked_today_does_not_come_back(why: str) -> None:
    """An appointment that was called off stays off if it could not be kept, and is booked anew."""
    happens, on = NOT_BACK[why]
    story = resumed(happens(two_called_off()), on)
    assert SessionBooked not in map(type, story.events)
    assert not [one for one in story.notices if one.kind is NoticeKind.SESSION_BACK]


def test_case_35_a_time_that_has_been_taken_stays_taken() -> None:
    """A session whose time another one has taken meanwhile does not come back."""
    soon = paused(booked(given(Stage.SESSIONS), 1, on=14), return_on=day(15).date())
    story = paused(soon, return_on=day(10).date())
    story = story.when(BookSession, MENTEE, session_id="s-2", starts_at=day(14, 10))
    story = story.on(DeadlineKind.PAUSE_RETURN)
    assert statuses(story) == [SessionStatus.PLANNED, SessionStatus.BOOKED]


def test_case_35_who_cannot_make_it_any_more_says_so_without_account() -> None:
    """An appointment that has come back may be moved or cancelled in time, once, and it counts
    against nobody; late it does."""
    back = resumed(two_called_off(session_rules=SessionRules(free_moves=0)), 28)
    moved = back.when(BookSession, MENTEE, session_id="s-2", starts_at=day(43)).then(SessionMoved)
    assert in_a_row(moved.state, Side.MENTEE) == ()
    again = moved.when(BookSession, MENTEE, session_id="s-2", starts_at=day(44))
    assert len(in_a_row(again.state, Side.MENTEE)) == 1
    free = resumed(two_called_off(session_rules=SessionRules(free_moves=1)), 28)
    for hour in (11, 12):
        free = free.when(BookSession, MENTEE, session_id="s-2", starts_at=day(42, hour))
    assert in_a_row(free.state, Side.MENTEE) == ()
    called_off = back.when(CancelSession, MENTEE, session_id="s-2").then(SessionCancelled)
    assert in_a_row(called_off.state, Side.MENTEE) == ()
    late = back.at(day(42)).when(CancelSession, MENTEE, session_id="s-2")
    assert len(in_a_row(late.state, Side.MENTEE)) == 1
    anew = booked(called_off, 2, on=50).when(CancelSession, MENTEE, session_id="s-2")
    assert len(in_a_row(anew.state, Side.MENTEE)) == 1


def test_case_35_a_leave_that_ends_early_gives_back_its_appointments() -> None:
    """Somebody is back from a leave early, or does not leave at all: what was called off for it
    stands again; while the other is still away, nothing does."""
    away: dict[str, Any] = {"away_from": day(7).date(), "away_until": day(55).date()}
    story = booked(given(Stage.SESSIONS), on=42).when(PersonAway, person_id="p-senior", **away)
    assert story.session().status is SessionStatus.PLANNED
    here = story.when(PersonBack, person_id="p-senior").then(PersonComingBack, SessionBooked)
    here.tells(BACK)
    story = story.until(day(14))
    assert story.state.pause
    both = story.when(PersonAway, person_id="p-junior", **away | {"away_from": day(10).date()})
    both.when(PersonBack, person_id="p-senior").tells((NoticeKind.PAUSED, BOTH))
    story.when(PersonBack, person_id="p-senior").tells(RESUMED, BACK)


def test_case_35_other_ends_of_an_appointment_are_ends() -> None:
    """What a person, a hold or a pause of long ago has called off does not come back; nor does
    anything while the cohort still pauses."""
    cancelled = booked(given(Stage.SESSIONS), on=42).when(CancelSession, MENTEE, **S1)
    resumed(paused(cancelled), 7).then(PairingResumed)
    held_up = booked(given(Stage.SESSIONS), on=42).when(
        PutOnHold, OPERATOR, reason="rule_broken", words="Remarks"
    )
    held_up.when(LiftHold, OPERATOR).then(HoldLifted)
    cohort = two_called_off().when(PausePairing, OPERATOR, quiet=True)
    still = resumed(cohort, 14)
    assert SessionBooked not in map(type, still.events)
