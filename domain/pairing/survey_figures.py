"""What all answers to the short questions come to: figures of many, and never of one."""

from collections.abc import Iterable

from domain.engine.base import Frozen
from domain.pairing.state import PairingState
from domain.pairing.survey import SURVEY_QUESTIONS, Survey, SurveyAnswer, SurveyQuestion
from domain.pairing.vocabulary import EndReason

FEWEST_ANSWERS = 5
"""Of fewer people there is no average: it would tell what a single one has said."""


class SurveyFigures(Frozen):
    """The answers to one survey."""

    survey: Survey
    asked: int
    """People who were asked."""
    answered: int
    averages: dict[SurveyQuestion, float]
    """From 1 to 5; empty as long as too few have answered."""


def survey_figures(pairings: Iterable[PairingState]) -> tuple[SurveyFigures, ...]:
    """The figures of each survey that was asked; those who were matched in error do not count."""
    counted = [state for state in pairings if not _is_annulled(state)]
    found = (_of(survey, counted) for survey in Survey)
    return tuple(figures for figures in found if figures.asked)


def _is_annulled(state: PairingState) -> bool:
    return state.ending is not None and state.ending.reason is EndReason.ANNULLED


def _of(survey: Survey, pairings: Iterable[PairingState]) -> SurveyFigures:
    rounds = [asked for state in pairings if (asked := state.asked_in(survey))]
    answers = [
        answer for asked in rounds for side in asked.asked if (answer := asked.answers.of(side))
    ]
    return SurveyFigures(
        survey=survey,
        asked=sum(len(asked.asked) for asked in rounds),
        answered=len(answers),
        averages=_averages(survey, answers),
    )


def _averages(survey: Survey, answers: list[SurveyAnswer]) -> dict[SurveyQuestion, float]:
    if len(answers) < FEWEST_ANSWERS:
        return {}
    return {
        question: round(sum(answer.ratings[question] for answer in answers) / len(answers), 1)
        for question in SURVEY_QUESTIONS[survey]
    }
