"""Whatever people, systems and outages do to a programme, it stays sound and comes to its end."""

import random
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from domain.cohort.vocabulary import CohortStage
from domain.programme.calendar import WorkingCalendar
from domain.programme.ids import PersonId
from domain.programme.people import Person
from tests.properties import examples
from tests.unit.cohort.story import request
from tests.unit.matching.people import mentee, mentor
from tests.unit.programmes.deeds import DEEDS, OFTEN, do
from tests.unit.programmes.sound import check
from tests.unit.programmes.world import World

START = datetime(2027, 3, 1, 9, tzinfo=UTC)
FIXED = {"kind": "fixed", "start": "2027-03-01", "weeks": 20}
ONGOING = {"kind": "ongoing", "start": "2027-03-01", "review_every_weeks": 8}
LONGEST = timedelta(days=6 * 366)
"""Of a partnership that nobody answers for."""

MOST_LIVES, LENGTH = 60, 60
"""More than it takes until each deed has had an effect."""
LIVES = st.lists(
    st.tuples(st.sampled_from((*DEEDS, *OFTEN)), st.integers(0, 9_999)), min_size=20, max_size=50
)


def people() -> dict[PersonId, Person]:
    """More who want to learn than can be taught; two belong to one department."""
    everybody = (
        mentor("anna", department="Design"),
        mentor("carl", department="IT", capacity=1),
        mentor("emil", department="Law"),
        mentee("bert", department="Sales"),
        mentee("dora", department="IT"),
        mentee("fine", department="Care"),
        mentee("hans", department="Sales"),
        mentee("ida", department="Board"),
        mentee("jan", department="Board"),
    )
    return {person.id: person for person in everybody}


def a_world(*names: str, **cohorts: dict[str, Any]) -> World:
    """Cohorts of one roster that have just begun, each with its changes of the usual request.

    ``names``: of those in the roster, if not everybody.
    """
    roster = {id_: person for id_, person in people().items() if not names or id_ in names}
    world = World(START, roster, WorkingCalendar(time_zone="UTC"))
    for cohort_id, changes in cohorts.items():
        asked = request(sessions={"count": 3, "every_days": 21}, **changes)
        world.open(cohort_id, asked)
        world.settle()
    return world


TOPICS = [{"id": "ai", "title": "AI tools"}, {"id": "data", "title": "Reading data"}]
COHORTS = st.fixed_dictionaries(
    {
        "term": st.sampled_from([FIXED, FIXED, ONGOING]),
        "confirm": st.booleans(),
        "topics": st.just(TOPICS),
    }
)
CAPACITIES = st.fixed_dictionaries(
    {"mentor_capacity": st.sampled_from([1, 2]), "mentee_capacity": st.sampled_from([1, 2])}
)


@examples(40)
@given(st.lists(COHORTS, min_size=1, max_size=2), CAPACITIES, LIVES)
def test_programmes_stay_sound(
    asked: list[dict[str, Any]], matching: dict[str, int], life: list[tuple[str, int]]
) -> None:
    """In one or two random cohorts with all their pairings nobody has more partners than places,
    nobody who wants one is forgotten, nobody who has left or is on hold is written to, no mail
    comes at night or on a day off unasked, figures are those of the pairings, and nothing is
    overdue."""
    cohorts = {f"c{number}": one | {"matching": matching} for number, one in enumerate(asked)}
    world = a_world(**cohorts)
    for deed, number in life:
        do(world, deed, number)
        check(world)


@examples(20)
@given(LIVES)
def test_a_programme_comes_to_its_end(life: list[tuple[str, int]]) -> None:
    """After anything at all, a cohort with a fixed term and its pairings end by themselves."""
    world = a_world(c={"term": FIXED, "topics": TOPICS})
    for deed, number in life:
        do(world, deed, number)
    world.until(world.now + LONGEST)
    assert {state.stage for state in world.cohorts.values()} == {CohortStage.CLOSED}
    assert [state.setup.pairing_id for state in world.pairings.values() if not state.archived] == []


def test_every_deed_has_an_effect() -> None:
    """In some random programmes everything that can be said to a cohort changes something, and not
    only refusals are looked at."""
    chance, in_vain = random.Random(1), set(DEEDS)
    for _ in range(MOST_LIVES):
        term, confirm = chance.choice([FIXED, ONGOING]), chance.random() < 0.5
        world = a_world(c={"term": term, "confirm": confirm, "topics": TOPICS})
        for _ in range(LENGTH):
            deed = chance.choice((*DEEDS, *OFTEN, *sorted(in_vain) * 3))
            if do(world, deed, chance.randrange(10_000)):
                in_vain.discard(deed)
        if not in_vain:
            return
    assert sorted(in_vain) == []
