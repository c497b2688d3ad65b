"""Who is still to be briefed, on which date, and what the owners have to do about it."""

from collections.abc import Iterable, Iterator
from datetime import timedelta

from domain.cohort.briefings import Briefings, Place
from domain.cohort.state import BriefedPairing, CohortState, PairingEntry
from domain.cohort.vocabulary import OPEN_STAGES
from domain.engine.base import Instant
from domain.programme.ids import PersonId
from domain.programme.people import Side
from domain.programme.preparation import Briefing


def people_are_briefed(state: CohortState) -> bool:
    """Whether people are invited to briefings at present, and it is asked who was there."""
    return state.pause is None and state.stage in OPEN_STAGES


def gated_sides(state: CohortState) -> tuple[Side, ...]:
    """The sides that have to be briefed before a first session: those that have dates."""
    if not state.request.preparation.gate:
        return ()
    return tuple(side for side in Side if state.briefings.dates_for(side))


def those_to_brief(state: CohortState, side: Side) -> tuple[PersonId, ...]:
    """Everybody on this side of a pairing to which both have said yes, and not briefed yet."""
    if not state.briefings.dates_for(side):
        return ()
    briefed = state.briefings.briefed(side)
    people = dict.fromkeys(entry.person(side) for entry in state.running if _has_begun(entry))
    return tuple(person for person in people if person not in briefed)


def _has_begun(entry: PairingEntry) -> bool:
    return entry.progress is not None and entry.progress.stage.has_begun


def invitations(
    state: CohortState, now: Instant
) -> Iterator[tuple[Briefing, tuple[PersonId, ...]]]:
    """Whom to invite to which date: the next one of their side, unless they have a place at one."""
    for side in Side:
        date, people = _next_date(state, side, now), _without_place(state, side)
        if date is not None and people:
            yield date, people


def lacks_a_date(state: CohortState, now: Instant) -> bool:
    """Whether somebody is to be briefed for whom no date is left, while people are invited."""
    return people_are_briefed(state) and any(
        _without_place(state, side) and _next_date(state, side, now) is None for side in Side
    )


def _without_place(state: CohortState, side: Side) -> tuple[PersonId, ...]:
    """Those without an invitation to a date that lies ahead or whose attendance is still open."""
    invited = {place.person for place in _open_places(state.briefings, side)}
    return tuple(person for person in those_to_brief(state, side) if person not in invited)


def _open_places(briefings: Briefings, side: Side) -> Iterator[Place]:
    ids = {date.id for date in briefings.dates_for(side)}
    return (
        place for place in briefings.places if place.attended is None and place.briefing_id in ids
    )


def _next_date(state: CohortState, side: Side, now: Instant) -> Briefing | None:
    """The first date for which there is time enough to invite people."""
    notice = timedelta(hours=state.request.deadlines.briefing_notice_hours)
    dates = state.briefings.dates_for(side)
    return next((date for date in dates if date.starts_at >= now + notice), None)


def is_invited(state: CohortState, person: PersonId, briefing_id: str | None) -> bool:
    """Whether the person is still expected at a date."""
    date = state.briefings.date(briefing_id)
    if date is None or person not in those_to_brief(state, date.side):
        return False
    open_places = _open_places(state.briefings, date.side)
    return any((one.person, one.briefing_id) == (person, briefing_id) for one in open_places)


def next_attendance(state: CohortState, after: Instant) -> Instant | None:
    """When the owners are asked next who was at a briefing; None if there is nothing to ask."""
    return min((due for _, due in _to_record(state) if due > after), default=None)


def attendance_is_missing(state: CohortState, now: Instant) -> bool:
    """Whether it is overdue to say who was at a briefing."""
    return any(due <= now for _, due in _to_record(state))


def _to_record(state: CohortState) -> Iterator[tuple[Briefing, Instant]]:
    """Dates with somebody of whom nobody has said whether they came, and when that is asked."""
    hours = timedelta(hours=state.request.deadlines.attendance_after_hours)
    for side in Side:
        people = set(those_to_brief(state, side))
        expected = {
            one.briefing_id for one in _open_places(state.briefings, side) if one.person in people
        }
        for date in state.briefings.dates_for(side):
            if date.id in expected:
                yield date, state.calendar.roll_forward(date.ends_at + hours)


def briefed_pairings(
    state: CohortState, entries: Iterable[PairingEntry]
) -> tuple[BriefedPairing, ...]:
    """Of each pairing, which of its two are briefed."""
    briefed = {side: state.briefings.briefed(side) for side in Side}
    return tuple(
        BriefedPairing(
            pairing_id=entry.pairing_id,
            sides=tuple(side for side in Side if entry.person(side) in briefed[side]),
        )
        for entry in entries
    )
