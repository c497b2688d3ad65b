"""The straight way through a pairing, and what people usually say on it."""

from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from typing import Any

from domain.engine.roles import Role
from domain.pairing.commands import (
    Accept,
    AcceptAgreement,
    AcceptPlan,
    BookSession,
    PutOnHold,
    ReportSession,
    SubmitAssessment,
    SubmitExpectations,
    SubmitReview,
)
from domain.pairing.facts import ShutdownAhead
from domain.pairing.preparation_requests import AnswerApproval
from domain.pairing.state import PairingState
from domain.pairing.survey import SURVEY_QUESTIONS, Survey
from domain.pairing.vocabulary import Channel, HoldReason, Objectives, SessionOutcome, Stage
from domain.programme.calendar import RecordCalendar
from domain.programme.people import Side
from domain.programme.request import Deadlines, Shutdown
from tests.unit.pairing.story import MENTEE, MENTOR, OPERATOR, Story, a_setup, day, opened
from tests.unit.timetables import looked_up

ASSESSMENT: dict[str, Any] = {
    "knowledge": {"ai": 4, "data": 3},
    "confidence": {"ai": 3, "data": 2},
    "experience": ("sales",),
}
EXPECTATIONS: dict[str, Any] = {
    "goals": ("use it every day",),
    "topics": ("ai",),
    "off_limits": ("salaries",),
    "channel": Channel.VIDEO,
    "cadence_days": 28,
    "notice_hours": 24,
}
REVIEW: dict[str, Any] = {
    "confidence": {"ai": 4},
    "objectives": Objectives.REACHED,
    "again": True,
    "partnership": False,
}
PULSE, MIDPOINT, FOLLOW_UP = (
    {"survey": survey, "ratings": dict.fromkeys(SURVEY_QUESTIONS[survey], 4)} for survey in Survey
)
GETTING_IN_TOUCH: dict[str, Any] = {
    "first_contact": True,
    "deadlines": Deadlines(first_contact_days=2, first_contact_item_days=9),
}
"""A programme that asks for a first contact, on days on which nothing else falls due."""
APPROVAL: dict[str, Any] = {
    "to_be_approved": tuple(Side),
    "managers": {"mentor": "p-boss", "mentee": "p-board"},
}
"""Of a programme that asks the line managers of both."""
HELD: dict[str, Any] = {"session_id": "s-1", "outcome": SessionOutcome.HELD}
MENTOR_ABSENT = HELD | {"outcome": SessionOutcome.MENTOR_ABSENT}
MENTEE_ABSENT = HELD | {"outcome": SessionOutcome.MENTEE_ABSENT}


def given(stage: Stage = Stage.INVITED, **changes: Any) -> Story:
    """A pairing that has come straight to a stage; the last step is forgotten."""
    story = lead_to(stage, opened(a_setup(**changes))) if changes else _usual(stage)
    return replace(story, events=(), receipt=None)


@cache
def _usual(stage: Stage) -> Story:
    return lead_to(stage, opened(a_setup(**(APPROVAL if stage is Stage.APPROVAL else {}))))


def lead_to(stage: Stage, story: Story) -> Story:
    """Send all messages of both sides until the pairing has reached the stage."""
    order = list(Stage)
    for step in (accepted, approved, assessed, agreed, planned, all_held):
        if order.index(story.state.stage) >= order.index(stage):
            return story
        story = step(story)
    if stage.is_over:
        story = reviewed(story, partnership=stage is Stage.PARTNERSHIP)
    return story


def accepted(story: Story) -> Story:
    """Both say yes."""
    return story.both(Accept)


def approved(story: Story) -> Story:
    """The line managers who are asked say yes."""
    for side in story.state.setup.to_be_approved:
        story = story.when(
            AnswerApproval,
            OPERATOR,
            side=side,
            manager_id=story.state.setup.managers.of(side) or "p-boss",
            approved=True,
        )
    return story


def assessed(story: Story) -> Story:
    """Both record what they know: the mentor more of everything."""
    little = ASSESSMENT | {"knowledge": {"ai": 1, "data": 1}}
    return story.when(SubmitAssessment, MENTOR, **ASSESSMENT).when(
        SubmitAssessment, MENTEE, **little
    )


def agreed(story: Story) -> Story:
    """Both expect the same, and accept the agreement that follows."""
    story = story.both(SubmitExpectations, **EXPECTATIONS)
    return accepted_agreement(story)


def accepted_agreement(story: Story) -> Story:
    """Both accept the present agreement."""
    agreement = story.state.preparation.to_accept
    return story.both(AcceptAgreement, version=agreement.version if agreement else "")


def planned(story: Story) -> Story:
    """Both accept the present plan."""
    plan = story.state.plan
    return story.both(AcceptPlan, version=plan.version if plan else 0)


def booked(story: Story, number: int = 1, on: float = 7, hour: int = 10) -> Story:
    """The mentee books a session."""
    starts_at = day(on, hour)
    return story.when(BookSession, MENTEE, session_id=f"s-{number}", starts_at=starts_at)


def held(story: Story, number: int = 1) -> Story:
    """The mentor reports that a session took place just now, booked or not."""
    session_id = f"s-{number}"
    return story.when(ReportSession, MENTOR, **HELD | {"session_id": session_id}, held_at=story.now)


def all_held(story: Story) -> Story:
    """Every session of the plan took place, the last one just now."""
    *earlier, last = [session.number for session in story.state.sessions]
    return held(held_in_a_row(story, *earlier), last)


def held_in_a_row(story: Story, *numbers: int) -> Story:
    """Sessions took place, each at a time of its own; the clock stands where it stood."""
    now = story.now
    for place, number in enumerate(numbers, start=1):
        story = held(story.at(now + timedelta(microseconds=place)), number)
    return story.at(now)


def reviewed(story: Story, **fields: Any) -> Story:
    """Both look back."""
    return story.both(SubmitReview, **REVIEW | fields)


def on_hold(stage: Stage = Stage.SESSIONS, **changes: Any) -> Story:
    """Misconduct was reported; everything rests."""
    story = given(stage, **changes)
    return story.when(PutOnHold, Role.OPERATOR, reason=HoldReason.MISCONDUCT, words="Remarks")


def over(**changes: Any) -> Story:
    """The first session was booked, and has been over for two hours."""
    return booked(given(Stage.SESSIONS, **changes)).at(day(7, 13))


def reported(story: Story, by: Role, fields: dict[str, Any]) -> Story:
    """A report about the session."""
    return story.when(ReportSession, by, **fields)


def shut_down(story: Story, first: date, last: date) -> Story:
    """A shutdown of the whole company is announced, and the days off are looked up."""
    shutdown = Shutdown(first=first, last=last)
    story = story.when(ShutdownAhead, OPERATOR, shutdown=shutdown)
    return story.does(calendar_by_now(story.state))


def calendar_by_now(state: PairingState) -> RecordCalendar:
    """What a look at the days off comes to, with all shutdowns that are known."""
    return looked_up(state.calendar, state.setup.shutdowns)
