"""The same cohort twice, with a disaster in the middle and without.

Two pairings: a busy one, which meets, looks back and closes; and a slow one, whose mentee never
answers the invitation.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from itertools import count
from typing import Any
from uuid import uuid4

from temporalio.client import Client
from temporalio.testing import TimeSkipper

from adapters.recovery.reading import read_streams
from domain.pairing.vocabulary import DeadlineKind
from domain.pairing.vocabulary import Stage as PairingStage
from domain.programme.people import Side
from domain.telling.notices import DeliveryOutcome
from tests.workflow.cohort_stage import LiveCohort, a_request
from tests.workflow.material import ROSTER, person
from tests.workflow.stage_setting import LivePairing, Stage, live_out

DAY = timedelta(days=1)
PAIRS = ("001", "002")


@dataclass
class Programme:
    """A cohort with two pairings, wherever it runs at present."""

    stage: Stage
    cohort_id: str
    today: date
    numbers: list[Iterator[int]] = field(default_factory=lambda: [count(1) for _ in range(3)])
    """Of the messages; they go on in another namespace."""

    # -- who takes part --------------------------------------------------------------------------

    @property
    def cohort(self) -> LiveCohort:
        """The cohort."""
        handle = self.stage.client.get_workflow_handle(f"cohort-{self.cohort_id}")
        return LiveCohort(self.stage, handle, self.cohort_id, self.numbers[0])

    @property
    def busy(self) -> LivePairing:
        """The pairing that meets."""
        return self._pairing(1)

    @property
    def slow(self) -> LivePairing:
        """The pairing that never answers."""
        return self._pairing(2)

    @property
    def everybody(self) -> tuple[LiveCohort | LivePairing, ...]:
        """All three."""
        return self.cohort, self.busy, self.slow

    @property
    def workflow_ids(self) -> list[str]:
        """Of all three."""
        return [workflow.handle.id for workflow in self.everybody]

    def _pairing(self, number: int) -> LivePairing:
        pairing_id = f"{self.cohort_id}-{PAIRS[number - 1]}"
        handle = self.stage.client.get_workflow_handle(f"pairing-{pairing_id}")
        return LivePairing(self.stage, handle, pairing_id, self.numbers[number])

    # -- what happens ----------------------------------------------------------------------------

    async def begin(self) -> None:
        """The cohort and its pairings are started, and all mails are sent."""
        request = a_request(
            term={"kind": "fixed", "start": str(self.today), "weeks": 8},
            sessions={"count": 2, "every_days": 14},
            matching={"mentor_capacity": 1},
            deadlines={"progress_check_hours": 168},
        )
        await self.stage.client.start_workflow(
            "Cohort", request, id=f"cohort-{self.cohort_id}", task_queue=self.stage.queue
        )
        await self.cohort.until(lambda state: len(state.running) == 2)
        await self.busy.told_all()
        await self.slow.told_all()
        await self.stage.mails_settled()

    async def first_half(self) -> None:
        """The two prepare and meet; the next appointment is told of while no mail gets through."""
        await self.busy.prepare()
        await self.busy.meet()
        await self.busy.told_all()
        await self.slow.ask("accept", "mentor")
        await self.slow.forward(8 * DAY)
        await self.slow.told_all()
        await self.cohort.forward(8 * DAY)
        self.stage.mailer.down = True
        await self.busy.book()

    async def mails_get_through(self) -> None:
        """What was on its way arrives. Time does not pass before that: the test would wait."""
        self.stage.mailer.down = False
        await self.busy.told_all()

    async def second_half(self) -> None:
        """They meet again and look back; the others never do; the cohort closes after all."""
        booked = (await self.busy.state()).session("s-2")
        assert booked is not None
        await self._live_out(self.slow)
        await self.busy.forward(3 * DAY)
        await self.busy.tell("session_completed", session_id="s-2", held_at=booked.starts_at)
        while (state := await self.busy.told_all()).stage is not PairingStage.REVIEW:
            # Not in whole days: the moment would be a matter of milliseconds, and of chance.
            await self.busy.forward(await self.busy.until_due(DeadlineKind.REVIEW_DUE, state))
        await self.busy.look_back()
        await self._live_out(self.busy)
        await self._live_out(self.cohort)

    async def _live_out(self, workflow: LiveCohort | LivePairing) -> None:
        """Let time pass until the workflow has completed by itself."""
        await live_out(self.stage.skipper, workflow.handle)

    # -- elsewhere -------------------------------------------------------------------------------

    def beside(self, client: Client, skipper: TimeSkipper) -> "Programme":
        """The same people, database and mail server, with another Temporal."""
        return replace(self, stage=replace(self.stage, client=client, skipper=skipper))

    async def clocks(self) -> list[datetime]:
        """What time it is for each of the three."""
        return [
            await self.stage.skipper.get_current_time(workflow.handle)
            for workflow in self.everybody
        ]

    async def set_clocks(self, clocks: Sequence[datetime]) -> None:
        """Let time pass until it is as late as it was."""
        for workflow, then, now in zip(self.everybody, clocks, await self.clocks(), strict=True):
            await workflow.forward(then - now)

    # -- what has become of it -------------------------------------------------------------------

    async def states(self) -> dict[str, Any]:
        """The states that it amounts to, as JSON."""
        accounts = await read_streams(self.stage.journal, self.workflow_ids)
        return {
            account.workflow_id: account.state.model_dump(mode="json")
            for account in accounts
            if account.state
        }

    @property
    def told(self) -> set[tuple[str, str]]:
        """Stream and notice of each mail that was sent, or taken back before it could be.

        Which of the two is up to chance: what is overtaken at once may be quicker or slower.
        """
        fine = (DeliveryOutcome.DELIVERED, DeliveryOutcome.TAKEN_BACK)
        ledger = self.stage.journal.outbox.ledger.items()
        return {
            (occasion.stream, occasion.notice_id)
            for occasion, settled in ledger
            if settled.outcome in fine
        }

    @property
    def mails(self) -> list[tuple[str, str, str, str]]:
        """All mails, sorted: about what, which occasion, to whom, and of which kind."""
        letters = [letter for letter, _ in self.stage.mailer.sent]
        return sorted(
            (letter.stream, letter.notice.id, letter.notice.to, letter.notice.kind)
            for letter in letters
        )


def a_programme(client: Client, skipper: TimeSkipper, cohort_id: str, today: date) -> Programme:
    """Four people and a lead, without a worker."""
    stage = Stage(client, skipper, queue=f"queue-{uuid4().hex[:8]}")
    stage.roster.put(ROSTER, person("p-lead", roles=()))
    for number in ("1", "2"):
        junior: dict[str, Any] = {"level": 2, "birth_year": 1998, "roles": (Side.MENTOR,)}
        stage.roster.put(ROSTER, person(f"p-junior-{number}", **junior))
        stage.roster.put(ROSTER, person(f"p-senior-{number}"))
    return Programme(stage, cohort_id, today)


SAME_MOMENT = timedelta(minutes=10)
"""Both begin when their servers are up, and not at the same second."""
UP_TO_CHANCE = re.compile(r"\.receipts\[\d+\]\.version|\.fingerprints\[\d+\]\.value")
"""A message may be answered before or after the arrival of a mail is recorded; some name a time."""


def differences(
    one: Any, other: Any, path: str = "", *, later: timedelta = timedelta()
) -> Iterator[str]:
    """Where two states differ in more than the moment or in what is up to chance.

    ``later``: by how much the one has begun later than the other.
    """
    if isinstance(one, dict) and isinstance(other, dict) and one.keys() == other.keys():
        for key in one:
            yield from differences(one[key], other[key], f"{path}.{key}", later=later)
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for number, (left, right) in enumerate(zip(one, other, strict=True)):
            yield from differences(left, right, f"{path}[{number}]", later=later)
    elif one != other and not _same_moment(one, other, later) and not UP_TO_CHANCE.search(path):
        yield f"{path}: {one} is not {other}"


def _same_moment(one: Any, other: Any, later: timedelta) -> bool:
    """What is counted from the beginning is as much later, and what has its hour is not."""
    try:
        apart = datetime.fromisoformat(one) - datetime.fromisoformat(other)
    except (TypeError, ValueError):
        return False
    return min(abs(apart), abs(apart - later)) < SAME_MOMENT
