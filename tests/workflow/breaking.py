"""A journal and a mail server that fail on demand, as the real ones do."""

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta

from temporalio import activity
from temporalio.exceptions import ApplicationError

from activities.ports import Addressed, Cast, MailDeferred, MailServerUnavailable
from domain.engine.errors import StorageUnavailable
from domain.engine.journal import Appended, EventRecord, Growth, StoredEvent
from domain.programme.people import Person
from domain.programme.seats import SeatClaim
from domain.telling.letters import Letter, Outgoing
from domain.telling.notices import DeliveryOutcome
from tests.fakes.journal import InMemoryJournal
from tests.fakes.mailer import FakeMailer
from tests.fakes.roster import InMemoryRoster


def come_back_in(time: timedelta) -> ApplicationError:
    """An outage of this length: Temporal tries again when it is over, and time is skipped."""
    return ApplicationError("out of reach", next_retry_delay=time)


class BreakableJournal(InMemoryJournal):
    """Commits what it is given, but fails, stays away or loses its answers when told to."""

    def __init__(self) -> None:
        super().__init__()
        self.failures = 0
        """Number of appends that fail."""
        self.away: timedelta | None = None
        """How long the journal is away when it is asked for something next."""
        self.lost_answers = 0
        """Number of appends that are committed without an answer."""
        self.largest = 0
        """Events of the largest append."""
        self.slow: dict[str, asyncio.Event] = {}
        """Streams whose appends wait for an event."""
        self.held_up = 0
        """Number of appends that wait at the moment."""
        self._free = asyncio.Event()
        self._free.set()

    @contextmanager
    def held(self) -> Iterator[None]:
        """Appends wait until the block is over."""
        self._free.clear()
        try:
            yield
        finally:
            self._free.set()

    async def append(
        self,
        stream: str,
        expected_version: int,
        events: Sequence[EventRecord],
        letters: Sequence[Outgoing] = (),
        taken_back: Sequence[str] = (),
        claims: Sequence[SeatClaim] = (),
    ) -> Appended:
        """Append as the real one does, or fail as the real one does."""
        self.largest = max(self.largest, len(events))
        self.held_up += 1
        try:
            await self._free.wait()
            if stream in self.slow:
                await self.slow[stream].wait()
        finally:
            self.held_up -= 1
        self._may_be_away()
        if self.failures:
            self.failures -= 1
            raise StorageUnavailable("the database is out of reach")
        appended = await super().append(
            stream, expected_version, events, letters, taken_back, claims
        )
        if self.lost_answers:
            self.lost_answers -= 1
            raise StorageUnavailable("the connection broke before the answer came")
        return appended

    async def read(self, stream: str, after_version: int = 0) -> list[StoredEvent]:
        """Read as the real one does, or fail as the real one does."""
        self._may_be_away()
        return await super().read(stream, after_version)

    async def grown(self, after_position: int, older_than: timedelta) -> Growth:
        """What a task has appended is settled at once: no test waits for a minute."""
        return await super().grown(after_position, timedelta(0))

    def _may_be_away(self) -> None:
        """Fail; the patience of an ordinary activity lasts until the outage is over."""
        if self.away is not None and activity.in_activity() and activity.info().is_local:
            raise StorageUnavailable("the database is out of reach")
        if self.away is not None:
            outage, self.away = come_back_in(self.away), None
            raise outage


class BreakableMailer(FakeMailer):
    """Refuses, fails, or is out of reach for mails to single people."""

    def __init__(self) -> None:
        super().__init__()
        self.failures = 0
        """Number of mails that are not accepted."""
        self.deferring: set[str] = set()
        """People whose mails are not taken yet."""

    async def send(
        self, letter: Letter, cast: Cast, others: Sequence[Addressed] = ()
    ) -> DeliveryOutcome:
        """Send as a mail server does, or fail as one does."""
        if cast.recipient.id in self.deferring:
            raise MailDeferred("the mailbox does not take mails yet")
        if self.failures:
            self.failures -= 1
            raise MailServerUnavailable("the mail server is out of reach")
        return await super().send(letter, cast, others)


class BreakableRoster(InMemoryRoster):
    """Answers, but fails when told to."""

    def __init__(self) -> None:
        super().__init__()
        self.failures = 0
        """Number of look-ups of the roster that fail."""
        self.refusals = 0
        """Number of look-ups of the roster that fail for good."""

    async def people(self, roster: str) -> list[Person]:
        """All people, unless the database is out of reach."""
        self._fail_as_told()
        return await super().people(roster)

    async def make_changes(self, today: date) -> None:
        """Make the changes, unless the database is out of reach."""
        self._fail_as_told()
        await super().make_changes(today)

    def _fail_as_told(self) -> None:
        if self.refusals:
            self.refusals -= 1
            raise ApplicationError("not like this", non_retryable=True)
        if self.failures:
            self.failures -= 1
            raise StorageUnavailable("the database is out of reach")
