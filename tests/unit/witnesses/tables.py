"""All witnesses by kind. A kind without one is a `TypeError` here, naming it."""

from domain.cohort.vocabulary import CohortDeadlineKind, CohortEndReason
from domain.engine.tables import complete
from domain.pairing.vocabulary import DeadlineKind, EndReason
from domain.telling.catalogue import COHORT_ITEMS, PAIRING_ITEMS
from domain.telling.kinds import NoticeKind
from tests.unit.witnesses import (
    deadlines_around_sessions,
    deadlines_of_cohorts,
    deadlines_of_the_course,
    ends_of_cohorts,
    ends_of_pairings,
    items_before_sessions,
    items_of_cohorts,
    items_since_sessions,
    notices_around_sessions,
    notices_before_sessions,
    notices_of_cohorts,
    notices_of_the_course,
)

VERB = "has a story that brings about"

NOTICES = complete(
    NoticeKind,
    notices_before_sessions.NOTICES,
    notices_around_sessions.NOTICES,
    notices_of_the_course.NOTICES,
    notices_of_cohorts.NOTICES,
    verb=VERB,
)
ITEMS_OF_PAIRINGS = complete(
    PAIRING_ITEMS, items_before_sessions.ITEMS, items_since_sessions.ITEMS, verb=VERB
)
ITEMS_OF_COHORTS = complete(COHORT_ITEMS, items_of_cohorts.ITEMS, verb=VERB)
DEADLINES_OF_PAIRINGS = complete(
    DeadlineKind, deadlines_around_sessions.DEADLINES, deadlines_of_the_course.DEADLINES, verb=VERB
)
DEADLINES_OF_COHORTS = complete(CohortDeadlineKind, deadlines_of_cohorts.DEADLINES, verb=VERB)
ENDS_OF_PAIRINGS = complete(EndReason, ends_of_pairings.ENDS, verb=VERB)
ENDS_OF_COHORTS = complete(CohortEndReason, ends_of_cohorts.ENDS, verb=VERB)
