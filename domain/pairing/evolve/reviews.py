"""Events of check-ins, surveys and reviews."""

from domain.engine.tables import Appliers, On
from domain.pairing.certificate import Certificate
from domain.pairing.events.reviews import (
    CertificateEarned,
    CertificateVoided,
    CheckInAnswered,
    CheckInAsked,
    EndConfirmed,
    ReviewCalledOff,
    ReviewClosed,
    ReviewOpened,
    ReviewSubmitted,
    SurveyAnswered,
    SurveyClosed,
    SurveyOpened,
)
from domain.pairing.review import Review, ReviewRound
from domain.pairing.state import PairingState
from domain.pairing.survey import Survey, SurveyAnswer, SurveyRound
from domain.pairing.vocabulary import CheckIn


def _check_in_asked(event: CheckInAsked, state: PairingState) -> PairingState:
    match event.check_in:
        case CheckIn.JUNIOR:
            return state.with_part("check_ins", junior_asked=True)
        case CheckIn.PARTNERSHIP:
            unanswered = state.check_ins.follow_ups_unanswered + 1
            return state.with_part("check_ins", follow_ups_unanswered=unanswered)
        case CheckIn.DID_YOU_MEET:
            return state


def _check_in_answered(event: CheckInAnswered, state: PairingState) -> PairingState:
    match event.check_in:
        case CheckIn.JUNIOR:
            return state.with_part("check_ins", junior_answered=True)
        case CheckIn.PARTNERSHIP:
            return state.with_part("check_ins", follow_ups_unanswered=0)
        case CheckIn.DID_YOU_MEET:
            return state


def _survey_opened(event: SurveyOpened, state: PairingState) -> PairingState:
    opened = SurveyRound(survey=event.survey, opened_at=event.occurred_at, asked=event.asked)
    return state.model_copy(update={"surveys": (*state.surveys, opened)})


def _survey_answered(event: SurveyAnswered, state: PairingState) -> PairingState:
    asked, answer = state.asked_in(event.survey), SurveyAnswer(ratings=event.ratings)
    if asked is None:
        return state
    return _with_survey(state, event.survey, answers=asked.answers.with_(event.side, answer))


def _survey_closed(event: SurveyClosed, state: PairingState) -> PairingState:
    return _with_survey(state, event.survey, closed=True)


def _with_survey(state: PairingState, survey: Survey, **changes: object) -> PairingState:
    surveys = tuple(
        asked.model_copy(update=changes) if asked.survey is survey else asked
        for asked in state.surveys
    )
    return state.model_copy(update={"surveys": surveys})


def _review_opened(event: ReviewOpened, state: PairingState) -> PairingState:
    opened = ReviewRound(
        number=event.number,
        final=event.final,
        opened_at=event.occurred_at,
        sessions_held=state.tally.held,
        then=event.then,
        by=event.by,
    )
    return state.model_copy(update={"reviews": (*state.reviews, opened)})


def _review_submitted(event: ReviewSubmitted, state: PairingState) -> PairingState:
    review = Review(
        confidence=event.confidence,
        objectives=event.objectives,
        again=event.again,
        partnership=event.partnership,
    )
    current = state.reviews[-1]
    answered = current.model_copy(update={"answers": current.answers.with_(event.side, review)})
    return _with_last(state, answered)


def _review_over(event: ReviewClosed | ReviewCalledOff, state: PairingState) -> PairingState:
    return _with_last(state, state.reviews[-1].model_copy(update={"closed": True}))


def _end_confirmed(event: EndConfirmed, state: PairingState) -> PairingState:
    changes = {"then": event.then, "by": event.by}
    return _with_last(state, state.reviews[-1].model_copy(update=changes))


def _certificate_earned(event: CertificateEarned, state: PairingState) -> PairingState:
    earned = Certificate(at=event.occurred_at, basis=event.basis)
    return state.model_copy(update={"certificates": state.certificates.with_(event.side, earned)})


def _certificate_voided(event: CertificateVoided, state: PairingState) -> PairingState:
    return state.model_copy(update={"certificates": state.certificates.with_(event.side, None)})


def _with_last(state: PairingState, review: ReviewRound) -> PairingState:
    return state.model_copy(update={"reviews": (*state.reviews[:-1], review)})


APPLY: Appliers[PairingState] = (
    On(CheckInAsked, _check_in_asked),
    On(CheckInAnswered, _check_in_answered),
    On(SurveyOpened, _survey_opened),
    On(SurveyAnswered, _survey_answered),
    On(SurveyClosed, _survey_closed),
    On(ReviewOpened, _review_opened),
    On(ReviewSubmitted, _review_submitted),
    On(ReviewClosed, _review_over),
    On(ReviewCalledOff, _review_over),
    On(EndConfirmed, _end_confirmed),
    On(CertificateEarned, _certificate_earned),
    On(CertificateVoided, _certificate_voided),
)
