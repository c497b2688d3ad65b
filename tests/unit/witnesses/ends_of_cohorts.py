"""Why cohorts close: each reason of the closed list, and what leads to it."""

from domain.cohort.vocabulary import CohortDeadlineKind, CohortEndReason
from domain.pairing.vocabulary import EndReason, Stage
from tests.unit.cohort.story import CohortStory, row, running
from tests.unit.witnesses.cohorts import (
    Deed,
    added,
    after,
    matched,
    matching_refused,
    not_started,
    on,
)
from tests.unit.witnesses.witness import Ends

Reason, Due = CohortEndReason, CohortDeadlineKind


def _running() -> CohortStory:
    return running("anna+bert")


def _end(reason: CohortEndReason) -> Deed:
    return lambda story: story.end(reason)


def _over(story: CohortStory) -> object:
    """The first pairing has come to its end."""
    return story.looked(row(1, Stage.CLOSED, EndReason.PROGRAMME_ENDED))


def _asked_for(reason: CohortEndReason) -> tuple[Ends, ...]:
    return (
        Ends(
            "the operator ends it before any pairing began",
            lambda: after(CohortStory(), _end(reason)),
        ),
        Ends(
            "the operator ended it, and the last pairing is over",
            lambda: after(_running(), _end(reason), _over),
        ),
    )


ENDS: dict[CohortEndReason, tuple[Ends, ...]] = {
    Reason.PROGRAMME_ENDED: _asked_for(Reason.PROGRAMME_ENDED),
    Reason.OBJECTIVES_REACHED: _asked_for(Reason.OBJECTIVES_REACHED),
    Reason.LACK_OF_COMMITMENT: _asked_for(Reason.LACK_OF_COMMITMENT),
    Reason.WITHDRAWN_CONSENT: _asked_for(Reason.WITHDRAWN_CONSENT),
    Reason.COMPLETED: (
        Ends("the last pairing is over", lambda: after(_running(), _over)),
        Ends(
            "somebody joined after the last pairing, and there is nobody else",
            lambda: after(_running(), added("carl"), _over, matched()),
        ),
        Ends(
            "somebody joined after the last pairing, and matching is refused",
            lambda: after(_running(), added("carl"), _over, matching_refused),
        ),
        Ends(
            "the last pairing cannot be started, and the others are over",
            lambda: after(
                _running(), added("carl"), matched("carl+bert"), _over, not_started("c-002")
            ),
        ),
        Ends(
            "the term is over, and so were all pairings",
            lambda: after(_running(), added("carl"), _over, on(Due.MATCHING_OVER)),
        ),
    ),
    Reason.NOBODY_PAIRED: (
        Ends(
            "the term is over before there is a pair",
            lambda: after(CohortStory(), on(Due.MATCHING_OVER)),
        ),
    ),
    Reason.PAUSE_EXPIRED: (
        Ends(
            "a pause took too long, and the last pairing is over",
            lambda: after(_running(), CohortStory.pause, on(Due.PAUSE_MAX), _over),
        ),
    ),
    Reason.MATCHING_REFUSED: (
        Ends("the first matching is refused", lambda: after(CohortStory(), matching_refused)),
    ),
}
