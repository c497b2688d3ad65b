"""Deadlines of a cohort: what arms each, and what follows when it elapses."""

from datetime import date

from domain.cohort.events import (
    CohortClosed,
    CohortEndingBegun,
    CohortResumed,
    CohortStageEntered,
    InstructionGiven,
    MatchingEnded,
)
from domain.cohort.vocabulary import CohortDeadlineKind
from domain.engine.timetable import due_of
from domain.telling.kinds import ItemKind, NoticeKind
from tests.unit.cohort.briefed import invited
from tests.unit.cohort.story import ONGOING, CohortStory, running, waiting
from tests.unit.witnesses.cohorts import after, left, matched, on, proposed_to_the_lead, told
from tests.unit.witnesses.witness import Elapses

Kind = CohortDeadlineKind


def _running(**fields: object) -> CohortStory:
    return running("anna+bert", **fields)


def _paused() -> CohortStory:
    """A pause without a date of return."""
    return after(_running(), CohortStory.pause)


DEADLINES: dict[CohortDeadlineKind, tuple[Elapses[CohortStory], ...]] = {
    Kind.CONFIRMATION_REMINDER: (
        Elapses(
            "pairs are proposed to the lead", proposed_to_the_lead, (NoticeKind.MATCHES_REMINDER,)
        ),
    ),
    Kind.CONFIRMATION_ITEM: (
        Elapses(
            "pairs are proposed to the lead",
            proposed_to_the_lead,
            (ItemKind.MATCHES_NOT_CONFIRMED,),
        ),
    ),
    Kind.MATCHING_OVER: (
        Elapses(
            "a cohort with a fixed term is opened",
            CohortStory,
            (MatchingEnded, CohortClosed, CohortStageEntered),
        ),
        Elapses(
            "an ongoing cohort has a pairing",
            lambda: _running(term=ONGOING),
            (),
            so_that=lambda story: due_of(story.state.deadlines, Kind.MATCHING_OVER) is not None,
        ),
        Elapses(
            "an ongoing cohort finds no pair",
            lambda: CohortStory(term=ONGOING),
            (MatchingEnded, CohortClosed, CohortStageEntered),
        ),
    ),
    Kind.WAITING_NEWS: (
        Elapses(
            "somebody is without a partner",
            lambda: after(CohortStory(), matched("anna+bert", waiting=(waiting("dora"),))),
            (NoticeKind.WAITING_LIST,),
        ),
        Elapses(
            "a person is asked about another partner",
            lambda: after(_running(), left),
            (NoticeKind.ANOTHER_PARTNER,),
        ),
    ),
    Kind.ATTENDANCE: (
        Elapses(
            "people are invited to a briefing",
            lambda: invited("anna+bert"),
            (ItemKind.BRIEFING_NOT_RECORDED,),
        ),
    ),
    Kind.PROGRESS_CHECK: (
        Elapses(
            "a pairing is started", _running, (), so_that=lambda story: story.state.progress_wanted
        ),
    ),
    Kind.PAUSE_RETURN: (
        Elapses(
            "a pause with a date of return begins",
            lambda: after(_running(), lambda story: story.pause(date(2027, 1, 18))),
            (CohortResumed, InstructionGiven, NoticeKind.COHORT_RESUMED),
        ),
    ),
    Kind.PAUSE_QUESTION: (
        Elapses("a pause without a date of return begins", _paused, (ItemKind.STILL_PAUSED,)),
    ),
    Kind.PAUSE_MAX: (
        Elapses(
            "a pause without a date of return begins",
            _paused,
            (CohortEndingBegun, CohortStageEntered, InstructionGiven, NoticeKind.COHORT_ENDED),
        ),
    ),
    Kind.ITEM_REMINDER: (
        Elapses(
            "the lead has not decided about the proposed pairs",
            lambda: after(proposed_to_the_lead(), on(Kind.CONFIRMATION_ITEM)),
            (),
            so_that=lambda story: (
                story.state.desk.told[-1].notice.item is ItemKind.MATCHES_NOT_CONFIRMED
            ),
        ),
    ),
    Kind.TELL_AGAIN: (
        Elapses(
            "a pairing does not learn of a pause",
            lambda: after(_paused(), told(1)),
            (InstructionGiven,),
        ),
    ),
    Kind.ENDING_OVER: (
        Elapses(
            "the cohort ends while a pairing runs",
            lambda: after(_running(), CohortStory.end),
            (CohortClosed, CohortStageEntered),
        ),
    ),
}
