"""Stages *assessment*, *expectations* and *planning*: what both bring along, want, and plan."""

from datetime import date, timedelta
from typing import Any

import pytest

from domain.pairing.commands import (
    AcceptAgreement,
    AcceptPlan,
    Reopen,
    SubmitAssessment,
    SubmitExpectations,
)
from domain.pairing.events.course import DeadlineElapsed, PairingClosed, StageEntered
from domain.pairing.events.preparation import (
    AgreementAccepted,
    AgreementDrafted,
    AssessmentSubmitted,
    ExpectationsSubmitted,
    PlanAccepted,
    PlanAmended,
    PlanDrawnUp,
)
from domain.pairing.events.reviews import ReviewOpened
from domain.pairing.vocabulary import Channel, DeadlineKind, EndReason, Stage
from domain.programme.people import Side
from domain.programme.request import FixedTerm
from domain.telling.kinds import ItemKind, NoticeKind
from tests.unit.pairing.story import BOTH, MENTEE, MENTOR, OPERATOR, START, Story, day
from tests.unit.pairing.ways import (
    ASSESSMENT,
    EXPECTATIONS,
    accepted_agreement,
    agreed,
    assessed,
    given,
    planned,
)

ME, YOU = (Side.MENTOR,), (Side.MENTEE,)
Reminder, Escalation, GiveUp = (
    DeadlineKind.REMINDER,
    DeadlineKind.ESCALATION,
    DeadlineKind.GIVE_UP,
)


# -- assessment ----------------------------------------------------------------------------------


def test_case_02_half_an_assessment_is_kept() -> None:
    """An assessment may come in parts; the stage waits for the rest."""
    story = given(Stage.ASSESSMENT).when(SubmitAssessment, MENTOR, knowledge={"ai": 4})
    story.then(AssessmentSubmitted).enters(Stage.ASSESSMENT)
    rest: dict[str, Any] = {"knowledge": {"data": 2}, "confidence": {"ai": 3, "data": 1}}
    story = story.when(SubmitAssessment, MENTOR, **rest, experience=())
    assert story.state.preparation.assessments.mentor
    assert story.state.preparation.assessments.mentor.knowledge == {"ai": 4, "data": 2}
    assert [event.complete for event in story.events if isinstance(event, AssessmentSubmitted)] == [
        True
    ]


def test_an_assessment_is_complete_when_every_topic_is_answered() -> None:
    """An assessment is complete when knowledge and confidence of all topics and experience are
    given."""
    for missing in ({"knowledge": {"ai": 4}}, {"confidence": {"data": 4}}, {"experience": None}):
        fields = ASSESSMENT | missing
        story = given(Stage.ASSESSMENT).when(SubmitAssessment, MENTOR, **fields)
        assert [
            event.complete for event in story.events if isinstance(event, AssessmentSubmitted)
        ] == [False]


def test_an_answer_without_anything_in_it_is_refused() -> None:
    """An empty assessment is refused; any part of one is accepted."""
    story = given(Stage.ASSESSMENT)
    story.when(SubmitAssessment, MENTOR).refused("")
    for part in ("knowledge", "confidence", "experience"):
        assert story.when(SubmitAssessment, MENTOR, **{part: ASSESSMENT[part]}).events


def test_the_same_answers_again_change_nothing() -> None:
    """Submitting the same assessment again changes nothing."""
    said = given(Stage.ASSESSMENT).when(SubmitAssessment, MENTOR, **ASSESSMENT)
    said.when(SubmitAssessment, MENTOR, **ASSESSMENT).then()


def test_an_unknown_topic_is_refused_by_its_place_and_never_by_its_name() -> None:
    """An unknown topic is refused by its place, never by its name, and with the topics there
    are."""
    story = given(Stage.ASSESSMENT).when(
        SubmitAssessment, MENTOR, knowledge={"ai": 1, "secret": 2}, confidence={"secret": 1}
    )
    story.refused("knowledge[1]", "confidence[0]")
    assert story.problems[0].allowed == "ai, data"
    assert "secret" not in str(story.problems)


def test_two_complete_assessments_lead_to_expectations() -> None:
    """When both assessments are complete, both are asked for expectations."""
    story = assessed(given(Stage.ASSESSMENT)).then(AssessmentSubmitted, StageEntered)
    story.enters(Stage.EXPECTATIONS).tells((NoticeKind.EXPECTATIONS_REQUEST, BOTH))


def test_an_assessment_can_be_corrected_until_the_plan_is_drawn_up() -> None:
    """An assessment can be corrected until the plan is drawn up, which follows from what is known
    then."""
    story = given(Stage.EXPECTATIONS).when(SubmitAssessment, MENTEE, knowledge={"data": 5})
    story.then(AssessmentSubmitted).enters(Stage.EXPECTATIONS).tells()


