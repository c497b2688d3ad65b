"""The values by which operators and HR find a cohort."""

from domain.cohort.overview import figures
from domain.cohort.state import CohortState
from domain.programme.search_attributes import SearchAttribute, SearchValues
from domain.telling.catalogue import shown_as


def search_values(state: CohortState) -> SearchValues:
    """The search attributes of the contract, as far as they apply to a cohort."""
    numbers = figures(state)
    return {
        SearchAttribute.COHORT_ID: state.cohort_id,
        SearchAttribute.STAGE: state.stage.value,
        SearchAttribute.TERM: state.request.term.kind,
        SearchAttribute.ATTENTION: shown_as(item.kind for item in state.desk.items),
        SearchAttribute.NEXT_DUE: state.next_due.due if state.next_due else None,
        SearchAttribute.SESSIONS_HELD: numbers.sessions_held,
        SearchAttribute.SESSIONS_PLANNED: numbers.sessions_planned,
        SearchAttribute.PAUSED: state.pause is not None,
    }
