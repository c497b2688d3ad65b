"""Items about a whole cohort: what opens them, and what settles them."""

from domain.cohort.vocabulary import CohortDeadlineKind
from domain.matching import WaitingCause
from domain.pairing.vocabulary import EndReason, Stage
from domain.programme.request import HardRule
from domain.telling.kinds import ItemKind
from domain.telling.notices import DeliveryOutcome
from tests.unit.cohort.briefed import invited, over, with_briefings
from tests.unit.cohort.story import CohortStory, row, running, waiting
from tests.unit.witnesses.cohorts import (
    added,
    after,
    mail,
    matched,
    matching_refused,
    not_started,
    on,
    proposed_to_the_lead,
    recorded,
    then,
    told,
    waived,
)
from tests.unit.witnesses.witness import Opened, Settled

Kind, Due = ItemKind, CohortDeadlineKind


def _running() -> CohortStory:
    return running("anna+bert", "carl+dora")


def _declined_by_mentee(story: CohortStory) -> object:
    return story.looked(row(1, Stage.CLOSED, EndReason.DECLINED, mentee_said=False))


def _over(story: CohortStory) -> object:
    return story.looked(row(1, Stage.CLOSED, EndReason.PROGRAMME_ENDED))


def _begins(story: CohortStory) -> object:
    return story.looked(row(1, Stage.ASSESSMENT))


def _further_date(story: CohortStory) -> object:
    date = {"side": "mentee", "starts_at": "2027-03-01T10:00Z", "room": "Canteen"}
    return story.add_briefing(id="mentees-3", **date)


def _all_over(story: CohortStory) -> object:
    over = (row(number, Stage.CLOSED, EndReason.PROGRAMME_ENDED) for number in (1, 2))
    return story.looked(*over)


ITEMS: dict[ItemKind, tuple[Opened[CohortStory], ...]] = {
    Kind.MATCHES_NOT_CONFIRMED: (
        Opened(
            "nobody has confirmed the proposed pairs",
            lambda: after(proposed_to_the_lead(), on(Due.CONFIRMATION_ITEM)),
            settled=Settled(
                "all but one are confirmed",
                then(lambda story: story.confirm("all", reject=["anna+bert"])),
            ),
        ),
        Opened(
            "nobody has confirmed the pair of somebody who joined",
            lambda: after(
                running("anna+bert", confirm=True),
                added("carl"),
                matched("carl+bert"),
                on(Due.CONFIRMATION_ITEM),
            ),
            settled=Settled("the operator ends the cohort", then(CohortStory.end)),
        ),
    ),
    Kind.NOBODY_FITS: (
        Opened(
            "somebody stays without a partner under the rules",
            lambda: after(
                CohortStory(), matched(waiting=(waiting("bert", WaitingCause.NOBODY_FITS),))
            ),
            settled=Settled("a mentor who joins fits", then(added("anna"), matched("anna+bert"))),
        ),
        Opened(
            "the mentee said no, and there is nobody else for the mentor",
            lambda: after(_running(), _declined_by_mentee, matched(waiting=(waiting("anna"),))),
            settled=Settled(
                "a rule is relaxed, and somebody fits",
                then(lambda story: story.relax(HardRule.DEPARTMENT), matched("anna+fine")),
            ),
        ),
        Opened(
            "matching is refused after somebody has joined",
            lambda: after(_running(), added("emil"), matching_refused),
            settled=Settled(
                "it succeeds when it is tried again", then(added("fine"), matched("emil+fine"))
            ),
        ),
        Opened(
            "nobody fits a mentee who has joined",
            lambda: after(
                _running(),
                added("emil"),
                matched(waiting=(waiting("emil", WaitingCause.NOBODY_FITS),)),
            ),
            settled=Settled("nobody is matched any more", then(on(Due.MATCHING_OVER))),
        ),
    ),
    Kind.BRIEFING_NOT_RECORDED: (
        Opened(
            "nobody has said who was at the first briefing",
            lambda: after(invited("anna+bert"), on(Due.ATTENDANCE)),
            settled=Settled("somebody says it", then(recorded("mentors-1", attended="all"))),
        ),
    ),
    Kind.NO_BRIEFING_AHEAD: (
        Opened(
            "a mentor says yes after the last briefing",
            lambda: after(with_briefings("anna+bert"), lambda story: story.days(30), _begins),
            settled=Settled("the two are let off", then(waived("anna"), waived("bert"))),
        ),
        Opened(
            "a mentee missed the last briefing",
            lambda: after(
                over("anna+bert"),
                lambda story: story.days(8),
                recorded("mentees-2", missed=("bert",)),
                recorded("mentees-1", missed=("bert",)),
            ),
            settled=Settled("there is a further date", then(_further_date)),
        ),
    ),
    Kind.PAIRING_NOT_STARTED: (
        Opened(
            "a pairing cannot be started",
            lambda: after(CohortStory(), matched("anna+bert"), not_started("c-001")),
            settled=Settled("somebody is added again after a correction", then(added("anna"))),
        ),
    ),
    Kind.PAIRING_NOT_REACHED: (
        Opened(
            "a pairing does not learn that the cohort pauses",
            lambda: after(_running(), CohortStory.pause, told(1)),
            settled=Settled("it is told an hour later", then(on(Due.TELL_AGAIN), told())),
        ),
    ),
    Kind.PAIRING_NOT_RUNNING: (
        Opened(
            "Temporal does not run two pairings any more",
            lambda: after(_running(), lambda story: story.watched("c-001", "c-002")),
            settled=Settled(
                "both run again", then(lambda story: story.watched(again=("c-001", "c-002")))
            ),
            sides=(None, None),
        ),
        Opened(
            "another one stops besides the first, in an ending cohort",
            lambda: after(
                _running(),
                lambda story: story.watched("c-001"),
                CohortStory.end,
                lambda story: story.watched("c-002"),
            ),
            settled=Settled("all pairings are over", then(_all_over)),
        ),
    ),
    Kind.STILL_PAUSED: (
        Opened(
            "a pause without a date of return goes on",
            lambda: after(_running(), CohortStory.pause, on(Due.PAUSE_QUESTION)),
            settled=Settled("the cohort resumes", then(CohortStory.resume)),
        ),
    ),
    Kind.MAIL_UNDELIVERABLE: (
        Opened(
            "a mail to somebody is refused",
            lambda: after(_running(), CohortStory.pause, mail(DeliveryOutcome.REFUSED)),
            settled=Settled(
                "another mail arrives", then(CohortStory.resume, mail(DeliveryOutcome.DELIVERED))
            ),
        ),
        Opened(
            "the mail that the cohort resumes is refused",
            lambda: after(
                running("anna+bert"),
                CohortStory.pause,
                CohortStory.resume,
                mail(DeliveryOutcome.REFUSED),
            ),
            settled=Settled("the last pairing is over", then(_over)),
        ),
    ),
}