# -- whoever does not answer ---------------------------------------------------------------------

LADDERS = [
    (Stage.ASSESSMENT, NoticeKind.ASSESSMENT_REMINDER, ItemKind.ASSESSMENT_MISSING, (7, 14, 42)),
    (
        Stage.EXPECTATIONS,
        NoticeKind.EXPECTATIONS_REMINDER,
        ItemKind.EXPECTATIONS_MISSING,
        (7, 14, 42),
    ),
    (Stage.PLANNING, NoticeKind.PLAN_REMINDER, ItemKind.PLAN_NOT_ACCEPTED, (7, 10, 42)),
]
"""Days after Monday; the plan's fifth is a Saturday."""


@pytest.mark.parametrize(("stage", "reminder", "item", "days"), LADDERS)
def test_case_02_silence_is_reminded_of_escalated_and_brought_to_an_end(
    stage: Stage, reminder: NoticeKind, item: ItemKind, days: tuple[int, int, int]
) -> None:
    """Silence in the preparation leads to a reminder, then to an item, then to the end."""
    story = given(stage).on(Reminder).then(DeadlineElapsed).tells((reminder, BOTH)).opens()
    assert story.now.date() == day(days[0]).date()
    story = story.on(Escalation).then(DeadlineElapsed).tells().opens(item, item)
    assert story.now.date() == day(days[1]).date()
    story = story.on(GiveUp).then(DeadlineElapsed, PairingClosed, StageEntered)
    assert story.now.date() == day(days[2]).date()
    story.tells((NoticeKind.CLOSED, BOTH)).leaves_open()
    assert story.state.ending
    assert story.state.ending.reason is EndReason.PREPARATION_UNANSWERED


ANSWERS = [
    (Stage.ASSESSMENT, SubmitAssessment, ASSESSMENT),
    (Stage.EXPECTATIONS, SubmitExpectations, EXPECTATIONS),
    (Stage.PLANNING, AcceptPlan, {"version": 1}),
]


@pytest.mark.parametrize(("stage", "message", "fields"), ANSWERS)
def test_whoever_has_answered_is_not_asked_again(
    stage: Stage, message: Any, fields: dict[str, Any]
) -> None:
    """A side that has answered gets neither reminder nor item."""
    story = given(stage).when(message, MENTOR, **fields).on(Reminder)
    assert [notice.side for notice in story.notices] == [Side.MENTEE]
    story = story.on(Escalation)
    assert [item.side for item in story.state.desk.items] == [Side.MENTEE]


@pytest.mark.parametrize(("stage", "message", "fields"), ANSWERS)
def test_an_answer_settles_the_item_that_asks_for_it(
    stage: Stage, message: Any, fields: dict[str, Any]
) -> None:
    """An answer settles the item about that side, and leaves the one about the partner."""
    story = given(stage).on(Escalation).when(message, MENTEE, **fields)
    assert [item.side for item in story.state.desk.items] == [Side.MENTOR]
    story.when(message, MENTOR, **fields).leaves_open()


def test_case_13_an_accepted_agreement_is_not_asked_for_again() -> None:
    """An accepted agreement is not asked for again; its reminder and item are its own."""
    story = given(Stage.EXPECTATIONS).both(SubmitExpectations, **EXPECTATIONS)
    version = story.state.preparation.agreement.version if story.state.preparation.agreement else ""
    story = story.when(AcceptAgreement, MENTOR, version=version).then(AgreementAccepted)
    story = story.on(Reminder).tells((NoticeKind.AGREEMENT_REMINDER, YOU))
    story = story.on(Escalation).opens(ItemKind.AGREEMENT_NOT_ACCEPTED)
    assert story.state.desk.items[0].side is Side.MENTEE
    story.on(GiveUp).enters(Stage.CLOSED)


def test_whoever_accepts_the_agreement_settles_their_own_item() -> None:
    """Accepting the agreement settles the item about that side, and leaves the partner's."""
    story = given(Stage.EXPECTATIONS).both(SubmitExpectations, **EXPECTATIONS).on(Escalation)
    version = story.state.preparation.agreement.version if story.state.preparation.agreement else ""
    story = story.when(AcceptAgreement, MENTOR, version=version)
    assert [item.side for item in story.state.desk.items] == [Side.MENTEE]


# -- expectations and agreement ------------------------------------------------------------------


def test_two_statements_make_an_agreement() -> None:
    """Expectations of both make an agreement, and both are asked to accept this version."""
    story = given(Stage.EXPECTATIONS).when(SubmitExpectations, MENTOR, **EXPECTATIONS)
    story = story.then(ExpectationsSubmitted).when(SubmitExpectations, MENTEE, **EXPECTATIONS)
    story.then(ExpectationsSubmitted, AgreementDrafted)
    story.tells((NoticeKind.AGREEMENT_READY, BOTH)).waits_for(Reminder, Escalation, GiveUp)


