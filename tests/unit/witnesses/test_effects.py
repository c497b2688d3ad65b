"""What the tables say of a deadline, that it reminds or decides, is what it does in every story."""

from domain.cohort import timetable as cohort
from domain.cohort.events import CohortClosed, CohortEndingBegun, MatchingEnded
from domain.cohort.vocabulary import CohortDeadlineKind
from domain.engine.outage import Effect
from domain.pairing import timetable as pairing
from domain.pairing.events.course import PairingArchived, PairingClosed, PartnershipEnded
from domain.pairing.events.reviews import ReviewClosed
from domain.pairing.events.sessions import SessionMissed, SessionUnconfirmed
from domain.pairing.vocabulary import DeadlineKind
from tests.unit.witnesses.tables import DEADLINES_OF_COHORTS, DEADLINES_OF_PAIRINGS
from tests.unit.witnesses.witness import Elapses, Follows, L, witnesses_of

ENDS: set[Follows] = {
    PairingArchived,
    PairingClosed,
    PartnershipEnded,
    ReviewClosed,
    SessionMissed,
    SessionUnconfirmed,
    CohortClosed,
    CohortEndingBegun,
    MatchingEnded,
}
"""Whatever ends, counts or lapses."""

Kind = DeadlineKind | CohortDeadlineKind


def effect(kind: Kind) -> Effect:
    """What the table says."""
    match kind:
        case DeadlineKind():
            return pairing.EFFECTS[kind]
        case CohortDeadlineKind():
            return cohort.EFFECTS[kind]


@witnesses_of(DEADLINES_OF_PAIRINGS, DEADLINES_OF_COHORTS)
def test_what_only_reminds_never_ends_anything(kind: Kind, witness: Elapses[L]) -> None:
    """A deadline that ends something in any story is marked as one that decides, or as a day."""
    if ENDS & set(witness.then):
        assert effect(kind) is not Effect.REMINDS


def test_what_decides_has_a_story_in_which_it_does() -> None:
    """Each deadline that is marked as one that decides ends something in some story."""
    ending = {
        kind
        for table in (DEADLINES_OF_PAIRINGS, DEADLINES_OF_COHORTS)
        for kind, witnesses in table.items()
        if any(ENDS & set(witness.then) for witness in witnesses)
    }
    deciding = {
        kind for kind in (*DeadlineKind, *CohortDeadlineKind) if effect(kind) is Effect.DECIDES
    }
    assert deciding <= ending
