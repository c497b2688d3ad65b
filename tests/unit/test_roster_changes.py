"""On their day, changes of people are made, and all pairings that they concern are told."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

from temporalio.testing import ActivityEnvironment

from activities.ports import RunsBehind
from activities.roster_changes import ChangesReport, ChangesRequest, RosterChangeActivities
from domain.cohort.commands import CohortMessage, CohortPersonChanged
from domain.pairing.facts import PersonChanged
from domain.pairing.messages import PairingMessage
from domain.pairing.vocabulary import EndReason, Stage
from domain.programme.ids import PairingId
from domain.programme.people import Person
from tests.fakes.journal import InMemoryJournal
from tests.fakes.progress import JournalProgress
from tests.fakes.roster import InMemoryRoster
from tests.unit.cohort.story import row, running
from tests.unit.pairing.ways import given
from tests.unit.roster.files import cells, csv_of, people_of

DAY, BEFORE = date(2027, 5, 1), date(2027, 4, 30)


@dataclass
class Workflows:
    """A Temporal that takes signals, except for workflows that do not run."""

    told: list[CohortMessage | PairingMessage] = field(default_factory=list)
    runs: bool = True

    async def not_running(self, pairing_ids: Collection[PairingId]) -> list[PairingId]:
        """Not needed here."""
        raise NotImplementedError

    async def behind(self, versions: Mapping[str, int]) -> RunsBehind:
        """Not needed here."""
        raise NotImplementedError

    async def renew(self, workflow_id: str) -> None:
        """Not needed here."""
        raise NotImplementedError

    async def tell(self, fact: CohortMessage | PairingMessage) -> bool:
        """As the real one does."""
        self.told.append(fact)
        return self.runs


def anna() -> Person:
    """She will be in another department."""
    ahead = {"changes_on": str(DAY), "new_department": "Law"}
    (person,) = people_of(csv_of(cells(1, **ahead)))
    return person.model_copy(update={"id": "anna"})


async def look(
    workflows: Workflows, roster: InMemoryRoster, today: date, *, closed: bool = False
) -> ChangesReport:
    """One look at a roster in which Anna has a pairing, in a cohort that may be closed."""
    roster.put("acme", anna()) if not await roster.people("acme") else None
    journal = InMemoryJournal()
    cohort = running("anna+bert")
    if closed:
        cohort.looked(row(1, Stage.CLOSED, EndReason.PROGRAMME_ENDED))
    await journal.append("cohort-c", 0, cohort.records)
    pair = {"roster": "acme", "mentor": "anna", "mentee": "bert"}
    story = given(Stage.SESSIONS, pairing_id="c-001", cohort_id="c", **pair)
    await journal.append("pairing-c-001", 0, story.records)
    activities = RosterChangeActivities(roster, JournalProgress(journal), workflows)
    return await ActivityEnvironment().run(activities.make, ChangesRequest(today=today))


async def test_case_38_on_its_day_a_change_is_made_and_the_pairings_are_checked() -> None:
    """The day before nobody is told anything; on the day the change holds, and the cohort is told
    once that the person has changed."""
    workflows, roster = Workflows(), InMemoryRoster()
    assert await look(workflows, roster, BEFORE) == ChangesReport(told=0, untold=0)
    assert await look(workflows, roster, DAY) == ChangesReport(told=1, untold=0)
    (person,) = await roster.people("acme")
    assert (person.department, person.changes_on) == ("Law", None)
    (fact,) = workflows.told
    assert isinstance(fact, CohortPersonChanged)
    assert (fact.person_id, fact.cohort_id) == ("anna", "c")
    assert await look(workflows, roster, DAY) == ChangesReport(told=0, untold=0)


async def test_case_38_a_change_reaches_the_pairing_of_a_closed_cohort() -> None:
    """Where the cohort is closed, the pairing itself is told that the person has changed."""
    workflows = Workflows()
    await look(workflows, InMemoryRoster(), DAY, closed=True)
    assert [type(fact) for fact in workflows.told] == [PersonChanged]


async def test_a_change_that_cannot_be_told_is_told_later_and_counts_once() -> None:
    """If the cohort does not run, the next look tells it again, in a message with the same id."""
    workflows, roster = Workflows(runs=False), InMemoryRoster()
    assert await look(workflows, roster, DAY) == ChangesReport(told=0, untold=1)
    workflows.runs = True
    assert await look(workflows, roster, date(2027, 5, 2)) == ChangesReport(told=1, untold=0)
    assert len(workflows.told) == 2
    assert len({fact.message_id for fact in workflows.told}) == 1