def test_differences_are_listed_and_resolved_by_rule() -> None:
    """Differences are resolved to the mentee's channel, slower cadence, longer notice and all
    topics."""
    other = EXPECTATIONS | {
        "channel": Channel.PHONE,
        "cadence_days": 14,
        "notice_hours": 48,
        "topics": ("data", "ai"),
    }
    story = given(Stage.EXPECTATIONS).when(SubmitExpectations, MENTOR, **EXPECTATIONS)
    agreement = story.when(SubmitExpectations, MENTEE, **other).state.preparation.agreement
    assert agreement
    assert agreement.differences == ("channel", "cadence_days", "notice_hours", "topics")
    assert (agreement.channel, agreement.cadence_days) == (Channel.PHONE, 28)
    assert (agreement.notice_hours, agreement.topics) == (48, ("data", "ai"))


def test_goals_and_off_limit_topics_are_kept_apart_from_the_data() -> None:
    """Goals and off-limit topics are in the private part of every record that has them."""
    story = given(Stage.EXPECTATIONS).both(SubmitExpectations, **EXPECTATIONS)
    fields = [record.data for record in story.records]
    assert "salaries" not in str(fields)
    assert sum("salaries" in str(record.private) for record in story.records) == 3


def test_case_14_a_change_voids_what_the_partner_had_accepted() -> None:
    """Changed expectations void the partner's acceptance, and both are asked again."""
    story = given(Stage.EXPECTATIONS).both(SubmitExpectations, **EXPECTATIONS)
    before = story.state.preparation.agreement
    assert before
    story = story.when(AcceptAgreement, MENTEE, version=before.version)
    story = story.when(SubmitExpectations, MENTOR, **EXPECTATIONS | {"goals": ("something new",)})
    story.then(ExpectationsSubmitted, AgreementDrafted)
    story.tells((NoticeKind.AGREEMENT_CHANGED, BOTH))
    assert story.state.preparation.agreement_accepted.missing == BOTH
    old = story.when(AcceptAgreement, MENTOR, version=before.version).refused("version")
    assert story.state.preparation.agreement
    assert old.problems[0].allowed == story.state.preparation.agreement.version


def test_case_14_the_same_statement_again_voids_nothing() -> None:
    """Submitting the same expectations again voids no acceptance."""
    story = given(Stage.EXPECTATIONS).both(SubmitExpectations, **EXPECTATIONS)
    version = story.state.preparation.agreement.version if story.state.preparation.agreement else ""
    story = story.when(AcceptAgreement, MENTEE, version=version)
    story = story.when(SubmitExpectations, MENTOR, **EXPECTATIONS).then(ExpectationsSubmitted)
    assert story.state.preparation.agreement_accepted.mentee == version


def test_accepting_twice_changes_nothing() -> None:
    """Accepting an agreement a second time changes nothing."""
    story = given(Stage.EXPECTATIONS).both(SubmitExpectations, **EXPECTATIONS)
    version = story.state.preparation.agreement.version if story.state.preparation.agreement else ""
    accepted = story.when(AcceptAgreement, MENTOR, version=version)
    accepted.when(AcceptAgreement, MENTOR, version=version).then().enters(Stage.EXPECTATIONS)


def test_nothing_can_be_accepted_before_both_have_spoken() -> None:
    """An agreement cannot be accepted before both have given their expectations."""
    given(Stage.EXPECTATIONS).when(AcceptAgreement, MENTOR, version="0" * 16).refused("version")


def test_an_unknown_topic_cannot_be_wished_for() -> None:
    """A wish for an unknown topic is refused with its place in the list."""
    wishes = EXPECTATIONS | {"topics": ("ai", "gardening")}
    given(Stage.EXPECTATIONS).when(SubmitExpectations, MENTOR, **wishes).refused("topics[1]")


def test_case_15_other_topics_reopen_the_expectations_while_the_plan_is_discussed() -> None:
    """Other topics reopen the expectations while the plan is discussed."""
    wishes = EXPECTATIONS | {"topics": ("data",)}
    story = given(Stage.PLANNING).when(SubmitExpectations, MENTEE, **wishes)
    story.then(ExpectationsSubmitted, StageEntered, AgreementDrafted).enters(Stage.EXPECTATIONS)
    story.tells((NoticeKind.AGREEMENT_CHANGED, BOTH))
    again = accepted_agreement(story).enters(Stage.PLANNING)
    assert again.state.plan
    assert again.state.plan.version == 2


# -- planning ------------------------------------------------------------------------------------


