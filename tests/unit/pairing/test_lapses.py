"""Appointments that were not kept: no-shows, moves, cancellations, and what the lead is told."""

from typing import Any

import pytest

from domain.engine.roles import Role
from domain.pairing.commands import BookSession, CancelSession, WithdrawSessionReport
from domain.pairing.events.sessions import (
    ReportsConflicted,
    SessionMissed,
    SessionMoved,
    SessionReported,
)
from domain.pairing.facts import SessionWasMissed
from domain.pairing.lapses import in_a_row
from domain.pairing.letters import letter
from domain.pairing.vocabulary import DeadlineKind, LapseKind, Stage
from domain.programme.people import Side
from domain.programme.session_rules import SessionRules
from domain.telling.bodies import LapsesItemBody, NewDateBody
from domain.telling.kinds import ItemKind, NoticeKind
from tests.unit.pairing.story import (
    ASSISTANT,
    BOTH,
    INTEGRATION,
    MENTEE,
    MENTOR,
    OPERATOR,
    Story,
    day,
)
from tests.unit.pairing.ways import (
    HELD,
    MENTEE_ABSENT,
    MENTOR_ABSENT,
    booked,
    given,
    held,
    held_in_a_row,
    over,
    reported,
)

Kind = DeadlineKind
S1: dict[str, Any] = {"session_id": "s-1"}


def missed(story: Story, by: Role = MENTEE, on: int = 7) -> Story:
    """One side does not come to the first session, and says so afterwards."""
    absent = MENTOR_ABSENT if by is MENTOR else MENTEE_ABSENT
    return reported(booked(story, on=on).at(day(on, 13)), by, absent)


def moved(story: Story, by: Role, on: int, **fields: Any) -> Story:
    """The first session is moved to the morning of another day."""
    return story.when(BookSession, by, **S1, starts_at=day(on, 10), **fields)


def told_to_lead(story: Story) -> list[LapsesItemBody]:
    """What the letters about lapses of the last step say."""
    letters = [
        letter(story.state, told.notice, story.now).body
        for told in story.state.desk.told
        if told.at == story.now and told.notice.item_id
    ]
    return [body for body in letters if isinstance(body, LapsesItemBody)]


# -- no-shows ------------------------------------------------------------------------------------


def test_case_24_a_no_show_counts_like_a_late_cancellation() -> None:
    """A mentee who misses one of the first sessions is an item, as if it were called off late."""
    story = missed(given(Stage.SESSIONS)).opens(ItemKind.DATES_NOT_KEPT)
    assert [lapse.kind for lapse in in_a_row(story.state, Side.MENTEE)] == [LapseKind.MISSED]
    mentor = missed(given(Stage.SESSIONS), MENTOR).opens()
    missed(mentor, MENTOR, on=14).opens(ItemKind.DATES_NOT_KEPT)


def test_case_24_three_missed_appointments_are_an_item_whoever_missed_them() -> None:
    """Three missed appointments in a row are an item; a session that is held settles it."""
    patient = SessionRules(mentee_lapses=9, mentee_lapses_early=9, mentor_lapses=9)
    story = given(Stage.SESSIONS, session_rules=patient)
    for week, by in ((1, MENTOR), (2, MENTEE)):
        story = missed(story, by, on=7 * week).opens()
    story = missed(story, MENTOR, on=21).opens(ItemKind.NO_SHOWS)
    story = held(booked(story, on=28).at(day(28, 12)))
    assert story.state.desk.items == ()


def test_a_session_in_between_begins_a_new_row_of_missed_appointments() -> None:
    """Missed appointments before and after a session that was held are no row."""
    patient = SessionRules(mentee_lapses=9, mentee_lapses_early=9)
    story = given(Stage.SESSIONS, session_rules=patient)
    for week in (1, 2):
        story = missed(story, on=7 * week)
    story = held(story.at(day(15)), 2)
    missed(story, on=21).opens()


def test_case_24_after_a_missed_session_both_are_asked_for_a_new_date_at_once() -> None:
    """Once an absence counts, both get days that would do, and each reads who was absent."""
    story = missed(given(Stage.SESSIONS)).then(SessionReported, SessionMissed)
    story.tells((NoticeKind.SESSION_MISSED, BOTH))
    told = [letter(story.state, notice, story.now).body for notice in story.notices]
    assert [isinstance(body, NewDateBody) and body.missed_by_reader for body in told] == [
        False,
        True,
    ]
    body = told[0]
    assert isinstance(body, NewDateBody)
    assert body.bookable
    assert body.dates == (day(10).date(), day(14).date(), day(16).date())


