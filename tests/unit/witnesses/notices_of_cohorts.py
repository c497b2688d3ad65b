"""Notices of a whole cohort: to its lead, and to everyone in it."""

from domain.cohort.vocabulary import CohortDeadlineKind
from domain.telling.kinds import NoticeKind
from domain.telling.notices import DeliveryOutcome
from tests.unit.cohort.briefed import invited, over
from tests.unit.cohort.story import CohortStory, running, waiting
from tests.unit.witnesses.cohorts import (
    after,
    left,
    mail,
    matched,
    on,
    proposed_to_the_lead,
    recorded,
    told,
    wants_another,
)
from tests.unit.witnesses.witness import TO_DEPUTY, TO_LEAD, Told

Kind, Due = NoticeKind, CohortDeadlineKind
_NEWS = Due.WAITING_NEWS
EVERYBODY = ("anna", "bert", "dora")
"""Each once, though Anna is in two pairs."""


def _running() -> CohortStory:
    """Anna teaches Bert and Dora."""
    return running("anna+bert", "anna+dora")


def _waits() -> CohortStory:
    """Dora is on the waiting list."""
    return after(CohortStory(), matched("anna+bert", waiting=(waiting("dora"),)))


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
    Kind.WAITING_LIST: (
        Told("a day after the first matching", ("dora",), lambda: after(_waits(), on(_NEWS))),
        Told(
            "nobody else is there for a person who wants another partner",
            ("bert",),
            lambda: after(
                _running(), left, wants_another, matched(waiting=(waiting("bert"),)), on(_NEWS)
            ),
        ),
    ),
    Kind.STILL_WAITING: (
        Told(
            "a month after the first word",
            ("dora",),
            lambda: after(_waits(), on(_NEWS), matched(waiting=(waiting("dora"),)), on(_NEWS)),
        ),
    ),
    Kind.WAITING_OVER: (
        Told(
            "nobody is matched any more",
            ("dora",),
            lambda: after(_waits(), on(Due.MATCHING_OVER)),
        ),
    ),
    Kind.ANOTHER_PARTNER: (
        Told(
            "the question was not answered for a month",
            ("bert",),
            lambda: after(_running(), left, on(_NEWS)),
        ),
        Told("a mentor has left the company", ("bert",), lambda: after(_running(), left)),
        Told(
            "the break is over in which a mentor left the company",
            ("bert",),
            lambda: after(_running(), CohortStory.pause, told(), left, CohortStory.resume),
        ),
    ),
    Kind.BRIEFING_INVITATION: (
        Told(
            "both of a pair have said yes, and there are briefings",
            ("anna", "bert"),
            lambda: invited("anna+bert"),
        ),
        Told(
            "a mentor was not at the first briefing",
            ("anna",),
            lambda: after(over("anna+bert"), recorded("mentors-1", missed="all")),
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
