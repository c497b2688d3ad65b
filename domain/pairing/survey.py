"""Short questions to both sides: some weeks after the beginning, halfway, and months after the end.

Each question is a statement that people rate from 1 (not at all) to 5 (very much so).
"""

from enum import StrEnum

from domain.engine.base import Frozen, Instant
from domain.engine.tables import complete
from domain.pairing.sides import Both
from domain.programme.people import Side
from domain.programme.quantities import Rating1To5


class Survey(StrEnum):
    """The occasions on which both are asked a few short questions; each comes once."""

    PULSE = "pulse"
    """Some weeks after the first session."""
    MIDPOINT = "midpoint"
    """Halfway through a fixed term."""
    FOLLOW_UP = "follow_up"
    """Months after the end: what they still use."""


class SurveyQuestion(StrEnum):
    """What is rated."""

    EASE = "ease"
    """I feel at ease with my partner."""
    WORTHWHILE = "worthwhile"
    """It is worth my time."""
    TIME = "time"
    """We find the time to meet."""
    PROGRESS = "progress"
    """I come closer to my goals."""
    LEARNING = "learning"
    """I learn from my partner."""
    EYE_LEVEL = "eye_level"
    """We meet at eye level."""
    APPLIED = "applied"
    """I use what I have learned."""
    IN_TOUCH = "in_touch"
    """We are still in touch."""
    RECOMMEND = "recommend"
    """I would recommend the programme."""


SURVEY_QUESTIONS = complete(
    Survey,
    {
        Survey.PULSE: (SurveyQuestion.EASE, SurveyQuestion.WORTHWHILE, SurveyQuestion.TIME),
        Survey.MIDPOINT: (
            SurveyQuestion.PROGRESS,
            SurveyQuestion.LEARNING,
            SurveyQuestion.EYE_LEVEL,
        ),
        Survey.FOLLOW_UP: (
            SurveyQuestion.APPLIED,
            SurveyQuestion.IN_TOUCH,
            SurveyQuestion.RECOMMEND,
        ),
    },
    verb="asks",
)


class SurveyAnswer(Frozen):
    """The ratings of one side. Words that came with them stay in the journal."""

    ratings: dict[SurveyQuestion, Rating1To5]


class SurveyRound(Frozen):
    """One survey of a pairing."""

    survey: Survey
    opened_at: Instant
    asked: tuple[Side, ...]
    """The sides that were asked: not those who had left the company."""
    answers: Both[SurveyAnswer] = Both[SurveyAnswer]()
    closed: bool = False
    """Nobody is reminded any more; an answer is taken all the same."""

    @property
    def missing(self) -> tuple[Side, ...]:
        """The sides that were asked and have not answered."""
        return tuple(side for side in self.asked if self.answers.of(side) is None)