@pytest.mark.parametrize("role", [MENTOR, MENTEE, ASSISTANT, INTEGRATION, OPERATOR])
def test_case_24_what_happened_cannot_be_wiped_out(role: Role) -> None:
    """Once an appointment has begun it can be neither cancelled nor moved, and the other side's
    report of an absence still counts."""
    story = over()
    story.when(CancelSession, role, **S1).refused("session_id")
    moved(story, role, on=14).refused("session_id")
    claimed = reported(story, MENTOR, MENTEE_ABSENT)
    assert claimed.on(Kind.OBJECTION_OVER).state.tally.missed == 1


def test_a_missed_appointment_stays_missed_when_it_is_booked_anew() -> None:
    """A new appointment for a missed session leaves the no-show in the count."""
    story = booked(missed(given(Stage.SESSIONS)), on=14)
    assert len(in_a_row(story.state, Side.MENTEE)) == 1
    assert story.state.tally.missed == 1


def test_a_withdrawn_no_show_no_longer_counts() -> None:
    """A withdrawn report of an absence takes the lapse back, and settles what it had opened."""
    story = missed(given(Stage.SESSIONS)).leaves_open(ItemKind.DATES_NOT_KEPT)
    story = story.when(WithdrawSessionReport, MENTEE, **S1).leaves_open()
    assert in_a_row(story.state, Side.MENTEE) == ()


def test_a_corrected_no_show_is_the_other_sides() -> None:
    """When the operator says that it was the mentor who did not come, the mentee has no lapse."""
    story = reported(missed(given(Stage.SESSIONS)), OPERATOR, MENTOR_ABSENT)
    assert in_a_row(story.state, Side.MENTEE) == ()
    assert len(in_a_row(story.state, Side.MENTOR)) == 1


# -- moves ---------------------------------------------------------------------------------------


def test_case_23_only_own_moves_count() -> None:
    """Two moves of the mentor leave the mentee's first move without any blame."""
    story = booked(given(Stage.SESSIONS), on=10)
    for who, on in ((MENTOR, 11), (MENTOR, 12), (OPERATOR, 13), (MENTEE, 14)):
        story = moved(story, who, on).then(SessionMoved).opens()
    assert in_a_row(story.state, Side.MENTEE) == ()
    assert len(in_a_row(moved(story, MENTOR, 17).state, Side.MENTOR)) == 1


def test_case_23_a_change_of_the_length_is_no_move() -> None:
    """However often the length of an appointment is changed, nothing counts against anybody."""
    story = booked(given(Stage.SESSIONS), on=10)
    for minutes in (45, 50, 55, 90):
        story = moved(story, MENTEE, 10, minutes=minutes).then(SessionMoved).opens()
    assert story.session().moves.mentee == 0


def test_case_23_the_third_move_of_one_side_counts() -> None:
    """The third move of a session by the same side is a lapse; a new appointment starts anew."""
    story = booked(given(Stage.SESSIONS), on=7)
    for number in (8, 9):
        story = moved(story, MENTEE, number).opens()
    third = moved(story, ASSISTANT, 10).opens(ItemKind.DATES_NOT_KEPT)
    assert [lapse.kind for lapse in in_a_row(third.state, Side.MENTEE)] == [LapseKind.MOVED]
    fresh = moved(booked(story.when(CancelSession, OPERATOR, **S1), on=7), MENTEE, 8)
    assert in_a_row(fresh.then(SessionMoved).state, Side.MENTEE) == ()


def test_the_programme_says_how_many_moves_are_free() -> None:
    """A programme without free moves counts the first one."""
    story = booked(given(Stage.SESSIONS, session_rules=SessionRules(free_moves=0)))
    moved(story, MENTEE, 8).opens(ItemKind.DATES_NOT_KEPT)


# -- what the lead reads -------------------------------------------------------------------------


