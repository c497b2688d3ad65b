"""Every reason to end has stories that lead to it."""

from domain.cohort.events import CohortClosed
from domain.cohort.vocabulary import CohortEndReason, CohortStage
from domain.pairing.events.course import PairingClosed
from domain.pairing.vocabulary import EndReason, Stage
from tests.unit.witnesses.tables import ENDS_OF_COHORTS, ENDS_OF_PAIRINGS
from tests.unit.witnesses.witness import Ends, witnesses_of


@witnesses_of(ENDS_OF_PAIRINGS, ENDS_OF_COHORTS)
def test_it_ends_for_this_reason(kind: EndReason | CohortEndReason, witness: Ends) -> None:
    """On each of its occasions a pairing or cohort closes, for exactly this reason."""
    after = witness.story()
    closed = [event for event in after.events if isinstance(event, PairingClosed | CohortClosed)]
    assert [event.reason for event in closed] == [kind]
    assert after.state.stage in (Stage.CLOSED, CohortStage.CLOSED)
