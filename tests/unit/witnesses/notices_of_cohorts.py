"""Notices of a whole cohort: to its lead, and to everyone in it."""

from domain.cohort.vocabulary import CohortDeadlineKind
from domain.telling.kinds import NoticeKind
from domain.telling.notices import DeliveryOutcome
from tests.unit.cohort.story import CohortStory, running
from tests.unit.witnesses.cohorts import (
    after,
    left,
    mail,
    matched,
    on,
    proposed_to_the_lead,
    told,
)
from tests.unit.witnesses.witness import TO_DEPUTY, TO_LEAD, Told

Kind, Due = NoticeKind, CohortDeadlineKind
EVERYBODY = ("anna", "bert", "dora")
"""Each once, though Anna is in two pairs."""


def _running() -> CohortStory:
    """Anna teaches Bert and Dora."""
    return running("anna+bert", "anna+dora")


def _reject_all(story: CohortStory) -> object:
    return story.confirm(reject=["anna+bert", "carl+dora"])


NOTICES: dict[NoticeKind, tuple[Told, ...]] = {
    Kind.MATCHES_TO_CONFIRM: (
        Told("pairs are proposed that people are to confirm", TO_LEAD, proposed_to_the_lead),
        Told(
            "all pairs were rejected, and another one is proposed",
            TO_LEAD,
            lambda: after(proposed_to_the_lead(), _reject_all, matched("anna+dora")),
        ),
        Told(
            "the lead's mail about the pairs is refused",
            TO_DEPUTY,
            lambda: after(proposed_to_the_lead(), mail(DeliveryOutcome.REFUSED)),
        ),
    ),
    Kind.MATCHES_REMINDER: (
        Told(
            "nobody has confirmed the pairs after some days",
            TO_LEAD,
            lambda: after(proposed_to_the_lead(), on(Due.CONFIRMATION_REMINDER)),
        ),
        Told(
            "the term ran out while nothing worked, and proposals wait",
            TO_LEAD,
            lambda: after(
                proposed_to_the_lead(),
                on(Due.CONFIRMATION_ITEM),
                lambda story: story.after_outage(200),
            ),
        ),
    ),
    Kind.ANOTHER_PARTNER: (
        Told("a mentor has left the company", ("bert",), lambda: after(_running(), left)),
        Told(
            "the break is over in which a mentor left the company",
            ("bert",),
            lambda: after(_running(), CohortStory.pause, told(), left, CohortStory.resume),
        ),
    ),
    Kind.COHORT_PAUSED: (
        Told(
            "the operator pauses the cohort",
            EVERYBODY,
            lambda: after(_running(), CohortStory.pause),
        ),
    ),
    Kind.COHORT_RESUMED: (
        Told(
            "the operator resumes the cohort",
            EVERYBODY,
            lambda: after(_running(), CohortStory.pause, CohortStory.resume),
        ),
    ),
    Kind.COHORT_ENDED: (
        Told("the operator ends the cohort", EVERYBODY, lambda: after(_running(), CohortStory.end)),
        Told(
            "a pause takes too long",
            EVERYBODY,
            lambda: after(_running(), CohortStory.pause, on(Due.PAUSE_MAX)),
        ),
    ),
}
ITEM_OPENED = (
    Told(
        "a cohort opens an item",
        TO_LEAD,
        lambda: after(proposed_to_the_lead(), on(Due.CONFIRMATION_ITEM)),
    ),
    Told(
        "a participant's mail is refused",
        TO_LEAD,
        lambda: after(_running(), CohortStory.pause, mail(DeliveryOutcome.REFUSED)),
    ),
)
"""This kind belongs to pairings, too."""
