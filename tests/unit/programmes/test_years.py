"""Over the years nothing grows without bound, figures stay true, and nobody is booked twice."""

from collections import Counter
from datetime import timedelta
from itertools import pairwise

from domain.cohort.overview import figures
from domain.cohort.vocabulary import CohortStage
from domain.pairing.vocabulary import Stage
from tests.unit.cohort.story import request
from tests.unit.programmes.deeds import do
from tests.unit.programmes.sound import check
from tests.unit.programmes.test_any_programme import FIXED, TOPICS, a_world
from tests.unit.programmes.world import World
from workflows.pairing_start import LARGEST_START

YEAR = timedelta(days=365)
YEARS = 5
A_KILOBYTE, A_LIFETIME = 1_024, 40
ONGOING = {"kind": "ongoing", "start": "2027-03-01", "review_every_weeks": 26}


def live_well(world: World, length: timedelta) -> None:
    """Every other week everybody does what is asked of them."""
    until = world.now + length
    while world.now < until:
        for _ in range(4):
            do(world, "go well", 0)
        world.days(14)


def test_five_years_of_an_ongoing_exchange_leave_a_small_state() -> None:
    """Two meet for five years, every other week: each session adds less than a kilobyte to
    the state, a lifetime of them can be handed on, no year brings about more events than another,
    and the figures are those of the sessions."""
    world = a_world("anna", "bert", c={"term": ONGOING, "topics": TOPICS})
    sizes, events = [0], [0]
    for _ in range(YEARS):
        live_well(world, YEAR)
        check(world)
        (pairing,) = world.pairings.values()
        sizes.append(len(pairing.model_dump_json()))
        events.append(world.events.total())
    assert pairing.stage in (Stage.SESSIONS, Stage.REVIEW)
    assert figures(world.cohorts["c"]).sessions_held == pairing.tally.held > 20 * YEARS
    assert sizes[-1] / len(pairing.sessions) < A_KILOBYTE
    assert sizes[-1] / YEARS * A_LIFETIME < LARGEST_START.bytes
    of_a_year = [after - before for before, after in pairwise(events)]
    assert max(of_a_year) < 1.2 * min(of_a_year)


def test_two_cohorts_one_after_the_other_share_a_roster() -> None:
    """A second cohort begins while the first one is under way: nobody has more partners than
    places, nobody gets the same partner again, and both come to their ends."""
    world = a_world(first={"term": FIXED, "topics": TOPICS})
    live_well(world, timedelta(weeks=14))
    later = FIXED | {"start": str(world.now.date()), "weeks": 26}
    world.open("second", request(term=later, topics=TOPICS))
    for _ in range(30):
        live_well(world, timedelta(weeks=2))
        check(world)
    pairs = Counter((one.setup.mentor, one.setup.mentee) for one in world.pairings.values())
    assert max(pairs.values()) == 1
    assert {cohort.stage for cohort in world.cohorts.values()} == {CohortStage.CLOSED}
    assert world.cohorts["second"].pairings
