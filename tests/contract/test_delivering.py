"""Two that deliver the same notice at the same time, with every ledger there is."""

import asyncio
from dataclasses import replace
from functools import partial

import pytest
from temporalio.exceptions import ApplicationError
from temporalio.testing import ActivityEnvironment

from activities.notices import MAIL_IN_HAND, NoticeActivities
from activities.ports import DeliveryLedger
from adapters.notify.example_people import LEAD, MENTEE, MENTOR
from adapters.notify.examples import examples
from domain.telling.letters import Letter
from domain.telling.notices import DeliveryOutcome
from tests.contract.test_delivery_ledger import ledger, postgres_ledger
from tests.fakes.journal import InMemoryJournal
from tests.fakes.mailer import FakeMailer
from tests.fakes.roster import InMemoryRoster
from tests.waiting import until

__all__ = ["ledger", "postgres_ledger"]

DELIVERERS = 4
LETTERS: list[Letter] = [example.letter for example in examples()][:5]


class Runs:
    """Workers of several runs of one workflow: one mail server, one ledger."""

    def __init__(self, ledger: DeliveryLedger) -> None:
        self.mailer = FakeMailer()
        roster = InMemoryRoster()
        roster.put("example", MENTOR, MENTEE, LEAD)
        self._activities = NoticeActivities(self.mailer, roster, ledger, InMemoryJournal())

    async def deliver(self, run: int, letter: Letter) -> DeliveryOutcome | str:
        """One attempt in one of the runs: the outcome, or why it waits."""
        environment = ActivityEnvironment()
        environment.info = replace(environment.info, workflow_run_id=f"run-{run}")
        try:
            return DeliveryOutcome(await environment.run(self._activities.deliver, letter))
        except ApplicationError as failure:
            return str(failure.type)

    async def deliver_at_once(self, letter: Letter) -> list[DeliveryOutcome | str]:
        """An attempt in each run, all at the same time."""
        return await asyncio.gather(*(self.deliver(run, letter) for run in range(DELIVERERS)))


@pytest.fixture
def runs(ledger: DeliveryLedger) -> Runs:
    """Fresh runs that share a ledger."""
    return Runs(ledger)


async def test_while_one_hands_it_over_the_others_wait(runs: Runs) -> None:
    """While one attempt hands a mail over, all others wait; when they come again, it was taken."""
    letter = LETTERS[0]
    with runs.mailer.slow():
        attempts = asyncio.create_task(runs.deliver_at_once(letter))

        async def in_hand() -> int:
            return runs.mailer.in_hand

        await until(in_hand, bool)
    outcomes = await attempts
    assert set(outcomes) <= {DeliveryOutcome.DELIVERED, MAIL_IN_HAND}
    assert DeliveryOutcome.DELIVERED in outcomes
    assert await runs.deliver_at_once(letter) == [DeliveryOutcome.DELIVERED] * DELIVERERS
    assert len(runs.mailer.sent) == 1


async def test_however_they_meet_every_mail_goes_out_once(runs: Runs) -> None:
    """Attempts at the same time, each repeated until it knows the outcome, send a mail once."""

    everything = [(run, letter) for run in range(DELIVERERS) for letter in LETTERS]
    await asyncio.gather(
        *(
            until(partial(runs.deliver, run, letter), DeliveryOutcome.DELIVERED.__eq__)
            for run, letter in everything
        )
    )
    sent = [letter.notice.id for letter, _ in runs.mailer.sent]
    assert sorted(sent) == sorted(letter.notice.id for letter in LETTERS)
