"""Somebody is away for a while: the two pause by themselves, and go on when both are back."""

from datetime import date
from typing import Any

import pytest

from domain.pairing.commands import (
    BookSession,
    End,
    PausePairing,
    PutOnHold,
    Reopen,
    ResumePairing,
    SubmitReview,
)
from domain.pairing.events.course import (
    DeadlineElapsed,
    PairingPaused,
    PairingReopened,
    PairingResumed,
    StageEntered,
)
from domain.pairing.events.people import PersonComingBack, PersonGoingAway
from domain.pairing.events.sessions import SessionCancelled
from domain.pairing.facts import PersonAway, PersonBack, PersonLeft, PersonStays
from domain.pairing.letters import letter
from domain.pairing.sides import Both
from domain.pairing.vocabulary import DeadlineKind, EndReason, HoldReason, Stage
from domain.programme.people import Away, Side
from domain.telling.bodies import PauseBody, ReviewRequestBody
from domain.telling.kinds import NoticeKind
from tests.unit.pairing.story import BOTH, MENTEE, MENTOR, OPERATOR, Story, a_setup, day, opened
from tests.unit.pairing.ways import REVIEW, booked, given, held, planned

Kind = DeadlineKind
ME = (Side.MENTOR,)


def on(number: float) -> date:
    """A day of the story."""
    return day(number).date()


def away(story: Story, first: float, last: float | None, person: str = "p-senior") -> Story:
    """It becomes known that somebody is away on these days; without a last one, nobody knows for
    how long."""
    until = None if last is None else on(last)
    return story.when(PersonAway, person_id=person, away_from=on(first), away_until=until)


def back(story: Story, person: str = "p-senior") -> Story:
    """It becomes known that somebody is at work."""
    return story.when(PersonBack, person_id=person)


def return_on(story: Story) -> date | None:
    """The day on which the two go on; they pause."""
    assert story.state.pause
    return story.state.pause.return_on


def test_case_32_a_leave_ahead_pauses_the_two_by_itself_and_no_longer() -> None:
    """A leave that is announced beforehand is a pause from its first day to the first day at work,
    and every deadline is later by its length."""
    before = given(Stage.SESSIONS)
    story = away(before, 2, 8).then(PersonGoingAway).tells().opens()
    story = story.on(Kind.AWAY).then(DeadlineElapsed, PairingPaused)
    story.tells((NoticeKind.PAUSED, BOTH))
    assert story.now == day(2)
    story = story.on(Kind.PAUSE_RETURN).then(DeadlineElapsed, PairingResumed)
    story.tells((NoticeKind.RESUMED, BOTH))
    assert story.now == day(9)
    due = before.due(Kind.FIRST_BOOKING_MENTEE).due
    assert story.due(Kind.FIRST_BOOKING_MENTEE).due == story.state.calendar.in_days(due, 7)


def test_case_32_a_leave_that_is_called_off_leaves_no_trace() -> None:
    """A leave that does not come about is forgotten: the state is as if it had never been known,
    and nobody is written to."""
    before = given(Stage.SESSIONS)
    story = back(away(before, 20, 30)).then(PersonComingBack).tells().opens()
    assert story.state.departure == before.state.departure
    assert story.state.deadlines == before.state.deadlines
    assert story.until(day(21)).state.pause is None


def test_case_32_appointments_in_a_leave_are_called_off_at_once() -> None:
    """An appointment that lies in a leave is called off as soon as the leave is known, which
    counts against nobody; none can be booked in it, and one outside of it stays."""
    story = away(booked(given(Stage.SESSIONS), on=10), 9, 20)
    story.then(SessionCancelled, PersonGoingAway)
    assert not story.state.lapses
    refused = story.when(BookSession, MENTOR, session_id="s-1", starts_at=day(12, 10))
    refused.refused("starts_at")
    assert "from 2027-03-22 on" in str(refused.problems[0])
    away(booked(given(Stage.SESSIONS), on=10), 11, 20).then(PersonGoingAway)


def test_case_35_who_is_back_earlier_goes_on_at_once() -> None:
    """A person who is back before the announced day ends the pause, by HR's word or their own."""
    story = away(given(Stage.SESSIONS), 0, 30).then(PersonGoingAway, PairingPaused)
    story = story.at(day(10))
    back(story).then(PersonComingBack, PairingResumed).tells((NoticeKind.RESUMED, BOTH))
    own = story.when(ResumePairing, MENTEE).then(PersonComingBack, PairingResumed)
    assert own.state.departure.away.missing == BOTH
    assert own.state.pause is None


