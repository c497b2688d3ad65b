"""What follows from an event: the next step of the cohort, items for the owners, notices to people.

Consequences are events themselves, so that *why* can always be answered.
"""

from domain.cohort.consequences import elapsing
from domain.cohort.consequences.items import items_after
from domain.cohort.consequences.notices import notices_after
from domain.cohort.consequences.progress import progress_after
from domain.cohort.events import CohortEvent
from domain.cohort.state import CohortState

__all__ = ["consequences", "elapsing"]


def consequences(event: CohortEvent, state: CohortState) -> tuple[CohortEvent, ...]:
    """The events that follow at once from an event; ``state`` is the state after it.

    Items come first: what an event settles is settled before the next step settles it again.
    """
    return (
        *items_after(event, state),
        *progress_after(event, state),
        *notices_after(event, state),
    )
