"""How a cohort begins, or why it does not."""

from datetime import timedelta

import pytest

from domain.cohort.commands import OpenCohort
from domain.cohort.decider import COHORT_DECIDER
from domain.cohort.events import CohortOpened
from domain.cohort.vocabulary import CohortStage
from domain.engine.errors import NotAllowed
from domain.engine.orders import ElapseDeadlines
from domain.programme.readiness import Prerequisite
from domain.programme.request import HardRule
from domain.programme.revision import REVISION
from tests.unit.cohort.story import CALENDAR, FIXED, ONGOING, START, CohortStory, request


def refused(cohort_id: str = "c", **fields: object) -> list[str]:
    """Paths of everything that is wrong."""
    opening = OpenCohort(cohort_id=cohort_id, request=request(**fields), calendar=CALENDAR)
    with pytest.raises(NotAllowed) as caught:
        COHORT_DECIDER.handle(None, opening, START, REVISION)
    return [problem.path for problem in caught.value.problems]


def test_everything_missing_is_named_at_once() -> None:
    """Owners and readiness answers that are missing stop a cohort, all named at once."""
    assert refused(owners={}, readiness={}) == [
        "owners.sponsor",
        "owners.lead",
        "owners.deputy",
        "readiness.works_council_informed",
        "readiness.voluntary",
        "readiness.time_granted",
        "readiness.confidentiality_agreed",
        "readiness.briefings_planned",
        "readiness.learning_culture",
    ]


def test_a_gap_says_how_to_close_it() -> None:
    """Each readiness gap is told with what closes it: meet it, or waive it with a reason."""
    opening = OpenCohort(cohort_id="c", request=request(owners={"lead": "a"}), calendar=CALENDAR)
    with pytest.raises(NotAllowed, match="waive deputy under readiness_waivers, with a reason"):
        COHORT_DECIDER.handle(None, opening, START, REVISION)


def test_a_waived_gap_is_recorded() -> None:
    """A gap that is waived by name starts the cohort and is recorded with its reason."""
    waiver = {"prerequisite": "deputy", "reason": "a small pilot"}
    story = CohortStory(owners={"lead": "a", "sponsor": "b"}, readiness_waivers=[waiver])
    (recorded,) = story.one(CohortOpened).readiness_waived
    assert (recorded.prerequisite, recorded.reason) == (Prerequisite.DEPUTY, "a small pilot")
    assert story.state.readiness_waived == (recorded,)


def test_a_waiver_for_something_that_is_met_is_harmless() -> None:
    """A waiver for something that is met changes nothing and is not recorded."""
    story = CohortStory(readiness_waivers=[{"prerequisite": "voluntary", "reason": "not needed"}])
    assert story.state.readiness_waived == ()


@pytest.mark.parametrize("start", ["2026-01-01", "2026-12-28"])
def test_a_term_that_is_over_is_refused(start: str) -> None:
    """A fixed term that ended, at latest today, is refused together with all other mistakes."""
    term = FIXED | {"start": start, "weeks": 1}
    assert refused(term=term, owners={"lead": "a", "sponsor": "b"}) == ["owners.deputy", "term"]


def test_a_term_that_ends_tomorrow_is_taken() -> None:
    """A term may have begun long ago, as long as it is not over."""
    assert CohortStory(term=FIXED | {"start": "2026-12-29", "weeks": 1}).state.stage


def test_an_id_too_long_for_its_pairings_is_refused() -> None:
    """A cohort's id leaves room for the numbers of its pairings."""
    assert refused(cohort_id="c" * 57) == ["cohort_id"]


def test_a_new_cohort_wants_people_put_together() -> None:
    """An opened cohort wants a matching, and nothing else."""
    story = CohortStory(term=ONGOING)
    assert story.stage() is CohortStage.MATCHING
    assert story.state.matching.wanted
    assert story.notices == []


def test_opening_again_changes_nothing() -> None:
    """Opening an open cohort is a no-op, so that a retry is harmless."""
    story = CohortStory()
    opening = OpenCohort(cohort_id="c", request=request(), calendar=CALENDAR)
    assert story.do(opening) == []


def test_nothing_happens_before_the_opening() -> None:
    """A command to a cohort that was never opened is refused."""
    with pytest.raises(NotAllowed, match="has not been opened"):
        COHORT_DECIDER.handle(None, ElapseDeadlines(), START, REVISION)


WAIVER = {"rule": "age_gap", "reason": "because"}


def test_lists_that_no_programme_can_need_are_refused() -> None:
    """A rule is set aside once, and a cohort has no more pairs than people; each list is named."""
    pair = {"mentor": "anna", "mentee": "bert", "waivers": [WAIVER] * (len(HardRule) + 1)}
    more = [{"mentor": f"m{number}", "mentee": f"e{number}"} for number in range(2_000)]
    waived = {"prerequisite": "deputy", "reason": "because"}
    assert refused(
        matching={"relaxed": [WAIVER] * 5_000},
        pairs=[pair, *more],
        readiness_waivers=[waived] * 10,
    ) == ["readiness_waivers", "matching.relaxed", "pairs", "pairs[0].waivers"]


def test_a_mistyped_year_of_a_shutdown_is_refused() -> None:
    """A shutdown of more than half a year is refused: a mistyped year would stop every deadline."""
    assert refused(
        shutdowns=[
            {"first": "2027-01-04", "last": "2027-07-02"},
            {"first": "2027-08-01", "last": "2029-08-14"},
        ]
    ) == ["shutdowns[1]"]


def test_a_term_without_a_working_day_is_refused() -> None:
    """A term without a working day is refused."""
    weeks = [START.date() + timedelta(days=n) for n in range(14)]
    closed = CALENDAR.model_copy(update={"days_off": tuple(weeks)})
    short = request(term=FIXED | {"weeks": 2})
    opening = OpenCohort(cohort_id="c", request=short, calendar=closed)
    with pytest.raises(NotAllowed, match="term: has no working day"):
        COHORT_DECIDER.handle(None, opening, START, REVISION)
