"""Deciding on check-ins, surveys and reviews."""

from domain.engine.base import Instant
from domain.engine.errors import NotAllowed, Problem, not_allowed
from domain.engine.roles import Role
from domain.engine.tables import Deciders, On
from domain.pairing.commands import AnswerCheckIn, AnswerSurvey, ReportSession, SubmitReview
from domain.pairing.decide.course import begin_pause
from domain.pairing.decide.sessions import check_past, report
from domain.pairing.events.base import Events, PairingEvent, PrivateWords
from domain.pairing.events.reviews import CheckInAnswered, ReviewSubmitted, SurveyAnswered
from domain.pairing.review import ReviewRound
from domain.pairing.session import Session
from domain.pairing.sides import side_of
from domain.pairing.state import PairingState
from domain.pairing.survey import SURVEY_QUESTIONS, SurveyAnswer
from domain.pairing.vocabulary import (
    CHECK_IN_ANSWERS,
    UNASKED_END_REASONS,
    CheckIn,
    CheckInAnswer,
    SessionOutcome,
    SessionStatus,
    Stage,
)
from domain.programme.people import Side


def _answer_check_in(command: AnswerCheckIn, state: PairingState, now: Instant) -> Events:
    _check_answer(command, state)
    answered = CheckInAnswered(
        occurred_at=now,
        check_in=command.check_in,
        side=side_of(command.acting),
        answer=command.answer,
    )
    match command.answer:
        case CheckInAnswer.MET:
            return (answered, *_they_met(command, state, now))
        case CheckInAnswer.PAUSED if state.pause is None and not state.stage.is_over:
            return (answered, *begin_pause(command.acting, state, now))
        case _:
            return (answered,)


def _check_answer(command: AnswerCheckIn, state: PairingState) -> None:
    problems = []
    answers = CHECK_IN_ANSWERS[command.check_in]
    if command.answer not in answers:
        problems.append(
            Problem(
                path="answer",
                problem=f"does not answer {command.check_in}",
                allowed=", ".join(answers),
            )
        )
    if command.check_in is CheckIn.JUNIOR and command.acting is not Role.MENTOR:
        problems.append(
            Problem(path="acting", problem="only the mentor is asked this", allowed=Role.MENTOR)
        )
    if (command.check_in is CheckIn.PARTNERSHIP) != (state.stage is Stage.PARTNERSHIP):
        problems.append(
            Problem(path="check_in", problem=f"is not asked in the stage {state.stage}")
        )
    if command.answer is CheckInAnswer.MET and command.met_at is None:
        problems.append(
            Problem(path="met_at", problem="is missing", allowed="when the two met, with an offset")
        )
    if problems:
        raise NotAllowed(problems)


def _they_met(command: AnswerCheckIn, state: PairingState, now: Instant) -> Events:
    """A meeting outside the system counts as a session of the plan (case 20)."""
    met_at = command.met_at
    check_past("met_at", met_at, state, now)
    session = _session_meant(state, met_at or now, now)
    if session is None:
        return ()
    told = ReportSession(
        message_id=command.message_id,
        acting=command.acting,
        pairing_id=command.pairing_id,
        session_id=session.id,
        outcome=SessionOutcome.HELD,
        held_at=met_at,
    )
    return report(told, state, now)


def _session_meant(state: PairingState, met_at: Instant, now: Instant) -> Session | None:
    """The session of a meeting: one recorded near that time, else an overdue one, else the next."""
    # Two meetings are never closer together: these words are about the same one.
    apart = min(state.setup.sessions.least_days_between, state.cadence_days)
    day_of = state.calendar.local_day
    near = [
        session
        for session in state.sessions
        if session.held_at and abs(day_of(session.held_at) - day_of(met_at)).days < apart
    ]
    overdue = [
        session
        for session in state.sessions
        if session.status is SessionStatus.BOOKED and session.starts_at and session.starts_at <= now
    ]
    return next(iter((*near, *overdue)), state.next_to_book)


def _answer_survey(command: AnswerSurvey, state: PairingState, now: Instant) -> Events:
    """Whoever is late is heard as well: nothing depends on the answer but the figures."""
    side, asked = side_of(command.acting), state.asked_in(command.survey)
    if asked is None or side not in asked.asked:
        allowed = ", ".join(asked.survey for asked in state.surveys)
        raise not_allowed("survey", "was not asked", allowed or "nothing so far")
    if problems := _wrong_ratings(command):
        raise NotAllowed(problems)
    if asked.answers.of(side) == SurveyAnswer(ratings=command.ratings) and not command.words:
        return ()
    return (
        SurveyAnswered(
            occurred_at=now,
            survey=command.survey,
            side=side,
            ratings=command.ratings,
            private=PrivateWords(words=command.words) if command.words else None,
        ),
    )


def _wrong_ratings(command: AnswerSurvey) -> list[Problem]:
    """Each statement of the survey has a rating, and no other has."""
    questions = SURVEY_QUESTIONS[command.survey]
    missing = [
        Problem(path=f"ratings.{question}", problem="is missing", allowed="1 to 5")
        for question in questions
        if question not in command.ratings
    ]
    unasked = [
        Problem(
            path=f"ratings.{question}",
            problem=f"is no question of the {command.survey}",
            allowed=", ".join(questions),
        )
        for question in command.ratings
        if question not in questions
    ]
    return missing + unasked


def _submit_review(command: SubmitReview, state: PairingState, now: Instant) -> Events:
    side = side_of(command.acting)
    review = state.review or _late_for(side, state, now)
    if review is None:
        raise not_allowed("", "no review is open")
    known = [topic.id for topic in state.setup.topics]
    missing = [topic for topic in _agreed(state) if topic not in command.confidence]
    problems = [
        Problem(path=f"confidence.{topic}", problem="is missing", allowed="1 to 5")
        for topic in missing
    ]
    problems += [
        Problem(
            path=f"confidence[{place}]",
            problem="is not a topic of the programme",
            allowed=", ".join(known),
        )
        for place, topic in enumerate(command.confidence)
        if topic not in known
    ]
    if problems:
        raise NotAllowed(problems)
    return (
        ReviewSubmitted(
            occurred_at=now,
            number=review.number,
            side=side,
            confidence=command.confidence,
            objectives=command.objectives,
            again=command.again,
            partnership=command.partnership,
        ),
    )


def _late_for(side: Side, state: PairingState, now: Instant) -> ReviewRound | None:
    """The review whose time ran out a short while ago, if that of the side is missing (case 53)."""
    ending, days = state.ending, state.setup.deadlines.late_review_days
    if ending is None or ending.final or ending.left_in is not Stage.REVIEW:
        return None
    review = state.reviews[-1]
    if ending.reason in UNASKED_END_REASONS or review.answers.of(side):
        return None
    return review if now <= state.calendar.in_working_days(ending.at, days) else None


def _agreed(state: PairingState) -> tuple[str, ...]:
    return state.preparation.agreement.topics if state.preparation.agreement else ()


DECIDE: Deciders[PairingState, PairingEvent] = (
    On(AnswerCheckIn, _answer_check_in),
    On(AnswerSurvey, _answer_survey),
    On(SubmitReview, _submit_review),
)
