"""The stories of all witnesses, told to their ends."""

from collections.abc import Callable, Iterator
from functools import cache
from itertools import chain

from domain.engine.errors import Problem
from domain.engine.orders import RejectMessage
from domain.pairing.vocabulary import Stage
from tests.unit.cohort.story import CohortStory
from tests.unit.pairing.ways import given
from tests.unit.witnesses import tables
from tests.unit.witnesses.cohorts import after, on
from tests.unit.witnesses.witness import AnyStory

REJECTED = RejectMessage(
    message="nonsense", message_id="m-1", problems=(Problem(path="", problem="is none"),)
)
FURTHER: tuple[Callable[[], AnyStory], ...] = (
    lambda: given(Stage.INVITED).does(REJECTED),
    lambda: after(CohortStory(), lambda story: story.do(REJECTED)),
)
"""What brings about neither notice nor item nor deadline: something arrives that is no good."""


@cache
def every_story() -> tuple[AnyStory, ...]:
    """The stories of all witnesses, each to its end."""
    return tuple(_each_story())


def _each_story() -> Iterator[AnyStory]:
    yield from (story() for story in FURTHER)
    yield from (witness.story() for witness in chain(*tables.NOTICES.values()))
    yield from (witness.to_the_end() for witness in chain(*tables.ITEMS_OF_PAIRINGS.values()))
    yield from (witness.to_the_end() for witness in chain(*tables.ITEMS_OF_COHORTS.values()))
    for kind, armed in tables.DEADLINES_OF_PAIRINGS.items():
        yield from (witness.story().on(kind) for witness in armed)
    for kind_of_cohort, armed_by_cohort in tables.DEADLINES_OF_COHORTS.items():
        yield from (after(witness.story(), on(kind_of_cohort)) for witness in armed_by_cohort)
