"""A cohort goes by other numbers on demand, and so do its later pairings."""

from domain.cohort.commands import AdoptPolicyOfCohort
from domain.cohort.events import CohortPolicyAdopted
from domain.cohort.work import terms_of
from domain.engine.roles import Role
from domain.programme.request import Deadlines
from domain.programme.running_policy import RunningPolicy
from domain.programme.session_rules import SessionRules
from tests.unit.cohort.story import running

POLICY = RunningPolicy(
    deadlines=Deadlines(invitation_days=20),
    session_rules=SessionRules(no_shows=2),
    max_extensions=1,
)


def test_case_59_pairings_that_begin_later_have_the_new_numbers() -> None:
    """When a cohort has adopted other numbers, pairings that begin from then on have them, what the
    cohort waits for keeps its time, and the same numbers again change nothing."""
    story = running("anna+bert")
    deadlines = story.state.deadlines
    adopt = AdoptPolicyOfCohort(
        message_id="policy-1", acting=Role.OPERATOR, cohort_id="c", policy=POLICY
    )
    assert [type(event) for event in story.do(adopt)] == [CohortPolicyAdopted]
    terms = terms_of(story.state, story.state.pairings[0])
    assert (terms.deadlines, terms.session_rules) == (POLICY.deadlines, POLICY.session_rules)
    assert terms.max_extensions == 1
    assert story.state.deadlines == deadlines
    assert story.do(adopt.model_copy(update={"message_id": "policy-2"})) == []
