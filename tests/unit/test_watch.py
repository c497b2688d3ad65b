"""The watch tells cohorts what has changed, and nothing else."""

import asyncio
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count

import pytest
from temporalio.testing import ActivityEnvironment

from activities.ports import RunsBehind
from activities.watch import (
    NEWS_AT_ONCE,
    UNSURE_AT_MOST,
    CatchUpReport,
    CatchUpRequest,
    WatchActivities,
    WatchReport,
    WatchRequest,
)
from domain.cohort.commands import CohortMessage, PairingsWatched
from domain.cohort.progress import PairingOfPeople, PairingProgress, WatchedPairing
from domain.engine.journal import Unreadable
from domain.matching import PairOfRoster
from domain.pairing.messages import PairingMessage
from domain.programme.ids import CohortId, PairingId, PersonId
from tests.contract.events import events
from tests.fakes.journal import InMemoryJournal


def seen(pairing_id: str, *, can_go_on: bool = True, reported: bool = False) -> WatchedPairing:
    """A pairing as the read tables have it."""
    return WatchedPairing(
        pairing_id=PairingId(pairing_id),
        cohort_id=CohortId(pairing_id.rpartition("-")[0]),
        can_go_on=can_go_on,
        reported=reported,
    )


@dataclass
class Tables:
    """What each look into the read tables finds; the last one again and again."""

    looks: list[list[WatchedPairing | Unreadable]]

    async def pairings(self, cohort_id: str) -> list[PairingProgress]:
        """Not needed here."""
        raise NotImplementedError

    async def pairs(self, roster: str) -> list[PairOfRoster]:
        """Not needed here."""
        raise NotImplementedError

    async def pairings_of(self, roster: str, people: Sequence[PersonId]) -> list[PairingOfPeople]:
        """Not needed here."""
        raise NotImplementedError

    async def watched(self) -> list[WatchedPairing | Unreadable]:
        """The next look."""
        return self.looks.pop(0) if len(self.looks) > 1 else self.looks[0]


@dataclass
class Workflows:
    """A Temporal in which some pairings do not run, and one cohort neither."""

    stopped: set[str]
    told: list[PairingsWatched] = field(default_factory=list)
    known: dict[str, int] = field(default_factory=dict)
    """Versions that runs know, where that is not what the journal has."""
    writing: set[str] = field(default_factory=set)
    """Runs that write at the moment."""
    renewed: list[str] = field(default_factory=list)
    alive: asyncio.Event | None = None
    """Temporal answers no sooner than this."""

    async def not_running(self, pairing_ids: Collection[PairingId]) -> list[PairingId]:
        """As the real one does."""
        if self.alive:
            await self.alive.wait()
        return [id_ for id_ in pairing_ids if id_ in self.stopped]

    async def behind(self, versions: Mapping[str, int]) -> RunsBehind:
        """As the real one does: a run that knows less than that."""
        if self.alive:
            await self.alive.wait()
        known = self.known
        behind = [id_ for id_, version in versions.items() if known.get(id_, version) < version]
        return RunsBehind(
            certain=tuple(id_ for id_ in behind if id_ not in self.writing),
            writing=tuple(id_ for id_ in behind if id_ in self.writing),
        )

    async def renew(self, workflow_id: str) -> None:
        """As the real one does."""
        self.renewed.append(workflow_id)

    async def tell(self, fact: CohortMessage | PairingMessage) -> bool:
        """As the real one does."""
        assert isinstance(fact, PairingsWatched)
        self.told.append(fact)
        return fact.cohort_id != "gone"

    @property
    def news(self) -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
        """Each cohort, what stopped in it, and what runs again."""
        return [(fact.cohort_id, fact.not_running, fact.running_again) for fact in self.told]


async def look(workflows: Workflows, *looks: list[WatchedPairing | Unreadable]) -> WatchReport:
    """One look of the watch."""
    watch = WatchActivities(Tables(list(looks)), workflows, InMemoryJournal())
    return await ActivityEnvironment().run(watch.look, WatchRequest())


async def catch_up(
    workflows: Workflows, journal: InMemoryJournal, request: CatchUpRequest
) -> CatchUpReport:
    """One look at the runs whose journal has grown."""
    watch = WatchActivities(Tables([[]]), workflows, journal, settled_after=timedelta(0))
    return await ActivityEnvironment().run(watch.catch_up, request)


async def test_nobody_is_told_as_long_as_all_is_as_it_was() -> None:
    """A cohort whose pairings run, or are known not to run, gets no message."""
    workflows = Workflows({"c-2"})
    report = await look(workflows, [seen("c-1"), seen("c-2", reported=True)])
    assert workflows.news == []
    assert report == WatchReport(pairings=2, not_running=1, messages=0)


async def test_each_cohort_is_told_what_has_changed_in_it() -> None:
    """A cohort hears in one message which of its pairings stopped, and which run again."""
    workflows = Workflows({"c-1", "d-1"})
    await look(workflows, [seen("c-1"), seen("c-2", reported=True), seen("d-1"), seen("d-2")])
    assert workflows.news == [("c", ("c-1",), ("c-2",)), ("d", ("d-1",), ())]
    assert len({fact.message_id for fact in workflows.told}) == 2


async def test_one_that_came_to_its_end_meanwhile_is_no_news() -> None:
    """A pairing that has been archived while the watch looked is not reported."""
    workflows = Workflows({"c-1", "c-2"})
    await look(workflows, [seen("c-1"), seen("c-2")], [seen("c-2")])
    assert workflows.news == [("c", ("c-2",), ())]


