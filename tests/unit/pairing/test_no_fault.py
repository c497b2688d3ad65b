"""Two who find out early that they do not fit part without fault (case 41)."""

from datetime import datetime
from typing import Any

import pytest

from domain.engine.roles import Role
from domain.pairing.commands import (
    Accept,
    AnswerCheckIn,
    End,
    PausePairing,
    Reopen,
    ReportSession,
    ResumePairing,
    WithdrawSessionReport,
)
from domain.pairing.events.course import PairingClosed, StageEntered
from domain.pairing.explain import explain
from domain.pairing.letters import letter
from domain.pairing.vocabulary import ASKABLE_END_REASONS, EndReason, Stage
from domain.programme.request import Deadlines
from domain.telling.bodies import ClosingBody
from domain.telling.kinds import NoticeKind
from tests.unit.pairing.story import BOTH, MENTEE, MENTOR, OPERATOR, Story, day
from tests.unit.pairing.ways import HELD, given, held

BETWEEN_THE_TWO = {EndReason.NO_FIT, EndReason.COMMUNICATION, EndReason.CONFLICT_OF_INTEREST}

OUT = {"check_in": "junior", "answer": "end_without_naming_me"}


def parted(
    story: Story, at: datetime | None = None, by: Role = MENTEE, **fields: Any
) -> tuple[Story, bool]:
    """One side ends the pairing; returns whether that counts as no fault."""
    story = (story.at(at) if at else story).when(End, by, **{"reason": EndReason.NO_FIT} | fields)
    (closed,) = [event for event in story.events if isinstance(event, PairingClosed)]
    assert story.state.ending is not None
    assert story.state.ending.no_fault == closed.no_fault
    return story, closed.no_fault


@pytest.mark.parametrize("by", [MENTOR, MENTEE, OPERATOR])
@pytest.mark.parametrize("stage", [Stage.ASSESSMENT, Stage.PLANNING, Stage.SESSIONS])
def test_either_or_the_operator_for_them_may_part(stage: Stage, by: Role) -> None:
    """Either side, or the operator for them, may part without fault in any stage, while it is
    early."""
    story, no_fault = parted(given(stage), day(10), by)
    story.then(PairingClosed, StageEntered).tells((NoticeKind.CLOSED, BOTH))
    assert no_fault


@pytest.mark.parametrize(
    "reason", [one for one in ASKABLE_END_REASONS if one is not EndReason.OBJECTIVES_REACHED]
)
def test_only_reasons_between_the_two_are_nobodys_fault(reason: EndReason) -> None:
    """Only reasons that lie between the two are no fault; those that go along with a person are
    not."""
    _, no_fault = parted(given(Stage.ASSESSMENT), reason=reason)
    assert no_fault == (reason in BETWEEN_THE_TWO)


def test_case_41_the_time_runs_from_the_first_session() -> None:
    """The time for a no-fault exit is 30 days, to the minute, from the first session; before it,
    both may part at any time."""
    story = given().when(Accept, MENTOR)
    assert not parted(story)[1]
    story = given(Stage.SESSIONS)
    assert parted(story, day(60))[1]
    story = held(story.at(day(5)))
    assert story.state.no_fault_until == day(35)
    assert parted(story, day(35, 8))[1]
    assert not parted(story, day(35, 9))[1]


def test_the_time_does_not_begin_anew_with_every_session() -> None:
    """Further sessions do not restart the time; if the only one was not held, there is none."""
    story = held(held(given(Stage.SESSIONS)).at(day(20)), 2)
    assert story.state.no_fault_until == day(30)
    assert not parted(story, day(31))[1]
    only = held(given(Stage.SESSIONS)).when(WithdrawSessionReport, MENTOR, session_id="s-1")
    assert parted(only, day(60))[1]


