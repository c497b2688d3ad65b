"""What follows when short questions are asked and answered, and when nothing is asked any more."""

from domain.engine.base import Instant
from domain.engine.tables import On, Reactions, complete
from domain.pairing.consequences.telling import tell
from domain.pairing.events.base import Events, PairingEvent
from domain.pairing.events.course import DeadlineElapsed, PairingArchived, ReopeningOver
from domain.pairing.events.reviews import SurveyAnswered, SurveyClosed, SurveyOpened
from domain.pairing.state import PairingState
from domain.pairing.survey import Survey
from domain.pairing.timetable import AFTERWARDS, due_of
from domain.pairing.vocabulary import DeadlineKind, Stage
from domain.programme.people import Side
from domain.telling.kinds import NoticeKind

REQUESTS = complete(
    Survey,
    {
        Survey.PULSE: NoticeKind.PULSE,
        Survey.MIDPOINT: NoticeKind.MIDPOINT,
        Survey.FOLLOW_UP: NoticeKind.FOLLOW_UP,
    },
    verb="asks",
)
REMINDERS = complete(
    Survey,
    {
        Survey.PULSE: NoticeKind.PULSE_REMINDER,
        Survey.MIDPOINT: NoticeKind.MIDPOINT_REMINDER,
        Survey.FOLLOW_UP: NoticeKind.FOLLOW_UP_REMINDER,
    },
    verb="reminds of",
)


def ask(survey: Survey, state: PairingState, now: Instant) -> Events:
    """The short questions to those who are still there, if the two have met; never asked twice.

    Nothing if they wait for a session. Whatever else is asked at that time is over.
    """
    if due_of(state, DeadlineKind(survey.value)):
        return ()
    today = state.calendar.local_day(now)
    asked = tuple(side for side in Side if not state.has_left(side, today))
    if not asked or not state.tally.held or state.asked_in(survey):
        return ()
    return (*closed(state, now), SurveyOpened(occurred_at=now, survey=survey, asked=asked))


def closed(state: PairingState, now: Instant) -> Events:
    """The end of the survey that is open, if one is."""
    survey = state.survey
    if survey is None:
        return ()
    complete_ = not survey.missing
    return (SurveyClosed(occurred_at=now, survey=survey.survey, complete=complete_),)


def archived(state: PairingState, now: Instant) -> Events:
    """The end of a pairing that can neither be reopened nor is asked anything any more."""
    is_final = state.stage is Stage.CLOSED and state.ending is not None and state.ending.final
    if not is_final or any(line.kind in AFTERWARDS for line in state.deadlines):
        return ()
    return (PairingArchived(occurred_at=now),)


def remind(event: DeadlineElapsed, state: PairingState) -> Events:
    """Whoever has not answered."""
    survey = state.survey
    if survey is None:
        return ()
    until = due_of(state, DeadlineKind.SURVEY_OVER)
    return tell(survey.missing, REMINDERS[survey.survey], event, state, until=until)


def _asked(event: SurveyOpened, state: PairingState) -> Events:
    until = due_of(state, DeadlineKind.SURVEY_OVER)
    return tell(event.asked, REQUESTS[event.survey], event, state, until=until)


def _answered(event: SurveyAnswered, state: PairingState) -> Events:
    """A late answer to a survey that is over changes nothing else."""
    survey = state.survey
    if survey is None or survey.survey is not event.survey or survey.missing:
        return ()
    return closed(state, event.occurred_at)


def _over(event: SurveyClosed | ReopeningOver, state: PairingState) -> Events:
    return archived(state, event.occurred_at)


PROGRESS: Reactions[PairingState, PairingEvent] = (
    On(SurveyAnswered, _answered),
    On(SurveyClosed, _over),
    On(ReopeningOver, _over),
)
TELL: Reactions[PairingState, PairingEvent] = (On(SurveyOpened, _asked),)
