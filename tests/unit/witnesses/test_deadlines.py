"""Every kind of deadline has stories that arm it, and something follows when it elapses."""

from domain.cohort.vocabulary import CohortDeadlineKind
from domain.pairing.vocabulary import DeadlineKind
from tests.unit.cohort.story import CohortStory
from tests.unit.pairing.story import Story
from tests.unit.witnesses.tables import DEADLINES_OF_COHORTS, DEADLINES_OF_PAIRINGS
from tests.unit.witnesses.witness import Elapses, L, elapsed, what_followed, witnesses_of

Kind = DeadlineKind | CohortDeadlineKind


@witnesses_of(DEADLINES_OF_PAIRINGS, DEADLINES_OF_COHORTS)
def test_a_deadline_elapses_when_it_is_due(kind: Kind, witness: Elapses[L]) -> None:
    """On each of its occasions a deadline is armed, elapses when it is due, and has a result."""
    after = _on(witness.story(), kind)
    assert elapsed(after) == [kind]
    assert what_followed(after) == set(witness.then)
    assert witness.then or witness.so_that
    assert witness.so_that is None or witness.so_that(after)


def _on(after: L, kind: Kind) -> L:
    """Time has passed until the deadline has elapsed."""
    match after, kind:
        case Story(), DeadlineKind():
            return after.on(kind)
        case CohortStory(), CohortDeadlineKind():
            after.on(kind)
            return after
        case _:
            raise TypeError(f"{kind} is no deadline of a {type(after).__name__}")
