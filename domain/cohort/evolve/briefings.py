"""How briefings change the state of a cohort."""

from collections.abc import Iterable

from domain.cohort.briefing_events import (
    BriefingAdded,
    BriefingRecorded,
    CohortBriefingWaived,
    PeopleInvited,
)
from domain.cohort.briefings import Place
from domain.cohort.state import CohortState
from domain.engine.tables import Appliers, On


def _added(event: BriefingAdded, state: CohortState) -> CohortState:
    return state.with_part("briefings", dates=(*state.briefings.dates, event.briefing))


def _invited(event: PeopleInvited, state: CohortState) -> CohortState:
    places = (Place(briefing_id=event.briefing_id, person=person) for person in event.people)
    return _with_places(state, places)


def _recorded(event: BriefingRecorded, state: CohortState) -> CohortState:
    words = (*((one, True) for one in event.attended), *((one, False) for one in event.missed))
    places = (
        Place(briefing_id=event.briefing_id, person=person, attended=attended)
        for person, attended in words
    )
    return _with_places(state, places)


def _with_places(state: CohortState, places: Iterable[Place]) -> CohortState:
    """A person has one place at each date: the latest word about it holds."""
    known = {(place.briefing_id, place.person): place for place in state.briefings.places}
    known |= {(place.briefing_id, place.person): place for place in places}
    return state.with_part("briefings", places=tuple(known.values()))


def _waived(event: CohortBriefingWaived, state: CohortState) -> CohortState:
    return state.with_part("briefings", waived=(*state.briefings.waived, event.waiver))


APPLY: Appliers[CohortState] = (
    On(BriefingAdded, _added),
    On(PeopleInvited, _invited),
    On(BriefingRecorded, _recorded),
    On(CohortBriefingWaived, _waived),
)
