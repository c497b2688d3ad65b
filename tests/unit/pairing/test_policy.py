"""A running pairing goes by other numbers of the programme, on demand only."""

from typing import Any

import pytest

from domain.pairing.commands import AdoptPolicy, PausePairing, ResumePairing, SubmitExpectations
from domain.pairing.events.course import PolicyAdopted
from domain.pairing.vocabulary import DeadlineKind, Stage
from domain.programme.request import Deadlines
from domain.programme.running_policy import Difference, RunningPolicy, differences, policy_of
from domain.programme.session_rules import SessionRules
from tests.unit.pairing.story import BOTH, MENTEE, MENTOR, OPERATOR, Story, day, ongoing
from tests.unit.pairing.ways import (
    EXPECTATIONS,
    GETTING_IN_TOUCH,
    accepted_agreement,
    booked,
    given,
    held,
    lead_to,
    on_hold,
    planned,
)

Kind = DeadlineKind
PAUSED = given(Stage.SESSIONS).when(PausePairing, MENTEE)
SURVEYED = held(given(Stage.SESSIONS)).on(Kind.PULSE)


def adopts(story: Story, **deadlines: Any) -> Story:
    """The operator has the pairing go by other periods."""
    return adopts_rules(story, SessionRules(), **deadlines)


def adopts_rules(story: Story, rules: SessionRules, **deadlines: Any) -> Story:
    """The operator has the pairing go by other numbers."""
    policy = RunningPolicy(
        deadlines=Deadlines.model_validate(deadlines), session_rules=rules, max_extensions=2
    )
    return story.when(AdoptPolicy, OPERATOR, policy=policy)


def test_case_59_other_numbers_move_deadlines_by_the_difference() -> None:
    """With three more days for the first booking its deadlines are three days later, nobody is
    written to, and the change is an event."""
    story = given(Stage.SESSIONS)
    moved = adopts(
        story,
        first_booking_mentee_days=10,
        first_booking_mentor_days=13,
        first_booking_item_days=17,
    ).then(PolicyAdopted)
    moved.tells().opens().enters(Stage.SESSIONS)
    for kind in (Kind.FIRST_BOOKING_MENTEE, Kind.FIRST_BOOKING_MENTOR, Kind.FIRST_BOOKING_ITEM):
        assert moved.due(kind).due == story.state.calendar.in_days(story.due(kind).due, 3)
    assert moved.due(Kind.REVIEW_DUE) == story.due(Kind.REVIEW_DUE)


def test_case_59_the_same_numbers_again_change_nothing() -> None:
    """The migration can be repeated: a pairing that goes by these numbers already does nothing."""
    story = adopts(given(Stage.SESSIONS), silence_days=60).then(PolicyAdopted)
    adopts(story, silence_days=60).then()
    assert adopts(story).state.setup == given(Stage.SESSIONS).state.setup


def test_case_59_nothing_falls_due_in_the_past() -> None:
    """A reminder that would have been due long ago by the new numbers is due now."""
    story = adopts(given(Stage.INVITED).at(day(4)), invitation_reminder_days=1)
    assert story.due(Kind.REMINDER).due == day(4)


def test_case_59_nothing_ends_earlier_than_people_were_told() -> None:
    """Invited with 14 days to answer, people keep them if the programme now gives 8; with 20, they
    have 20."""
    story = given(Stage.INVITED)
    shorter = adopts(story.at(day(10)), invitation_days=8)
    assert shorter.due(Kind.GIVE_UP).due == story.due(Kind.GIVE_UP).due
    longer = adopts(story.at(day(10)), invitation_days=21)
    assert longer.due(Kind.GIVE_UP).due == day(21)


def test_case_59_deadlines_that_a_pause_has_stopped_move_as_well() -> None:
    """After a pause deadlines go on under the numbers that were adopted in it."""
    story = given(Stage.SESSIONS).when(PausePairing, MENTEE).at(day(7))
    direct = adopts(given(Stage.SESSIONS), first_booking_mentee_days=9)
    resumed = adopts(story, first_booking_mentee_days=9).when(ResumePairing, MENTOR)
    calendar = story.state.calendar
    expected = calendar.in_days(direct.due(Kind.FIRST_BOOKING_MENTEE).due, 7)
    assert resumed.due(Kind.FIRST_BOOKING_MENTEE).due == expected


def test_the_end_is_announced_earlier_if_the_programme_says_so() -> None:
    """More days of notice before the end of the term make the announcement earlier."""
    story = given(Stage.SESSIONS)
    moved = adopts(story, wind_down_days=37)
    assert moved.due(Kind.WIND_DOWN).due == story.due(Kind.WIND_DOWN).due - (day(7) - day(0))


@pytest.mark.parametrize(
    ("story", "kind", "setting", "number", "days"),
    [
        (
            given(Stage.SESSIONS, to_be_briefed=BOTH),
            Kind.BRIEFING_MISSING,
            "briefing_item_days",
            9,
            2,
        ),
        (held(given(Stage.SESSIONS)), Kind.PULSE, "pulse_days", 40, 10),
        (given(Stage.SESSIONS), Kind.MIDPOINT, "midpoint_percent", 60, 18),
        (SURVEYED, Kind.SURVEY_REMINDER, "survey_reminder_days", 12, 5),
        (SURVEYED, Kind.SURVEY_OVER, "survey_days", 21, 7),
        (on_hold(), Kind.HOLD_OVER, "hold_max_weeks", 10, 14),
        (PAUSED, Kind.PAUSE_MAX, "pause_max_weeks", 27, 7),
        (PAUSED, Kind.PAUSE_QUESTION, "pause_question_weeks", (5, 8), 7),
    ],
    ids=lambda value: None if isinstance(value, Story) else str(value),
)
def test_case_59_every_period_has_its_deadline(
    story: Story, kind: DeadlineKind, setting: str, number: Any, days: int
) -> None:
    """Another number of days, of weeks, or of the part of the term moves just the deadline that
    follows from it."""
    moved = adopts(story, **{setting: number}).then(PolicyAdopted)
    assert moved.due(kind).due == story.state.calendar.in_days(story.due(kind).due, days)
    others = [line for line in story.state.deadlines if line.kind is not kind]
    assert [line for line in moved.state.deadlines if line.kind is not kind] == others


