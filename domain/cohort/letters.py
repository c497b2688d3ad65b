"""The letters of a cohort: what each of them tells."""

from collections.abc import Callable, Mapping
from typing import TypeAlias

from domain.cohort.state import CohortState
from domain.engine.base import Instant
from domain.engine.tables import complete
from domain.matching import WaitingCause
from domain.programme.ids import cohort_workflow_id
from domain.telling.bodies import (
    BriefingBody,
    CohortBody,
    CohortEndBody,
    CohortPauseBody,
    CohortPlainBody,
    ItemBody,
    ProposalsBody,
    WaitingBody,
)
from domain.telling.body import Body
from domain.telling.catalogue import COHORT_BODIES
from domain.telling.desk import open_item
from domain.telling.letters import Letter, ahead, body_of, needed
from domain.telling.lines import AppointmentLine, ItemLine, ProposedPairLine
from domain.telling.notices import Notice
from domain.telling.owners import who_answers

Writers: TypeAlias = Mapping[type[Body], Callable[[CohortState, Notice, Instant], CohortBody]]
"""From the state, a notice and the moment to what the notice's letter tells."""


def letter(state: CohortState, notice: Notice, issued_at: Instant) -> Letter:
    """The letter of a notice that the cohort has issued.

    Raises `LetterIncomplete` when the state does not have what the notice tells of.
    """
    request = state.request
    return Letter(
        stream=cohort_workflow_id(state.cohort_id),
        roster=request.roster,
        notice=notice,
        issued_at=issued_at,
        programme=request.title,
        lead=who_answers(state),
        hours=request.mail_hours,
        shutdowns=ahead(state.shutdowns, issued_at.date()),
        until=notice.until,
        body=BODIES[body_of(notice)](state, notice, issued_at),
    )


def _item(state: CohortState, notice: Notice, at: Instant) -> ItemBody:
    item = open_item(state, notice.item_id)
    line = ItemLine(
        kind=needed(notice.item, "the item"),
        id=needed(notice.item_id, "the id of the item"),
        pair=None,
        about=None,
        due_on=item.due_on if item else None,
        overdue=item is not None and item.is_overdue(state.calendar.local_day(at)),
        pairing_id=notice.pairing_id,
    )
    return ItemBody(item=line)


def _proposals(state: CohortState, notice: Notice, at: Instant) -> ProposalsBody:
    pairs = tuple(
        ProposedPairLine(mentor=pair.mentor, mentee=pair.mentee, reasons=pair.reasons)
        for pair in state.matching.proposals
    )
    return ProposalsBody(pairs=needed(pairs or None, "a pair to confirm"))


def _waiting(state: CohortState, notice: Notice, at: Instant) -> WaitingBody:
    waits = (one for one in state.matching.waiting if one.person == notice.to)
    place = needed(next(waits, None), "the place on the waiting list")
    fits = place.cause is WaitingCause.ALL_TAKEN
    return WaitingBody(position=place.position if fits else None)


def _briefing(state: CohortState, notice: Notice, at: Instant) -> BriefingBody:
    date = needed(state.briefings.date(notice.briefing_id), "the briefing")
    missed = (one.person for one in state.briefings.places if one.attended is False)
    return BriefingBody(
        side=date.side,
        appointment=AppointmentLine(
            starts_at=date.starts_at,
            minutes=date.minutes,
            uid=f"{cohort_workflow_id(state.cohort_id)}.{date.id}@eyelevel",
            sequence=0,
        ),
        room=date.room,
        link=date.link,
        again=notice.to in missed,
    )


def _occasion(state: CohortState, notice: Notice, at: Instant) -> CohortPlainBody:
    return CohortPlainBody()


def _pause(state: CohortState, notice: Notice, at: Instant) -> CohortPauseBody:
    return CohortPauseBody(return_on=state.pause.return_on if state.pause else None)


def _end(state: CohortState, notice: Notice, at: Instant) -> CohortEndBody:
    ending = needed(state.ending, "the end")
    return CohortEndBody(ends_on=state.calendar.local_day(ending.at))


_WRITERS: Writers = {
    ItemBody: _item,
    ProposalsBody: _proposals,
    WaitingBody: _waiting,
    BriefingBody: _briefing,
    CohortPlainBody: _occasion,
    CohortPauseBody: _pause,
    CohortEndBody: _end,
}
BODIES = complete(COHORT_BODIES, _WRITERS, verb="writes")
