"""What is looked up of two people when their pairing begins."""

from datetime import date
from typing import Any

from activities.calendars import CalendarLookup
from activities.setups import SetupLookup, StartPairings
from adapters.holidays import LibraryHolidays
from domain.pairing.setup import PairingSetup, PairingTerms
from domain.programme.people import Side
from tests.fakes.roster import InMemoryRoster
from tests.unit.pairing.story import a_setup
from tests.workflow.material import person

TODAY = date(2027, 3, 1)


async def _looked_up(**terms: Any) -> PairingSetup:
    """Of a mentor with a line manager, and a mentee without one in the roster."""
    roster = InMemoryRoster()
    roster.put("staff", person("p-junior", manager_id="p-boss"), person("p-senior"))
    kept = {name: getattr(a_setup(), name) for name in PairingTerms.model_fields}
    asked = PairingTerms.model_validate({**kept, **terms})
    lookup = SetupLookup(CalendarLookup(roster, LibraryHolidays()), roster)
    return await lookup.of(StartPairings(terms=(asked,), today=TODAY), asked)


async def test_case_10_line_managers_are_looked_up_where_they_are_asked() -> None:
    """A pairing knows the line managers who are to approve, and nobody's where none is asked."""
    setup = await _looked_up(to_be_approved=tuple(Side))
    assert (setup.managers.mentor, setup.managers.mentee) == ("p-boss", None)
    assert (await _looked_up()).managers.missing == tuple(Side)