def test_case_41_the_time_follows_what_was_the_first_session() -> None:
    """If the report of the first session was wrong, the time counts from the one that was the first
    instead; one that is told of late, and was earlier, counts as well."""
    story = held(held(given(Stage.SESSIONS).at(day(7)), 1).at(day(40)), 2)
    assert story.state.no_fault_until == day(37)
    wrong = story.when(WithdrawSessionReport, MENTOR, session_id="s-1")
    assert wrong.state.no_fault_until == day(70)
    assert parted(wrong, day(45))[1]
    earlier = wrong.when(ReportSession, MENTEE, **HELD, held_at=day(10))
    assert earlier.state.no_fault_until == day(42)  # after a weekend
    assert not parted(earlier, day(45))[1]


def test_case_41_a_pause_still_counts_when_another_session_was_the_first() -> None:
    """What the time was longer by because of a pause stays when a report turns out to be wrong."""
    story = held(held(given(Stage.SESSIONS), 1).at(day(5)), 2).when(PausePairing, MENTOR)
    story = story.at(day(15)).when(ResumePairing, MENTOR)
    assert story.state.no_fault_until == day(40)
    wrong = story.when(WithdrawSessionReport, MENTOR, session_id="s-1")
    assert wrong.state.no_fault_until == day(45)


def test_the_time_stands_still_during_a_pause() -> None:
    """The time for a no-fault exit stands still in a pause, also for an end during it."""
    story = held(given(Stage.SESSIONS)).at(day(20)).when(PausePairing, MENTOR)
    assert parted(story, day(80))[1]
    story = story.at(day(80)).when(ResumePairing, MENTOR)
    assert parted(story, day(89))[1]
    assert not parted(story, day(91))[1]


def test_a_pause_does_not_bring_back_what_is_over() -> None:
    """A long pause in the middle of the year does not bring back the no-fault exit."""
    story = held(given(Stage.SESSIONS)).at(day(40)).when(PausePairing, MENTOR)
    assert not parted(story, day(41))[1]
    story = story.at(day(140)).when(ResumePairing, MENTOR)
    assert not parted(story, day(140))[1]


def test_the_time_counts_from_the_wish() -> None:
    """A mentor who asks in confidence for an end is not at fault because the lead acts later."""
    story = held(given(Stage.SESSIONS)).at(day(10)).when(AnswerCheckIn, MENTOR, **OUT)
    assert parted(story, day(60), OPERATOR)[1]
    late = held(given(Stage.SESSIONS)).at(day(31)).when(AnswerCheckIn, MENTOR, **OUT)
    assert not parted(late, day(60), OPERATOR)[1]


def test_a_programme_may_do_without() -> None:
    """With 0 days in the cohort file there is no no-fault exit."""
    story = given(Stage.ASSESSMENT, deadlines=Deadlines(no_fault_exit_days=0))
    assert story.state.no_fault_until is None
    assert not parted(story)[1]


def test_a_programme_may_give_more_time() -> None:
    """The number of days for a no-fault exit is that of the cohort file."""
    story = held(given(Stage.SESSIONS, deadlines=Deadlines(no_fault_exit_days=60)))
    assert parted(story, day(59))[1]


def test_a_reopened_pairing_may_be_parted_from_again() -> None:
    """After a reopening the two may still part without fault, if it is early enough."""
    story, _ = parted(given(Stage.ASSESSMENT), day(3))
    story = story.at(day(5)).when(Reopen, OPERATOR)
    assert story.state.ending is None
    assert parted(story, day(6))[1]


def test_both_read_that_they_come_first_for_somebody_new() -> None:
    """After a no-fault exit both read that they come first for a new partner; else they do not."""
    early, _ = parted(given(Stage.ASSESSMENT))
    late, _ = parted(held(given(Stage.SESSIONS)), day(31))
    for story, promised in ((early, True), (late, False)):
        for notice in story.notices:
            told = letter(story.state, notice, story.now).body
            assert isinstance(told, ClosingBody)
            assert (told.no_fault, told.end_reason) == (promised, None)


def test_the_explanation_names_the_rule() -> None:
    """The explanation of a no-fault exit names the rule to those who look after the two."""
    story, _ = parted(given(Stage.ASSESSMENT))
    assert explain(story.state).notices[0].why == (
        "The two parted within 30 days of their first session: nobody is to blame, and both come "
        "first for somebody new (no_fault_exit_days)"
    )
