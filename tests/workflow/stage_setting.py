"""A worker with fakes behind every port, and a hand on one pairing."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any
from uuid import uuid4

from temporalio.client import WorkflowHandle, WorkflowUpdateFailedError
from temporalio.testing import TimeSkipper
from temporalio.worker import Worker

from activities.journal import JournalActivities
from activities.matching import MatchingActivities
from activities.notices import NoticeActivities
from adapters.assignment import ScipyAssigner
from domain.calendar import WorkingCalendar
from domain.journal import EventRecord
from domain.pairing.evolve import fold
from domain.pairing.state import PairingSetup, PairingState
from domain.people import Locale, Person, Side
from domain.programme import (
    Deadlines,
    FixedTerm,
    MatchingPolicy,
    Owners,
    ProgrammeContext,
    SessionPattern,
    Term,
)
from domain.topics import Topic
from tests.fakes.journal import InMemoryJournal
from tests.fakes.mailer import FakeDeliveryLedger, FakeMailer
from tests.fakes.roster import InMemoryRoster
from worker import INTERCEPTORS
from workflows.pairing import Pairing
from workflows.pairing_start import PairingStart

ROSTER = "acme"
BOTH = ("mentor", "mentee")
TOPICS = (Topic(id="ai-tools", title="AI tools"), Topic(id="data", title="Data literacy"))


def person(id_: str, **facts: Any) -> Person:
    """Somebody for the roster."""
    usual = {
        "name": f"Person {id_}",
        "mail": f"{id_}@example.com",
        "locale": Locale.ENGLISH,
        "time_zone": "Europe/Berlin",
        "site": "DE-BW",
        "department": f"dep-{id_}",
        "level": 2 if id_ == "p-junior" else 7,
        "birth_year": 1998 if id_ == "p-junior" else 1968,
        "roles": (Side.MENTOR,) if id_ == "p-junior" else (Side.MENTEE,),
    }
    return Person.model_validate({"id": id_, **usual, **facts})


@dataclass
class Stage:
    """Everything behind the worker, open to be looked at and to be broken."""

    skipper: TimeSkipper
    queue: str
    journal: InMemoryJournal = field(default_factory=InMemoryJournal)
    mailer: FakeMailer = field(default_factory=FakeMailer)
    roster: InMemoryRoster = field(default_factory=InMemoryRoster)
    ledger: FakeDeliveryLedger = field(default_factory=FakeDeliveryLedger)

    @asynccontextmanager
    async def worker(self) -> AsyncIterator[Worker]:
        """A worker for this stage's task queue; leave the block to stop it."""
        notices = NoticeActivities(self.mailer, self.roster, self.ledger)
        journal = JournalActivities(self.journal)
        matching = MatchingActivities(self.roster, ScipyAssigner())
        activities = [notices.deliver, journal.append, journal.read, matching.recheck_pair]
        worker = Worker(
            self.skipper.client,
            task_queue=self.queue,
            workflows=[Pairing],
            activities=activities,
            interceptors=INTERCEPTORS,
        )
        async with worker:
            yield worker

    async def open_pairing(self, **changes: Any) -> "LivePairing":
        """Start a pairing; time stands still until it is moved on."""
        pairing_id = f"pr-{uuid4().hex[:8]}"
        setup = a_setup(pairing_id, **changes)
        with self.skipper.with_time_skipping_disabled():
            handle = await self.skipper.client.start_workflow(
                "Pairing",
                PairingStart(setup=setup),
                id=f"pairing-{pairing_id}",
                task_queue=self.queue,
            )
        return LivePairing(self, handle, pairing_id)


def a_setup(pairing_id: str, **changes: Any) -> PairingSetup:
    """A pairing of half a year that begins today."""
    usual: dict[str, Any] = {
        "pairing_id": pairing_id,
        "cohort_id": "c-1",
        "roster": ROSTER,
        "mentor": "p-junior",
        "mentee": "p-senior",
        "title": "Digital eye level",
        "context": ProgrammeContext.STANDALONE,
        "term": half_a_year(),
        "sessions": SessionPattern(),
        "topics": TOPICS,
        "owners": Owners(lead="p-lead"),
        "deadlines": Deadlines(),
        "policy": MatchingPolicy(),
        "reasons": ("Wants ‘AI tools’, which the mentor knows at 4 of 5",),
        "calendar": WorkingCalendar(time_zone="Europe/Berlin"),
        "locale": Locale.ENGLISH,
        "time_zone": "Europe/Berlin",
        "max_extensions": 2,
    }
    return PairingSetup.model_validate(usual | changes)


def half_a_year() -> Term:
    """A fixed term from today."""
    return FixedTerm(start=datetime.now(UTC).date(), weeks=26)


@dataclass
class LivePairing:
    """A running pairing, spoken to as integrations do."""

    stage: Stage
    handle: WorkflowHandle[Any, Any]
    pairing_id: str
    numbers: Any = field(default_factory=lambda: count(1))

    def message(self, acting: str, **facts: Any) -> dict[str, Any]:
        """A message with an id of its own."""
        number = next(self.numbers)
        base = {"message_id": f"m-{number}", "acting": acting, "pairing_id": self.pairing_id}
        return base | facts

    async def ask(self, name: str, acting: str, **facts: Any) -> dict[str, Any]:
        """An update, and its answer."""
        try:
            answer: dict[str, Any] = await self.handle.execute_update(
                name, self.message(acting, **facts)
            )
        except WorkflowUpdateFailedError as refused:
            raise AssertionError(f"{name} was refused: {refused.cause}") from refused
        return answer

    async def both(self, name: str, **facts: Any) -> None:
        """The same update of both sides."""
        for side in BOTH:
            await self.ask(name, side, **facts)

    async def tell(self, name: str, acting: str = "integration", **facts: Any) -> None:
        """A signal."""
        await self.handle.signal(name, self.message(acting, **facts))

    async def state(self) -> PairingState:
        """What the query ``state`` answers."""
        found: PairingState = await self.handle.query("state", result_type=PairingState)
        return found

    async def forward(self, by: timedelta) -> None:
        """Let time pass for this pairing alone."""
        await self.stage.skipper.fast_forward(self.handle, by)

    async def now(self) -> datetime:
        """The time as the pairing sees it."""
        return await self.stage.skipper.get_current_time(self.handle)

    async def records(self) -> list[EventRecord]:
        """The pairing's journal stream."""
        stored = await self.stage.journal.read(f"pairing-{self.pairing_id}")
        return [event.record for event in stored]

    async def folded(self, version: int) -> PairingState | None:
        """The state that the journal amounted to at a version."""
        return fold((await self.records())[:version])

    async def prepare(self) -> PairingState:
        """From the invitation to the first session, without delay."""
        await self.both("accept")
        levels = {"ai-tools": 4, "data": 3}, {"ai-tools": 1, "data": 1}
        for side, knowledge in zip(BOTH, levels, strict=True):
            await self.ask(
                "submit_assessment",
                side,
                knowledge=knowledge,
                confidence={"ai-tools": 3, "data": 3},
                experience=["leadership"],
            )
        await self.both(
            "submit_expectations",
            goals=["use AI every day"],
            topics=["ai-tools"],
            channel="video",
            cadence_days=28,
            notice_hours=24,
        )
        agreement = (await self.state()).agreement
        await self.both("accept_agreement", version=agreement.version if agreement else "")
        await self.both("accept_plan", version=1)
        return await self.state()