def test_case_22_the_lead_reads_what_has_happened_and_no_more() -> None:
    """The mail about dates that were not kept counts each kind of lapse; none is made up."""
    story = booked(given(Stage.SESSIONS)).when(CancelSession, MENTEE, **S1)
    (body,) = told_to_lead(story)
    assert (body.cancelled, body.cancelled_late, body.moved, body.missed) == (1, 0, 0, 0)
    story = booked(story).at(day(6, 22)).when(CancelSession, MENTEE, **S1)
    (body,) = told_to_lead(story)
    assert (body.cancelled, body.cancelled_late, body.sessions_held) == (1, 1, 0)


def test_the_lead_hears_of_each_further_lapse() -> None:
    """While the item is open, each further lapse of that side is one more mail, and no new item."""
    story = missed(booked(given(Stage.SESSIONS)).when(CancelSession, MENTEE, **S1))
    third = booked(story, on=14).at(day(8)).when(CancelSession, MENTEE, **S1)
    assert len(told_to_lead(third)) == 1
    third.leaves_open(ItemKind.DATES_NOT_KEPT)
    by_the_office = booked(third.at(day(9)), on=15).when(CancelSession, OPERATOR, **S1)
    assert told_to_lead(by_the_office) == []


def test_a_single_lapse_is_made_good_by_a_new_date() -> None:
    """A new date settles the item about a single lapse, but not that about two in a row."""
    story = booked(given(Stage.SESSIONS)).when(CancelSession, MENTEE, **S1)
    story.leaves_open(ItemKind.DATES_NOT_KEPT)
    again = booked(story, on=8).leaves_open().when(CancelSession, MENTEE, **S1)
    booked(again, on=9).leaves_open(ItemKind.DATES_NOT_KEPT)


def test_case_29_an_item_comes_back_when_the_session_that_settled_it_was_not_held() -> None:
    """If the report of the session that had settled an item is withdrawn, the item comes back."""
    story = given(Stage.SESSIONS)
    for _ in range(2):
        story = booked(story).when(CancelSession, MENTEE, **S1)
    story = held(story.at(day(8))).leaves_open()
    story = story.when(WithdrawSessionReport, MENTOR, **S1)
    story.leaves_open(ItemKind.DATES_NOT_KEPT)


def test_lapses_count_from_the_meeting_and_not_from_its_report() -> None:
    """A session reported late forgives only what happened before it was held."""
    story = booked(given(Stage.SESSIONS).at(day(3))).when(CancelSession, MENTOR, **S1)
    story = story.at(day(5)).when(SessionWasMissed, **S1, absent=Side.MENTEE).refused("outcome")
    early = held_in_a_row(story.at(day(1)), 2).at(day(5))
    assert len(in_a_row(early.state, Side.MENTOR)) == 1
    later = held(early, 3)
    assert in_a_row(later.state, Side.MENTOR) == ()


def test_a_claim_that_is_disputed_is_no_lapse() -> None:
    """As long as the two report different things, neither has missed anything."""
    story = reported(reported(over(), MENTOR, MENTEE_ABSENT), MENTEE, HELD)
    story.then(SessionReported, ReportsConflicted)
    assert in_a_row(story.state, Side.MENTEE) == ()


@pytest.mark.parametrize("by", [INTEGRATION, OPERATOR])
def test_case_21_who_cancels_for_somebody_says_for_whom(by: Role) -> None:
    """A cancellation by a calendar or the office counts for the side on whose behalf it is, like
    that side's own; without a side it counts for nobody."""
    cancelled = booked(given(Stage.SESSIONS)).when(CancelSession, by, **S1, on_behalf_of="mentee")
    cancelled.opens(ItemKind.DATES_NOT_KEPT)
    assert [lapse.side for lapse in cancelled.state.lapses] == [Side.MENTEE]
    nobody = booked(given(Stage.SESSIONS)).when(CancelSession, by, **S1).opens()
    assert nobody.state.lapses == ()


def test_case_21_nobody_cancels_at_the_partners_expense() -> None:
    """A side that cancels in the name of the partner is refused, and so is an assistant."""
    story = booked(given(Stage.SESSIONS))
    story.when(CancelSession, MENTOR, **S1, on_behalf_of="mentee").refused("on_behalf_of")
    story.when(CancelSession, ASSISTANT, **S1, on_behalf_of="mentor").refused("on_behalf_of")
    own = story.when(CancelSession, MENTOR, **S1, on_behalf_of="mentor")
    assert [lapse.side for lapse in own.state.lapses] == [Side.MENTOR]
