"""Looks up the days off of all people concerned, so that they can be recorded."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import Self

from pydantic import model_validator
from temporalio import activity

from activities.failures import as_failure
from activities.ports import Holidays, RegionDays, Roster, UnknownRegion
from domain.engine.base import Frozen, OpaqueId
from domain.engine.errors import InvalidInput, Problem, Refused
from domain.pairing.setup import PairingTerms
from domain.programme.calendar import USUAL_WEEKEND, WorkingCalendar
from domain.programme.ids import PersonId
from domain.programme.people import HolidayRegion, TimeZoneName
from domain.programme.request import CohortRequest, FixedTerm, Shutdown, Term

YEARS_AHEAD = 3
"""Holidays are looked up this many years beyond the end of a fixed term, or beyond today."""


class CalendarQuestion(Frozen):
    """For which people and which time days off are looked up."""

    roster: OpaqueId
    people: tuple[PersonId, ...]
    """The holidays of all their sites count."""
    region: HolidayRegion | None = None
    """Its holidays count too: the region of the programme office."""
    shutdowns: tuple[Shutdown, ...] = ()
    first: date
    last: date
    """Days before ``first`` or after ``last`` are not looked up."""
    time_zone: TimeZoneName

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> Self:
        if self.last < self.first:
            raise ValueError("last must not be before first")
        return self


def question_of_office(
    request: CohortRequest, today: date, announced: tuple[Shutdown, ...] = ()
) -> CalendarQuestion:
    """The calendar of the programme office, where its owners are at work.

    ``announced``: shutdowns of which it was told after the start.
    """
    first, last = first_and_last(request.term, today)
    return CalendarQuestion(
        roster=request.roster,
        people=request.owners.everybody,
        region=request.holiday_region,
        shutdowns=(*request.shutdowns, *announced),
        first=first,
        last=last,
        time_zone=request.time_zone,
    )


def question_of_pair(terms: PairingTerms, today: date) -> CalendarQuestion:
    """The calendar of the two people of a pairing, with the days off of the office."""
    first, last = first_and_last(terms.term, today)
    return CalendarQuestion(
        roster=terms.roster,
        people=(terms.mentor, terms.mentee),
        region=terms.holiday_region,
        shutdowns=terms.shutdowns,
        first=first,
        last=last,
        time_zone=terms.time_zone,
    )


def first_and_last(term: Term, today: date) -> tuple[date, date]:
    """The first and last day whose holidays may matter to a programme that is set up today."""
    end = term.end if isinstance(term, FixedTerm) else today
    return min(today, term.start), max(today, end) + timedelta(days=366 * YEARS_AHEAD)


class CalendarLookup:
    """Working calendars, from the sites in the roster and the public holidays there."""

    def __init__(self, roster: Roster, holidays: Holidays) -> None:
        self._roster = roster
        self._holidays = holidays

    async def look_up(self, question: CalendarQuestion) -> WorkingCalendar:
        """One calendar for all: a day off for one of them is a day off for the pair.

        Raises `InvalidInput` with every unknown person and region.
        """
        problems: list[Problem] = []
        regions = {"region": question.region} if question.region else {}
        known = await self._roster.by_id(question.roster, question.people)
        for n, person_id in enumerate(question.people):
            if person_id in known:
                regions[f"people[{n}].site"] = known[person_id].site
            else:
                problems.append(Problem(path=f"people[{n}]", problem="is not in the roster"))
        found: list[RegionDays] = []
        for path, region in regions.items():
            try:
                found.append(self._holidays.of(region, question.first, question.last))
            except UnknownRegion as unknown:
                problem = "is not a region whose holidays are known"
                problems.append(Problem(path=path, problem=problem, allowed=unknown.allowed))
        if problems:
            raise InvalidInput(problems)
        return WorkingCalendar(
            time_zone=question.time_zone,
            days_off=(
                *_closed(question, regions.values()),
                *(day for answer in found for day in answer.holidays),
            ),
            weekend=tuple(day for answer in found for day in answer.weekend) or USUAL_WEEKEND,
            zones=tuple(sorted({person.time_zone for person in known.values()})),
            known_until=question.last,
        )


class CalendarActivities:
    """The look-up as Temporal sees it."""

    def __init__(self, lookup: CalendarLookup) -> None:
        self._lookup = lookup

    @activity.defn(name="look_up_calendar")
    async def look_up(self, question: CalendarQuestion) -> WorkingCalendar:
        """See `CalendarLookup`; what cannot be looked up is a final failure (``InvalidInput``)."""
        try:
            return await self._lookup.look_up(question)
        except Refused as refused:
            raise as_failure(refused) from None


def _closed(question: CalendarQuestion, sites: Collection[str]) -> list[date]:
    """The days of shutdowns within the time asked for: of the company, and of any of the sites."""
    return [
        day
        for shutdown in question.shutdowns
        if not shutdown.sites or any(map(shutdown.closes, sites))
        for day in shutdown.days
        if question.first <= day <= question.last
    ]