def test_case_35_a_leave_becomes_longer_or_shorter() -> None:
    """Other dates for the same leave replace the earlier ones, before it begins and within it."""
    story = away(away(given(Stage.SESSIONS), 2, 8), 7, 15).until(day(3))
    assert story.state.pause is None
    story = story.until(day(8))
    assert return_on(story) == on(16)
    story = away(story, 7, 22)
    assert return_on(story) == on(23)
    assert return_on(away(story, 7, 9)) == on(10)
    later = away(story, 15, 22).then(PersonGoingAway, PairingResumed)
    assert return_on(later.until(day(15))) == on(23)


def test_case_33_whoever_would_have_to_wait_may_choose_another_partner() -> None:
    """The partner of somebody on leave reads that there is a choice; if they end it, they are asked
    whether they want another partner, and so is the one on leave."""
    story = away(given(Stage.SESSIONS), 0, 100)
    for notice in story.notices:
        body = letter(story.state, notice, story.now).body
        assert isinstance(body, PauseBody)
        assert body.partner_away is (notice.side is Side.MENTOR)
    story = story.at(day(3)).when(End, MENTOR, reason=EndReason.TIME).enters(Stage.CLOSED)
    assert story.state.ending
    assert story.state.ending.left_behind == BOTH


def test_case_33_a_leave_longer_than_any_pause_ends_the_two_in_time() -> None:
    """A year of parental leave is a pause without a date: the partner is asked now and then, the
    one on leave is not, and after the longest pause the partner may have somebody else."""
    story = away(given(Stage.SESSIONS), 0, 365)
    assert return_on(story) is None
    story.on(Kind.PAUSE_QUESTION).tells((NoticeKind.STILL_PAUSED, ME))
    story = story.on(Kind.PAUSE_MAX)
    assert story.state.ending
    assert story.state.ending.reason is EndReason.PAUSE_EXPIRED
    assert story.state.ending.left_behind == ME


def test_case_34_a_leave_without_a_known_end_is_asked_about() -> None:
    """Somebody who is ill, nobody knows for how long, is away until it is known that they are
    back."""
    story = away(given(Stage.SESSIONS), 0, None)
    story.waits_for(Kind.PAUSE_QUESTION, Kind.PAUSE_MAX)
    story = back(story.at(day(40))).then(PersonComingBack, PairingResumed)
    assert story.state.pause is None


def test_two_leaves_are_two_pauses_and_one_if_they_overlap() -> None:
    """If both are away at different times, the two pause twice; at the same time, until both are
    back."""
    story = away(away(given(Stage.SESSIONS), 2, 6), 16, 20, person="p-junior").until(day(10))
    assert story.state.pause is None
    story = story.until(day(17))
    assert return_on(story) == on(21)
    story = away(away(given(Stage.SESSIONS), 2, 6), 4, 15, person="p-junior").until(day(8))
    assert return_on(story) == on(16)


def test_a_leave_outlasts_a_pause_of_the_whole_cohort() -> None:
    """When the cohort resumes, or a pause that was asked for ends, whoever is away keeps the two
    from going on, and nobody reads that it goes on."""
    for fields in ({"quiet": True}, {}):
        story = given(Stage.SESSIONS).when(PausePairing, OPERATOR, return_on=on(9), **fields)
        story = away(story, 3, 20).on(Kind.PAUSE_RETURN)
        story.then(DeadlineElapsed, PairingResumed, PairingPaused)
        story.tells((NoticeKind.PAUSED, BOTH))
        assert return_on(story) == on(21)


@pytest.mark.parametrize("stage", [stage for stage in Stage if not stage.is_over])
def test_the_two_pause_in_every_stage(stage: Stage) -> None:
    """Whatever the two are doing, they go on with it after the leave."""
    story = away(given(stage), 1, 13).until(day(2))
    assert return_on(story) == on(14)
    story = story.until(day(14)).enters(stage)
    assert story.state.pause is None


def test_what_is_known_or_over_changes_nothing() -> None:
    """The same dates twice change nothing, dates that are past or a lifetime ahead are refused, and
    nobody comes back who was not away."""
    story = away(given(Stage.SESSIONS), 5, 9)
    away(story, 5, 9).then()
    away(story.at(day(10)), 1, 2).refused("away_until")
    away(story, 4_000, None).refused("away_from")
    back(given(Stage.SESSIONS)).then()


def test_a_closed_pairing_remembers_a_leave() -> None:
    """A leave that becomes known after the end begins no pause; reopened during it, the two
    pause."""
    story = given(Stage.SESSIONS).when(End, MENTEE, reason=EndReason.TIME).enters(Stage.CLOSED)
    story = away(story, 1, 20).then(PersonGoingAway).waits_for(Kind.REOPEN_OVER)
    story = story.at(day(3)).when(Reopen, OPERATOR)
    story.then(PairingReopened, StageEntered, PersonGoingAway, PairingPaused)


