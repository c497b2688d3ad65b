"""The values by which operators and HR find a pairing."""

from domain.pairing.state import PairingState
from domain.programme.search_attributes import SearchAttribute, SearchValues
from domain.telling.catalogue import shown_as


def search_values(state: PairingState) -> SearchValues:
    """The search attributes of the contract."""
    return {
        SearchAttribute.COHORT_ID: state.setup.cohort_id,
        SearchAttribute.MENTOR_ID: state.setup.mentor,
        SearchAttribute.MENTEE_ID: state.setup.mentee,
        SearchAttribute.STAGE: state.stage.value,
        SearchAttribute.TERM: state.setup.term.kind,
        SearchAttribute.ATTENTION: shown_as(item.kind for item in state.desk.items),
        SearchAttribute.NEXT_DUE: state.next_due.due if state.next_due else None,
        SearchAttribute.SESSIONS_HELD: state.tally.held,
        SearchAttribute.SESSIONS_PLANNED: state.sessions_planned,
        SearchAttribute.PAUSED: state.pause is not None,
    }