def test_case_59_halfway_is_counted_from_the_first_possible_session() -> None:
    """Two whose sessions began half a term late are asked later in what was left of it, not in the
    whole term."""
    late = lead_to(Stage.SESSIONS, given(Stage.INVITED).at(day(82)))
    halfway = late.due(Kind.MIDPOINT).due
    moved = adopts(late, midpoint_percent=70).due(Kind.MIDPOINT).due
    assert moved == late.state.calendar.in_days(halfway, 20)


def test_case_59_a_question_that_is_switched_off_is_not_asked() -> None:
    """Questions after the first weeks and halfway that the programme asks no more are not asked of
    pairings that run, also once a pause is over."""
    never = {"pulse_days": 0, "midpoint_percent": 0}
    story = held(given(Stage.SESSIONS))
    assert {Kind.PULSE, Kind.MIDPOINT} < {line.kind for line in story.state.deadlines}
    gone = adopts(story, **never)
    assert not {Kind.PULSE, Kind.MIDPOINT} & {line.kind for line in gone.state.deadlines}
    resumed = adopts(story.when(PausePairing, MENTEE), **never).when(ResumePairing, MENTOR)
    assert not {Kind.PULSE, Kind.MIDPOINT} & {line.kind for line in resumed.state.deadlines}


def test_case_59_a_pause_is_asked_about_no_more_after_its_last_question() -> None:
    """In the fifth week of a pause, a programme that asks after four weeks only does not ask
    again."""
    story = PAUSED.on(Kind.PAUSE_QUESTION)
    assert Kind.PAUSE_QUESTION in {line.kind for line in story.state.deadlines}
    gone = adopts(story, pause_question_weeks=(4,))
    assert Kind.PAUSE_QUESTION not in {line.kind for line in gone.state.deadlines}


def test_what_follows_the_cadence_moves_in_proportion() -> None:
    """For two who meet half as often as the programme has it, ten more days of silence are
    twenty."""
    terms = EXPECTATIONS | {"cadence_days": 56}
    agreed = accepted_agreement(given(Stage.EXPECTATIONS).both(SubmitExpectations, **terms))
    story = held(planned(agreed))
    due = story.due(Kind.SILENCE).due
    assert adopts(story, silence_days=52).due(Kind.SILENCE).due == story.state.calendar.in_days(
        due, 20
    )


@pytest.mark.parametrize(
    ("stage", "deadlines"),
    [
        (Stage.ASSESSMENT, {"preparation_reminder_days": 9}),
        (Stage.PLANNING, {"plan_reminder_days": 7}),
        (Stage.REVIEW, {"review_reminder_days": 11}),
    ],
)
def test_each_stage_has_its_own_numbers(stage: Stage, deadlines: dict[str, int]) -> None:
    """In each stage the reminder moves with the setting of this stage, and with no other's."""
    story = given(stage)
    due = story.due(Kind.REMINDER).due
    moved = adopts(story, **deadlines).due(Kind.REMINDER).due
    assert moved == story.state.calendar.in_days(due, 2)
    others = {"agreement_reminder_days": 9, "invitation_reminder_days": 9}
    assert adopts(story, **others).due(Kind.REMINDER).due == due


def test_an_agreement_has_its_own_numbers() -> None:
    """Once the agreement is drafted, its acceptance is reminded of by the agreement's numbers."""
    story = given(Stage.EXPECTATIONS).both(SubmitExpectations, **EXPECTATIONS)
    due = story.due(Kind.REMINDER).due
    moved = adopts(story, agreement_reminder_days=9).due(Kind.REMINDER).due
    assert moved == story.state.calendar.in_days(due, 2)
    assert adopts(story, preparation_reminder_days=9).due(Kind.REMINDER).due == due


def test_differences_are_named_as_in_the_cohort_file() -> None:
    """Two sets of numbers are compared setting by setting, with the names of the cohort file."""
    story = given(Stage.SESSIONS)
    other = policy_of(adopts(story, silence_days=50).state.setup)
    assert differences(policy_of(story.state.setup), other) == [
        Difference("deadlines.silence_days", 42, 50)
    ]


def test_only_a_pairing_that_runs_takes_other_numbers() -> None:
    """A closed pairing keeps its numbers, and only the operator may change them."""
    adopts(given(Stage.CLOSED)).refused("")
    policy = policy_of(given(Stage.SESSIONS).state.setup)
    given(Stage.SESSIONS).when(AdoptPolicy, MENTOR, policy=policy).refused("acting")


def test_other_rules_of_sessions_hold_at_once() -> None:
    """A booking that was too far ahead can be made under more patient rules, in an ongoing pairing,
    too."""
    for changes in ({}, ongoing()):
        story = given(Stage.SESSIONS, **changes)
        story = adopts_rules(story, SessionRules(book_ahead_days=30))
        assert booked(story, on=40).problems


def test_case_59_the_timetable_stays_in_order_under_other_numbers() -> None:
    """A deadline that other numbers put off comes behind those that are due before it by then."""
    story = adopts(given(Stage.ASSESSMENT, **GETTING_IN_TOUCH), first_contact_days=9)
    assert [line.kind for line in story.state.deadlines][:2] == [Kind.REMINDER, Kind.FIRST_CONTACT]
