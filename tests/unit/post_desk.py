"""A post with everything it needs, in memory."""

import asyncio
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

from activities.casts import Casts
from activities.mail_times import MailTimes
from activities.outbox import Correspondents, News, StreamOutOfReach
from activities.pacing import MailLimits
from activities.posting import Posted, PostOffice
from adapters.holidays import LibraryHolidays
from adapters.notify.example_people import LEAD, MENTEE, MENTOR
from adapters.notify.examples import examples
from domain.programme.ids import PersonId
from domain.programme.people import Person
from domain.telling.letters import Letter, Outgoing
from domain.telling.notices import DeliveryOutcome
from tests.fakes.journal import InMemoryJournal
from tests.fakes.mailer import FakeMailer
from tests.fakes.outbox import InMemoryOutbox
from tests.fakes.roster import InMemoryRoster
from tests.fakes.slowness import SlowAtTimes
from tests.waiting import until

EXAMPLES = {example.name: example.letter for example in examples()}
INVITATION = EXAMPLES["invitation"]
QUICK = MailLimits(shortest_outage=0.01, longest_outage=0.01, look_again=0.01, database_outage=0.01)


CROWD = [MENTOR.model_copy(update={"id": PersonId(f"p-n{number}")}) for number in range(1000)]
"""People who get mails."""


class SlowRoster(SlowAtTimes, InMemoryRoster):
    """Counts how often it is asked, and does not answer while it is slow."""

    def __init__(self) -> None:
        super().__init__()
        self.looks = 0

    async def by_id(self, roster: str, ids: Collection[PersonId]) -> dict[PersonId, Person]:
        """Those who are known."""
        self.looks += 1
        await self.until_quick()
        return await super().by_id(roster, ids)


class Informed(Correspondents):
    """Pairings and cohorts that write down what they are told, unless they are ``away``."""

    def __init__(self) -> None:
        self.told: list[News] = []
        self.away = False
        self.failing: set[str] = set()
        """Notices of which they cannot be told, in a way that nobody has thought of."""
        self.asked = 0

    async def tell(self, news: News) -> None:
        """Write it down."""
        self.asked += 1
        if self.away:
            raise StreamOutOfReach("UNAVAILABLE")
        if news.occasion.notice_id in self.failing:
            raise RuntimeError("nobody has thought of zoe@example.org")
        self.told.append(news)


class Desk:
    """A post with everything it needs, in memory, and a clock that the test moves on."""

    def __init__(self) -> None:
        self.now = datetime(2027, 3, 1, 9, tzinfo=UTC)
        self.outbox = InMemoryOutbox(lambda: self.now)
        self.journal = InMemoryJournal(self.outbox)
        self.mailer = FakeMailer()
        self.roster = SlowRoster()
        self.roster.put("example", MENTOR, MENTEE, LEAD, *CROWD)
        self.streams = Informed()

    def office(self, limits: MailLimits = QUICK) -> PostOffice:
        """The post of a process of its own."""
        casts, times = Casts(self.roster, self.journal), MailTimes(LibraryHolidays())
        return PostOffice(self.outbox, self.mailer, casts, times, self.streams, limits)

    def write(self, *letters: Letter, patience: timedelta = timedelta(days=7)) -> None:
        """What an append puts into the outbox."""
        self.outbox.write(
            Outgoing(letter=one, due_at=one.issued_at, give_up_at=one.issued_at + patience)
            for one in letters
        )

    @asynccontextmanager
    async def at_work(self, limits: MailLimits = QUICK) -> AsyncIterator["asyncio.Task[Posted]"]:
        """A post that works for as long as the block lasts."""
        stop = asyncio.Event()
        task = asyncio.create_task(self.office(limits).work(stop))
        try:
            yield task
        finally:
            stop.set()
            await asyncio.gather(task, return_exceptions=True)

    async def settled(
        self, count: int = 1, passing: timedelta = timedelta(0)
    ) -> list[DeliveryOutcome]:
        """How mails fared, once it is known of so many; time passes at each look."""
        ledger = self.outbox.ledger

        async def outcomes() -> list[DeliveryOutcome]:
            self.now += passing
            return [settled.outcome for settled in ledger.values()]

        return await until(outcomes, lambda found: len(found) >= count)

    async def told(self, count: int = 1) -> list[News]:
        """What streams were told, once it is so much."""

        async def news() -> list[News]:
            return self.streams.told

        return await until(news, lambda found: len(found) >= count)

    async def put_off(self, count: int) -> None:
        """Wait until so many mails wait for the hours of their readers."""

        async def waiting() -> int:
            return self.outbox.put_off_so_far

        await until(waiting, lambda found: found >= count)

    async def in_hand(self, count: int = 1) -> None:
        """Wait until so many mails are being handed over."""
        await until(self.being_sent, lambda found: found >= count)

    async def being_sent(self) -> int:
        """Mails that are being handed over."""
        return self.mailer.in_hand

    async def tries(self) -> int:
        """How often a mail was handed over."""
        return self.mailer.tries


def numbered(count: int, letter: Letter = INVITATION) -> list[Letter]:
    """Letters that differ in the id of their notice, each to another one of the crowd."""
    return [
        letter.model_copy(
            update={"notice": letter.notice.model_copy(update={"id": f"n-{number}", "to": to.id})}
        )
        for number, to in enumerate(CROWD[:count])
    ]