def test_case_36_a_farewell_says_that_it_is_one() -> None:
    """The closing review before somebody leaves says until when both are still there, and asks the
    two to hand over what is open; no mail names a day after the last one."""
    story = held(given(Stage.SESSIONS)).when(PersonLeft, person_id="p-senior", last_day=on(60))
    story = story.on(Kind.REVIEW_DUE).tells((NoticeKind.REVIEW_REQUEST, BOTH))
    for notice in story.notices:
        body = letter(story.state, notice, story.now).body
        assert isinstance(body, ReviewRequestBody)
        assert body.farewell_on == on(60)
    story = story.on(Kind.REMINDER).tells((NoticeKind.REVIEW_REMINDER, BOTH))
    assert {notice.until.date() for notice in story.notices if notice.until} == {on(60)}


def test_case_36_a_break_is_asked_about_until_the_last_day_only() -> None:
    """During a pause without a date, the question names the last day of somebody who leaves, and
    not the end of the longest pause."""
    story = given(Stage.SESSIONS).when(PausePairing, MENTEE)
    story = story.when(PersonLeft, person_id="p-senior", last_day=on(60)).on(Kind.PAUSE_QUESTION)
    assert {notice.until.date() for notice in story.notices if notice.until} == {on(60)}


def test_case_36_a_pause_does_not_hold_the_farewell_up() -> None:
    """While the two pause, the closing review before a last day is asked for all the same, whether
    the pause or the last day was known first; both answers end the pairing."""
    leaving: dict[str, Any] = {"person_id": "p-senior", "last_day": on(60)}
    met = held(given(Stage.SESSIONS))
    for story in (
        met.when(PausePairing, MENTEE).when(PersonLeft, **leaving),
        met.when(PersonLeft, **leaving).when(PausePairing, MENTEE, return_on=on(90)),
    ):
        asked = story.on(Kind.REVIEW_DUE).enters(Stage.REVIEW)
        asked.tells((NoticeKind.REVIEW_REQUEST, BOTH))
        assert asked.now == day(49)
        answered = asked.both(SubmitReview, **REVIEW).enters(Stage.CLOSED)
        assert answered.state.ending
        assert answered.state.ending.reason is EndReason.LEFT_COMPANY


def test_case_36_who_stays_after_all_pauses_on() -> None:
    """A resignation that is withdrawn during a pause calls the farewell off; the review is due
    when it was due before the two paused, later by the pause."""
    story = held(given(Stage.SESSIONS)).when(PausePairing, MENTEE, return_on=on(30))
    story = story.when(PersonLeft, person_id="p-senior", last_day=on(60))
    story = story.when(PersonStays, person_id="p-senior")
    assert not [line for line in story.state.deadlines if line.kind is Kind.REVIEW_DUE]
    back = story.until(day(31))
    assert back.state.pause is None
    assert back.due(Kind.REVIEW_DUE).due == day(182 + 30)


def test_case_36_a_hold_asks_nobody_for_a_farewell() -> None:
    """While everything rests on hold, nobody is asked to look back, whoever leaves."""
    story = held(given(Stage.SESSIONS)).when(PausePairing, MENTEE)
    story = story.when(PersonLeft, person_id="p-senior", last_day=on(60))
    story = story.when(PutOnHold, OPERATOR, reason=HoldReason.MISCONDUCT)
    assert not [line for line in story.state.deadlines if line.kind is Kind.REVIEW_DUE]


def test_case_36_what_the_roster_knows_holds_from_the_first_day() -> None:
    """Two are matched although the roster knows of a last day and a leave: the pairing ends
    and pauses on these days without a further word."""
    leave = Away(away_from=on(30), away_until=on(40))
    setup = a_setup(leaves_on=Both(mentee=on(60)), away=Both(mentor=leave))
    story = opened(setup)
    assert story.due(Kind.LAST_DAY).due == day(63)
    assert story.due(Kind.AWAY).due == day(30)


def test_a_leave_that_was_known_early_holds_in_later_stages() -> None:
    """A leave that became known during the preparation is a pause when sessions have begun."""
    story = planned(away(given(Stage.PLANNING), 20, 30)).enters(Stage.SESSIONS)
    assert return_on(story.until(day(22))) == on(31)


def test_nobody_is_invited_to_a_partner_who_has_left() -> None:
    """Two were matched, and one has left before the pairing begins: it is over at once, and
    neither is written to."""
    story = opened(a_setup(leaves_on=Both(mentee=on(-1))))
    assert story.state.ending is not None
    assert story.state.ending.reason is EndReason.LEFT_COMPANY
    assert (story.notices, story.state.ending.left_behind) == ([], (Side.MENTOR,))
