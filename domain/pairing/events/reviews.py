"""Events of check-ins, surveys and reviews."""

from domain.engine.confidence import Discreet, Undisclosed
from domain.engine.roles import Role
from domain.pairing.certificate import Basis
from domain.pairing.events.base import PairingEvent, PrivateWords
from domain.pairing.survey import Survey, SurveyQuestion
from domain.pairing.vocabulary import CheckIn, CheckInAnswer, EndReason, Objectives
from domain.programme.ids import TopicId
from domain.programme.people import Side
from domain.programme.quantities import Rating1To5


class CheckInAsked(PairingEvent):
    """A check-in was asked."""

    tag = "pairing.check_in_asked.v1"
    check_in: CheckIn


class CheckInAnswered(PairingEvent, Discreet):
    """One side answered a check-in."""

    tag = "pairing.check_in_answered.v1"
    check_in: CheckIn
    side: Side
    answer: CheckInAnswer | Undisclosed

    @property
    def confided(self) -> tuple[str, ...]:
        """Every answer of the junior's: if only one were hidden, hiding it would tell."""
        return ("answer",) if self.check_in is CheckIn.JUNIOR else ()


class SurveyOpened(PairingEvent):
    """A few short questions were asked."""

    tag = "pairing.survey_opened.v1"
    survey: Survey
    asked: tuple[Side, ...]


class SurveyAnswered(PairingEvent):
    """One side answered short questions, or answered them again."""

    tag = "pairing.survey_answered.v1"
    survey: Survey
    side: Side
    ratings: dict[SurveyQuestion, Rating1To5]
    private: PrivateWords | None = None


class SurveyClosed(PairingEvent):
    """A survey is over, with or without all answers."""

    tag = "pairing.survey_closed.v1"
    survey: Survey
    complete: bool


class ReviewOpened(PairingEvent):
    """A review was opened, and both sides were asked for theirs."""

    tag = "pairing.review_opened.v1"
    number: int
    final: bool
    then: EndReason | None = None
    by: Role | None = None
    """Who ended the pairing; absent if it is time to look back."""


class ReviewSubmitted(PairingEvent):
    """One side handed in its review."""

    tag = "pairing.review_submitted.v1"
    number: int
    side: Side
    confidence: dict[TopicId, Rating1To5]
    objectives: Objectives
    again: bool
    partnership: bool


class ReviewClosed(PairingEvent):
    """The review is over, with or without all answers."""

    tag = "pairing.review_closed.v1"
    number: int
    complete: bool


class ReviewCalledOff(PairingEvent):
    """What led to the closing review does not hold any more, or the two go on for a while."""

    tag = "pairing.review_called_off.v1"
    number: int


class EndConfirmed(PairingEvent):
    """While the two look back already, somebody ended the pairing, maybe for a better reason."""

    tag = "pairing.end_confirmed.v1"
    number: int
    """Of the review."""
    then: EndReason
    by: Role | None = None


class CertificateEarned(PairingEvent):
    """One side has earned the certificate, by the criterion and the figures of that day."""

    tag = "pairing.certificate_earned.v1"
    side: Side
    basis: Basis


class CertificateVoided(PairingEvent):
    """A certificate rested on a session that had not taken place after all."""

    tag = "pairing.certificate_voided.v1"
    side: Side


EVENTS: tuple[type[PairingEvent], ...] = (
    CheckInAsked,
    CheckInAnswered,
    SurveyOpened,
    SurveyAnswered,
    SurveyClosed,
    ReviewOpened,
    ReviewSubmitted,
    ReviewClosed,
    ReviewCalledOff,
    EndConfirmed,
    CertificateEarned,
    CertificateVoided,
)
