"""The briefings of a cohort: the dates, who is invited to each, and who was there."""

from domain.engine.base import Frozen, OpaqueId
from domain.programme.ids import PersonId
from domain.programme.people import Side
from domain.programme.preparation import Briefing
from domain.programme.request import WaiverReason


class Place(Frozen):
    """A person who was invited to a date, or was there without."""

    briefing_id: OpaqueId
    person: PersonId
    attended: bool | None = None
    """Absent: nobody has said yet."""


class BriefingWaiver(Frozen):
    """A person who needs no briefing, and why."""

    person: PersonId
    reason: WaiverReason


class Briefings(Frozen):
    """What is known of the briefings."""

    dates: tuple[Briefing, ...] = ()
    """Those of the cohort file, and those that were added."""
    places: tuple[Place, ...] = ()
    waived: tuple[BriefingWaiver, ...] = ()

    def date(self, briefing_id: str | None) -> Briefing | None:
        """A date by its id."""
        return next((date for date in self.dates if date.id == briefing_id), None)

    def dates_for(self, side: Side) -> tuple[Briefing, ...]:
        """The dates of a side, the earliest first."""
        dates = (date for date in self.dates if date.side is side)
        return tuple(sorted(dates, key=lambda date: (date.starts_at, date.id)))

    def at(self, briefing_id: str) -> tuple[Place, ...]:
        """Everybody who was invited to a date, or was there."""
        return tuple(place for place in self.places if place.briefing_id == briefing_id)

    def briefed(self, side: Side) -> frozenset[PersonId]:
        """Everybody who was at a briefing for this side, or needs none."""
        ids = {date.id for date in self.dates_for(side)}
        there = {one.person for one in self.places if one.attended and one.briefing_id in ids}
        return frozenset(there | {waiver.person for waiver in self.waived})