def test_the_plan_is_drawn_up_when_both_accept_the_agreement() -> None:
    """When both have accepted the agreement, the plan is drawn up and both get it."""
    story = agreed(given(Stage.EXPECTATIONS))
    story.then(AgreementAccepted, AgreementAccepted, StageEntered, PlanDrawnUp)
    story.enters(Stage.PLANNING).tells((NoticeKind.PLAN_READY, BOTH))
    assert len(story.state.sessions) == 6


def test_the_plan_follows_from_what_both_said() -> None:
    """The plan follows the agreed cadence, and begins with the topic that has the largest gap."""
    story = given(Stage.ASSESSMENT)
    story = story.when(SubmitAssessment, MENTOR, **ASSESSMENT | {"knowledge": {"ai": 1, "data": 5}})
    story = story.when(SubmitAssessment, MENTEE, **ASSESSMENT | {"knowledge": {"ai": 1, "data": 1}})
    wishes = EXPECTATIONS | {"topics": ("ai", "data"), "cadence_days": 14}
    plan = accepted_agreement(story.both(SubmitExpectations, **wishes)).state.plan
    assert plan
    assert plan.sessions[0].topic == "data"
    assert plan.sessions[1].on - plan.sessions[0].on == timedelta(days=14)


def test_as_many_sessions_are_planned_as_the_plan_has() -> None:
    """Before there is a plan, the number of sessions is the programme's; later it is the plan's."""
    short = {"term": FixedTerm(start=START.date(), weeks=2)}
    assert given(Stage.INVITED, **short).state.sessions_planned == 6
    story = given(Stage.PLANNING, **short)
    assert story.state.sessions_planned == len(story.state.sessions) < 6


def test_two_acceptances_begin_the_sessions() -> None:
    """When both have accepted the plan, sessions begin and both are asked to book."""
    story = planned(given(Stage.PLANNING)).then(PlanAccepted, PlanAccepted, StageEntered)
    story.enters(Stage.SESSIONS).tells((NoticeKind.BOOKING_REQUEST, BOTH))
    assert [notice.session_id for notice in story.notices] == ["s-1", "s-1"]


def amended(story: Story, **wish: Any) -> Story:
    """The mentee wishes to change the second session."""
    wishes = ({"session_id": "s-2"} | wish,)
    version = story.state.plan.version if story.state.plan else 0
    return story.when(AcceptPlan, MENTEE, version=version, amendments=wishes)


def test_an_amendment_asks_the_partner_again() -> None:
    """An amendment counts as accepted by its sender, and the partner is asked again."""
    story = given(Stage.PLANNING).when(AcceptPlan, MENTOR, version=1)
    story = amended(story, on=date(2027, 3, 31)).then(PlanAmended)
    story.tells((NoticeKind.PLAN_CHANGED, ME)).enters(Stage.PLANNING)
    assert story.state.preparation.plan_accepted.missing == ME
    story.when(AcceptPlan, MENTOR, version=1).refused("version")
    story.when(AcceptPlan, MENTOR, version=2).enters(Stage.SESSIONS)


def test_accepting_the_plan_twice_changes_nothing() -> None:
    """Accepting a plan a second time changes nothing."""
    story = given(Stage.PLANNING).when(AcceptPlan, MENTOR, version=1)
    story.when(AcceptPlan, MENTOR, version=1).then()


def test_an_impossible_wish_is_refused_with_its_place() -> None:
    """A Sunday, a topic that was not agreed and an unknown session are refused with their
    places."""
    story = given(Stage.PLANNING)
    amended(story, on=date(2027, 3, 28)).refused("amendments[0].on")
    amended(story, topic="data").refused("amendments[0].topic")
    amended(story, session_id="s-9", on=date(2027, 3, 30)).refused("amendments[0].session_id")


def test_a_plan_cannot_be_moved_into_the_past() -> None:
    """Three weeks after it was drawn up, a plan cannot move a session into its first week."""
    story = given(Stage.PLANNING).at(day(21))
    amended(story, on=date(2027, 3, 3)).refused("amendments[0].on")


def test_a_term_without_room_for_a_session_ends_without_a_review() -> None:
    """Two whose preparation outlasts the term are told that it is over; nobody looks back."""
    story = given(Stage.EXPECTATIONS, term=FixedTerm(start=START.date(), weeks=1)).at(day(10))
    story = agreed(story).enters(Stage.CLOSED)
    assert not any(isinstance(event, ReviewOpened) for event in story.events)
    assert story.state.ending
    assert story.state.ending.reason is EndReason.PROGRAMME_ENDED


def test_a_pairing_that_never_had_a_session_is_planned_anew_when_it_is_reopened() -> None:
    """A pairing reopened without a session gets a plan with room for at least one."""
    story = given(Stage.EXPECTATIONS, term=FixedTerm(start=START.date(), weeks=1)).at(day(10))
    story = agreed(story).enters(Stage.CLOSED)
    story = story.when(Reopen, OPERATOR).enters(Stage.PLANNING)
    assert story.state.sessions
