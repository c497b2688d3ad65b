"""What follows from an event: the next step of the cohort, items for the owners, notices to people.

Consequences are events themselves, so that every one of them has a recorded cause.
"""

from domain.cohort.consequences import elapsing, progress
from domain.cohort.consequences.again import sent_again
from domain.cohort.consequences.briefings import briefings_after
from domain.cohort.consequences.items import items_after
from domain.cohort.consequences.notices import notices_after
from domain.cohort.consequences.words_to_people import words_to_people
from domain.cohort.event import CohortEvent, Events
from domain.cohort.events import COHORT_EVENTS
from domain.cohort.state import CohortState
from domain.engine.tables import rule_for, sparse


def consequences(event: CohortEvent, state: CohortState) -> Events:
    """The events that follow at once from an event; ``state`` is the state after it.

    Items come first: what an event settles is settled before the next step settles it again.
    """
    return (
        *items_after(event, state),
        *rule_for(event, PROGRESS)(event, state),
        *briefings_after(event, state),
        *notices_after(event, state),
        *words_to_people(event, state),
        *sent_again(event, state),
    )


def _nothing(event: CohortEvent, state: CohortState) -> Events:
    """The usual answer: nothing follows from the event."""
    return ()


PROGRESS = sparse(COHORT_EVENTS, progress.PROGRESS, elapsing.PROGRESS, otherwise=_nothing)
"""The next step that follows from an event."""
