"""A pairing as of an earlier day: as recorded, and as it happened."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from domain.engine.as_of import AsOf, Reading, began_at
from domain.pairing.as_of import pairing_as_of
from domain.pairing.commands import (
    BookSession,
    End,
    Reopen,
    ReportSession,
    SubmitReflection,
    WithdrawSessionReport,
)
from domain.pairing.facts import PersonLeft
from domain.pairing.state import PairingState
from domain.pairing.vocabulary import DeadlineKind, EndReason, SessionStatus, Stage
from domain.programme.calendar import WorkingCalendar
from domain.programme.days import end_of
from tests.unit.pairing.story import MENTEE, MENTOR, OPERATOR, Story, a_setup, day, opened
from tests.unit.pairing.ways import (
    HELD,
    MENTEE_ABSENT,
    MENTOR_ABSENT,
    accepted,
    agreed,
    assessed,
    booked,
    given,
    held_in_a_row,
    planned,
    reviewed,
)
from tests.unit.streams import stored

S1: dict[str, Any] = {"session_id": "s-1"}
Status = SessionStatus


def as_of(story: Story, at: datetime, reading: Reading) -> AsOf[PairingState]:
    """The pairing as of a moment."""
    answer = pairing_as_of(stored(story.records), at, reading)
    assert answer is not None
    return answer


def happened(story: Story, at: datetime) -> PairingState:
    """The pairing as it happened."""
    return as_of(story, at, Reading.HAPPENED).state


def recorded(story: Story, at: datetime) -> PairingState:
    """The pairing as recorded."""
    return as_of(story, at, Reading.RECORDED).state


def status(state: PairingState) -> SessionStatus:
    """How the first session stands."""
    return state.sessions[0].status


def reported_late() -> Story:
    """The first session was held on day 7 and reported on day 12."""
    return booked(given(Stage.SESSIONS)).at(day(12)).when(ReportSession, MENTEE, **HELD)


def test_what_was_reported_late_had_happened_before_it_was_recorded() -> None:
    """A session reported late happened when it was held, and was recorded when it was reported."""
    story = reported_late()
    at = day(8)
    assert (status(happened(story, at)), happened(story, at).tally.held) == (Status.HELD, 1)
    assert (status(recorded(story, at)), recorded(story, at).tally.held) == (Status.BOOKED, 0)
    for reading in Reading:
        assert status(as_of(story, day(6), reading).state) is Status.BOOKED
        assert status(as_of(story, day(12), reading).state) is Status.HELD


def test_a_reading_says_of_which_events_it_is() -> None:
    """A reading gives the version then, and counts events told later and corrected later."""
    story = reported_late()
    before = len(booked(given(Stage.SESSIONS)).records)
    answer = as_of(story, day(8), Reading.HAPPENED)
    assert (answer.version, answer.told_later, answer.corrected_later) == (before, 1, 0)
    answer = as_of(story, day(8), Reading.RECORDED)
    assert (answer.version, answer.told_later, answer.corrected_later) == (before, 0, 0)
    disputed = story.at(day(14)).when(ReportSession, MENTOR, **MENTOR_ABSENT)
    answer = as_of(disputed, day(13), Reading.HAPPENED)
    assert (answer.told_later, answer.corrected_later) == (0, 1)


def test_a_meeting_counts_from_the_new_booking_of_a_session_that_had_been_missed() -> None:
    """A session that was missed and booked again counts as held from the new booking on."""
    story = given(Stage.SESSIONS).at(day(11)).when(ReportSession, MENTOR, **HELD, held_at=day(10))
    story = story.at(day(14)).when(ReportSession, MENTOR, **MENTOR_ABSENT)
    story = story.when(BookSession, MENTOR, **S1, starts_at=day(15))
    story = story.when(ReportSession, MENTOR, **HELD, held_at=day(12))
    assert status(happened(story, day(13))) is Status.PLANNED
    assert status(happened(story, day(14))) is Status.HELD


def test_what_was_withdrawn_never_happened() -> None:
    """A withdrawn report never held, though it is on record for the days before its withdrawal."""
    story = reported_late().when(SubmitReflection, MENTOR, session_id="s-1", topic="ai", rating=4)
    story = story.at(day(20)).when(WithdrawSessionReport, MENTEE, **S1)
    for at in (day(8), day(13), day(25)):
        session = happened(story, at).sessions[0]
        assert (session.status, session.reports) == (Status.BOOKED, ())
        assert session.reflections.mentor is None
        assert happened(story, at).tally.held == 0
    assert [status(recorded(story, day(n))) for n in (8, 13, 25)] == [
        Status.BOOKED,
        Status.HELD,
        Status.BOOKED,
    ]


@pytest.mark.parametrize(("first", "then"), [(3, 5), (5, 3)])
def test_what_was_corrected_holds_from_its_correction(first: int, then: int) -> None:
    """A corrected report counts on no day with its first date, be that too early or too late."""
    story = given(Stage.SESSIONS).at(day(6))
    story = story.when(ReportSession, MENTEE, **HELD, held_at=day(first))
    story = story.at(day(9)).when(ReportSession, MENTEE, **HELD, held_at=day(then))
    held_at = [happened(story, day(n, 23)).sessions[0].held_at for n in range(2, 10)]
    assert held_at == [None if n < then else day(then) for n in range(2, 10)]
    assert recorded(story, day(7)).sessions[0].held_at == day(first)


def test_what_was_disputed_did_not_count_before_the_dispute() -> None:
    """A session reported as held and disputed later never counts as held before the dispute."""
    story = reported_late().at(day(14)).when(ReportSession, MENTOR, **MENTOR_ABSENT)
    assert [status(happened(story, day(n))) for n in (8, 13, 15)] == [
        Status.BOOKED,
        Status.BOOKED,
        Status.CONFLICT,
    ]
    settled = story.at(day(16)).when(ReportSession, OPERATOR, **HELD, held_at=day(7, 10))
    assert [status(happened(settled, day(n))) for n in (8, 13)] == [Status.HELD, Status.HELD]


def test_a_session_was_missed_when_its_appointment_began() -> None:
    """A missed session was missed from its appointment on, not from when it was admitted."""
    story = booked(given(Stage.SESSIONS)).at(day(9)).when(ReportSession, MENTOR, **MENTOR_ABSENT)
    assert status(happened(story, day(7, 9))) is Status.BOOKED
    assert (status(happened(story, day(7, 11))), happened(story, day(7, 11)).tally.missed) == (
        Status.MISSED,
        1,
    )
    assert status(recorded(story, day(7, 11))) is Status.BOOKED


def test_who_met_before_the_appointment_had_met_then() -> None:
    """A session held before its appointment counts from when it was held."""
    story = booked(given(Stage.SESSIONS), on=10).at(day(3))
    story = story.when(ReportSession, MENTOR, **HELD, held_at=day(2))
    for at in (day(2), day(3), day(12)):
        assert (status(happened(story, at)), happened(story, at).tally.held) == (Status.HELD, 1)


def test_a_second_attempt_is_not_held_before_it_was_booked() -> None:
    """A second attempt counts as held from its booking at the earliest, so figures stay apart."""
    story = booked(given(Stage.SESSIONS), on=2).at(day(3))
    story = story.when(ReportSession, MENTOR, **MENTOR_ABSENT)
    story = booked(story.at(day(6)), on=10)
    story = story.at(day(7)).when(ReportSession, MENTEE, **HELD, held_at=day(4))
    figures = [
        (happened(story, day(n)).tally.held, happened(story, day(n)).tally.missed)
        for n in (3, 5, 6, 8)
    ]
    assert figures == [(0, 1), (0, 1), (1, 1), (1, 1)]


def test_no_session_is_held_before_there_is_a_plan() -> None:
    """A meeting before there was a plan counts from the plan on."""
    story = agreed(assessed(accepted(opened(a_setup())).at(day(1))).at(day(4)))
    story = planned(story).at(day(5)).when(ReportSession, MENTEE, **HELD, held_at=day(2))
    assert (happened(story, day(3)).sessions, happened(story, day(3)).tally.held) == ((), 0)
    assert (status(happened(story, day(4, 10))), happened(story, day(4, 10)).tally.held) == (
        Status.HELD,
        1,
    )


def test_who_had_left_was_leaving_before_anybody_said_so() -> None:
    """A person who had left was leaving from their last day on, though reported later."""
    story = given(Stage.SESSIONS).at(day(20))
    story = story.when(PersonLeft, person_id="p-senior", last_day=day(10).date())
    assert happened(story, day(10, 23)).departure.last_days.mentee is None
    assert happened(story, day(11)).departure.last_days.mentee == day(10).date()
    assert happened(story, day(11)).stage is Stage.SESSIONS
    assert recorded(story, day(11)).departure.last_days.mentee is None


def test_who_left_before_the_beginning_was_leaving_from_its_end() -> None:
    """A last day before the pairing began counts from the end of its first day."""
    story = given(Stage.SESSIONS).at(day(20))
    story = story.when(PersonLeft, person_id="p-senior", last_day=date.min)
    assert happened(story, day(0)).departure.last_days.mentee is None
    assert happened(story, day(1, 0)).departure.last_days.mentee == date.min


def test_what_falls_due_is_what_the_engine_had_in_view() -> None:
    """Deadlines of an earlier day are those that the engine had then, in both readings."""
    story = reported_late()
    kinds = {deadline.kind for deadline in happened(story, day(8)).deadlines}
    assert DeadlineKind.UNCONFIRMED in kinds
    assert happened(story, day(8)).deadlines == recorded(story, day(8)).deadlines


def test_a_claim_was_pending_while_it_was() -> None:
    """An absence that counted in the end happened at once; before that, a claim is on record."""
    story = booked(given(Stage.SESSIONS)).at(day(8)).when(ReportSession, MENTOR, **MENTEE_ABSENT)
    assert status(happened(story, day(9))) is Status.ABSENCE_CLAIMED
    counted = story.on(DeadlineKind.OBJECTION_OVER)
    assert status(happened(counted, day(9))) is Status.MISSED
    assert status(recorded(counted, day(9))) is Status.ABSENCE_CLAIMED


def test_case_57_a_certificate_of_long_ago_can_be_judged_again() -> None:
    """Criterion and figures of a certificate are recorded as of its day; when a session turns out
    not to have been held, it is void, and the reading of that day still shows both."""
    story = held_in_a_row(given(Stage.SESSIONS).at(day(9)), 1, 2, 3)
    story = story.when(End, OPERATOR, reason=EndReason.PROGRAMME_ENDED)
    closed = reviewed(story.at(day(11))).enters(Stage.CLOSED)
    story = closed.at(day(13)).when(Reopen, OPERATOR).enters(Stage.SESSIONS)
    story = story.at(day(14)).when(WithdrawSessionReport, OPERATOR, **S1)
    assert recorded(story, day(11)) == closed.state
    earned = recorded(story, day(11)).certificates.mentor
    assert earned
    assert (earned.basis.sessions_held, earned.basis.sessions_agreed) == (3, 6)
    assert (earned.basis.share, earned.basis.review, earned.at) == (0.5, 1, day(11))
    assert happened(story, day(11)).tally.held == 2
    assert story.state.certificates.mentor is None


def test_an_outage_divides_the_readings() -> None:
    """What happened while the journal was away counts as recorded when it was back."""
    story = given(Stage.SESSIONS)
    booking = story.at(day(2)).when(BookSession, MENTEE, **S1, starts_at=day(7))
    late = [timedelta(0)] * len(story.records) + [timedelta(hours=5)]
    stream = stored(booking.records, late)
    of_noon = {reading: pairing_as_of(stream, day(2, 12), reading) for reading in Reading}
    answers = {reading: status(found.state) for reading, found in of_noon.items() if found}
    assert answers == {Reading.RECORDED: Status.PLANNED, Reading.HAPPENED: Status.BOOKED}


@pytest.mark.parametrize("reading", Reading)
def test_before_the_beginning_there_is_nothing(reading: Reading) -> None:
    """Before the first moment of a stream there is no state, and that moment can be told."""
    stream = stored(given(Stage.INVITED).records, [timedelta(minutes=3)])
    begin = began_at(stream, reading)
    assert begin == day(0) + timedelta(minutes=3 if reading is Reading.RECORDED else 0)
    assert pairing_as_of(stream, begin - timedelta(microseconds=1), reading) is None
    assert pairing_as_of(stream, begin, reading) is not None
    assert pairing_as_of((), begin, reading) is None


def test_a_day_ends_at_midnight_of_its_own_zone() -> None:
    """A day ends at midnight of its own zone, also when the clocks change."""
    berlin = WorkingCalendar(time_zone="Europe/Berlin")
    midnight = datetime(2027, 3, 28, 22, tzinfo=UTC)
    assert end_of(date(2027, 3, 28), berlin) == midnight - timedelta(microseconds=1)