async def test_one_that_was_reported_and_is_over_meanwhile_is_settled() -> None:
    """A reported pairing that is archived while the watch looks is no matter any more."""
    workflows = Workflows({"c-1"})
    over = seen("c-1", can_go_on=False, reported=True)
    report = await look(workflows, [seen("c-1", reported=True)], [over])
    assert workflows.news == [("c", (), ("c-1",))]
    assert (report.pairings, report.not_running) == (0, 0)


async def test_a_matter_is_settled_when_the_pairing_is_over() -> None:
    """A pairing that was reported, ran again and is archived by now is no matter any more."""
    workflows = Workflows({"c-1"})
    await look(workflows, [seen("c-1", can_go_on=False, reported=True)])
    assert workflows.news == [("c", (), ("c-1",))]


async def test_a_great_number_is_told_in_several_messages() -> None:
    """A cohort in which hundreds stop at once hears of all, in messages that it can take."""
    ids = [f"c-{number}" for number in range(2 * NEWS_AT_ONCE + 1)]
    workflows = Workflows(set(ids))
    await look(workflows, [seen(id_) for id_ in ids])
    assert [len(fact.not_running) for fact in workflows.told] == [NEWS_AT_ONCE, NEWS_AT_ONCE, 1]
    assert len({fact.message_id for fact in workflows.told}) == 3


async def test_a_cohort_that_does_not_run_holds_up_no_other() -> None:
    """If a cohort cannot be told, or a row makes no sense, all others are told."""
    workflows = Workflows({"gone-1", "c-1"})
    strange = Unreadable(stream="pairing-x", why="pairing_id: does not have the right form")
    await look(workflows, [seen("gone-1"), strange, seen("c-1")])
    assert [cohort for cohort, _, _ in workflows.news] == ["gone", "c"]


async def test_a_run_that_is_behind_its_journal_is_renewed_once() -> None:
    """Of the streams that have grown since the last look, the runs that know less are renewed."""
    journal, workflows = InMemoryJournal(), Workflows(set(), known={"pairing-b": 1})
    await journal.append("pairing-a", 0, events(1, 2))
    await journal.append("pairing-b", 0, events(1, 2))
    report = await catch_up(workflows, journal, CatchUpRequest())
    assert report == CatchUpReport(streams=2, renewed=1, next=CatchUpRequest(after=4))
    assert workflows.renewed == ["pairing-b"]
    again = await catch_up(workflows, journal, report.next)
    assert again == CatchUpReport(streams=0, renewed=0, next=CatchUpRequest(after=4))


async def test_a_run_that_is_writing_is_looked_at_again() -> None:
    """A run that is behind, but writes at the moment, is left to the next look: by then it has
    caught up, or it is renewed, although its journal has not grown since."""
    journal, workflows = InMemoryJournal(), Workflows(set(), known={"pairing-a": 1, "pairing-b": 1})
    workflows.writing = {"pairing-a", "pairing-b"}
    await journal.append("pairing-a", 0, events(1, 2))
    await journal.append("pairing-b", 0, events(1, 2))
    first = await catch_up(workflows, journal, CatchUpRequest())
    assert (first.renewed, first.next.unsure) == (0, {"pairing-a": 2, "pairing-b": 2})
    workflows.writing, workflows.known["pairing-a"] = set(), 2
    second = await catch_up(workflows, journal, first.next)
    assert workflows.renewed == ["pairing-b"]
    assert second.next == CatchUpRequest(after=4)


async def test_so_many_that_are_writing_that_none_is_handed_on() -> None:
    """If more runs are writing than one look may hand on to the next, the next one begins where
    this one began."""
    journal = InMemoryJournal()
    names = [f"pairing-{number}" for number in range(UNSURE_AT_MOST + 1)]
    workflows = Workflows(set(), known=dict.fromkeys(names, 0), writing=set(names))
    for name in names:
        await journal.append(name, 0, events(1))
    request = CatchUpRequest(after=0, unsure={"pairing-x": 7})
    assert (await catch_up(workflows, journal, request)).next == request
    workflows.writing = set()
    assert (await catch_up(workflows, journal, request)).renewed == len(names)


async def test_after_a_restore_the_whole_journal_is_looked_at() -> None:
    """A watch that remembers a position which a restored journal has lost looks at all of it."""
    journal, workflows = InMemoryJournal(), Workflows(set(), known={"pairing-a": 1})
    await journal.append("pairing-a", 0, events(1, 2))
    report = await catch_up(workflows, journal, CatchUpRequest(after=1000))
    assert report == CatchUpReport(streams=1, renewed=1, next=CatchUpRequest(after=2))


@pytest.mark.parametrize("which", ["look", "catch_up"])
async def test_a_look_shows_that_it_is_alive(which: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A look that has to wait for Temporal gives a sign of life again and again."""
    monkeypatch.setattr("activities.beating.SECONDS_BETWEEN", 0.01)
    journal, workflows = InMemoryJournal(), Workflows(set(), alive=asyncio.Event())
    watch = WatchActivities(Tables([[seen("c-1")]]), workflows, journal)
    environment, beats = ActivityEnvironment(), count(1)

    def note(*_: object) -> None:
        if next(beats) == 3 and workflows.alive:
            workflows.alive.set()

    environment.on_heartbeat = note
    async with asyncio.timeout(30):
        if which == "look":
            await environment.run(watch.look, WatchRequest())
        else:
            await environment.run(watch.catch_up, CatchUpRequest())
    assert next(beats) > 3
