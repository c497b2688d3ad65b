"""No first session before both are briefed; nobody is urged to what is refused (case 16)."""

from typing import Any

import pytest

from domain.engine.roles import Role
from domain.pairing.commands import (
    BookSession,
    CancelSession,
    LiftHold,
    PausePairing,
    PutOnHold,
    ResumePairing,
)
from domain.pairing.details import pairing_details
from domain.pairing.events.preparation import BriefingNoted, BriefingWaived
from domain.pairing.facts import PeopleBriefed
from domain.pairing.preparation_requests import WaiveBriefing
from domain.pairing.vocabulary import DeadlineKind, HoldReason, Stage
from domain.programme.people import Side
from domain.telling.kinds import ItemKind, NoticeKind
from tests.unit.pairing.story import (
    BOTH,
    MENTEE,
    MENTOR,
    OPERATOR,
    Story,
    day,
    ongoing,
)
from tests.unit.pairing.ways import booked, given, held, planned

Kind = DeadlineKind
FIRST = (Kind.FIRST_BOOKING_MENTEE, Kind.FIRST_BOOKING_MENTOR, Kind.FIRST_BOOKING_ITEM)


def _gated(stage: Stage = Stage.SESSIONS, **changes: Any) -> Story:
    return given(stage, to_be_briefed=BOTH, **changes)


def _briefed(story: Story, *sides: Side) -> Story:
    return story.when(PeopleBriefed, Role.ENGINE, sides=sides)


def test_case_16_the_first_session_waits_for_the_briefings() -> None:
    """Until both are briefed, a first session is not asked for, and booking it is refused with
    whose briefing is missing; the end of the term is still ahead."""
    story = _gated().waits_for(
        Kind.BRIEFING_MISSING, Kind.MIDPOINT, Kind.WIND_DOWN, Kind.REVIEW_DUE
    )
    refused = booked(story).refused("session_id")
    assert "the mentor and the mentee have not been briefed" in str(refused.problems[0])
    assert "**Waiting for** the mentor and the mentee: the briefing" in pairing_details(
        story.state, None
    )
    half = _briefed(story, Side.MENTOR).then(BriefingNoted).tells()
    assert "the mentee has not been briefed" in str(booked(half).problems[0])


def test_case_16_the_first_session_is_asked_for_once_both_are_briefed() -> None:
    """When the second of the two is briefed, both are asked to book, in the usual steps, and can
    do it; later news of it asks nobody again."""
    story = _briefed(_briefed(_gated().until(day(2)), Side.MENTOR), *BOTH)
    story.tells((NoticeKind.BOOKING_REQUEST, BOTH))
    story.waits_for(*FIRST, Kind.SILENCE, Kind.MIDPOINT, Kind.WIND_DOWN, Kind.REVIEW_DUE)
    assert story.due(Kind.FIRST_BOOKING_MENTEE).due == day(9)
    assert booked(story).session().starts_at == day(7, 10)
    again = _briefed(_briefed(story.until(day(5)), Side.MENTOR), *BOTH).tells()
    assert booked(again).problems == ()


def test_case_16_who_is_briefed_in_time_notices_no_gate() -> None:
    """If both are briefed before the sessions begin, the first session is asked for as usual."""
    story = _briefed(_gated(Stage.PLANNING), *BOTH)
    plain = given(Stage.PLANNING)
    gated, ungated = planned(story), planned(plain)
    gated.tells((NoticeKind.BOOKING_REQUEST, BOTH))
    assert gated.state.deadlines == ungated.state.deadlines


def test_case_16_the_operator_may_let_two_begin_without() -> None:
    """The operator opens the gate with a reason, which is recorded; both are asked to book."""
    reason = "Both were mentors last year"
    story = _gated().when(WaiveBriefing, OPERATOR, reason=reason)
    story.then(BriefingWaived).tells((NoticeKind.BOOKING_REQUEST, BOTH))
    assert story.state.preparation.briefing_waiver == reason
    assert booked(story).problems == ()
    story.when(WaiveBriefing, OPERATOR, reason="Once more").then()
    _gated().when(WaiveBriefing, MENTOR, reason=reason).refused("acting")


def test_case_16_a_first_session_that_waits_becomes_an_item() -> None:
    """A week after the plan was accepted, each side without a briefing is an item; it is settled
    when that side is briefed."""
    story = _gated().on(Kind.BRIEFING_MISSING)
    assert story.now == day(7)
    story.opens(ItemKind.NOT_BRIEFED, ItemKind.NOT_BRIEFED)
    story = _briefed(story, Side.MENTEE)
    assert [item.side for item in story.state.desk.items] == [Side.MENTOR]
    _briefed(story, *BOTH).leaves_open()


def test_case_16_two_who_have_met_all_the_same_need_no_gate() -> None:
    """A session that took place without a booking counts, and what comes after it is booked as
    usual."""
    story = held(_gated().until(day(9))).leaves_open()
    assert booked(story, 2, on=37).problems == ()


def test_case_16_a_record_that_was_wrong_shuts_the_gate_again() -> None:
    """When it turns out that somebody was not there, an appointment stands and can be moved; once
    it is called off, no other is booked."""
    story = _briefed(booked(_briefed(_gated(), *BOTH)), Side.MENTEE)
    moved = booked(story, on=8)
    assert moved.session().starts_at == day(8, 10)
    story = moved.when(CancelSession, MENTEE, session_id="s-1")
    booked(story, on=9).refused("session_id")


def test_case_16_a_pause_does_not_lose_the_news() -> None:
    """Two who are briefed during a pause of their pairing can book after it."""
    story = _gated().when(PausePairing, MENTOR)
    story = _briefed(story, *BOTH).tells().until(day(3)).when(ResumePairing, MENTOR)
    story.waits_for(*FIRST, Kind.SILENCE, Kind.MIDPOINT, Kind.WIND_DOWN, Kind.REVIEW_DUE)
    assert story.when(BookSession, MENTOR, session_id="s-1", starts_at=day(9)).problems == ()


@pytest.mark.parametrize("changes", [{}, ongoing(8)], ids=["fixed", "ongoing"])
def test_case_16_two_who_are_never_briefed_come_to_an_end(changes: dict[str, Any]) -> None:
    """Without a briefing, and without anybody who does anything, a pairing still ends by itself."""
    assert _gated(**changes).until(day(3 * 366)).state.archived


def test_case_16_who_is_briefed_while_the_two_are_on_hold_is_briefed_afterwards() -> None:
    """A briefing that the cohort tells of while everything rests is known, and nobody is written to
    about it; with the lift both are asked to book, and can do it."""
    for reason in HoldReason:
        story = _gated().when(PutOnHold, OPERATOR, reason=reason).at(day(1))
        story = _briefed(story, *BOTH).then(BriefingNoted).tells()
        story = story.at(day(2)).when(LiftHold, OPERATOR)
        asked = [one.side for one in story.notices if one.kind is NoticeKind.BOOKING_REQUEST]
        assert asked == list(BOTH)
        assert booked(story).problems == ()
        later = story.until(day(20)).state.desk.items
        assert ItemKind.NOT_BRIEFED not in [item.kind for item in later]
