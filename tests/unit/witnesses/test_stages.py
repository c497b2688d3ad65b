"""The stages through which cohorts go."""

from domain.cohort.events import CohortStageEntered, MatchesConfirmed
from domain.cohort.vocabulary import CohortStage
from tests.unit.witnesses.cohorts import proposed_to_the_lead


def test_a_cohort_runs_once_its_pairs_are_confirmed() -> None:
    """When the proposed pairs are confirmed, the cohort enters the stage of running pairings."""
    story = proposed_to_the_lead()
    story.confirm("all")
    assert story.one(MatchesConfirmed).entries
    assert story.one(CohortStageEntered).stage is CohortStage.RUNNING
