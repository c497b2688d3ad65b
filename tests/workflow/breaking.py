"""A journal and a mail server that fail on demand, as the real ones do."""

from collections.abc import Sequence
from datetime import timedelta

from temporalio.exceptions import ApplicationError

from activities.ports import Cast
from domain.errors import StorageUnavailable
from domain.journal import Appended, EventRecord
from domain.letters import Letter
from domain.notices import DeliveryOutcome
from tests.fakes.journal import InMemoryJournal
from tests.fakes.mailer import FakeMailer


def come_back_in(time: timedelta) -> ApplicationError:
    """An outage of this length: Temporal tries again when it is over, and time is skipped."""
    return ApplicationError("out of reach", next_retry_delay=time)


class BreakableJournal(InMemoryJournal):
    """Commits what it is given, unless it is ``down`` or away; can lose its answers."""

    def __init__(self) -> None:
        super().__init__()
        self.down = False
        self.away: timedelta | None = None
        """The next append finds it gone for so long."""
        self.answers_to_lose = 0
        self.attempts = 0

    async def append(
        self, stream: str, expected_version: int, events: Sequence[EventRecord]
    ) -> Appended:
        """Append as the real one does, or fail as the real one does."""
        self.attempts += 1
        if self.away is not None:
            outage, self.away = come_back_in(self.away), None
            raise outage
        if self.down:
            raise StorageUnavailable("the database is out of reach")
        appended = await super().append(stream, expected_version, events)
        if self.answers_to_lose:
            self.answers_to_lose -= 1
            raise StorageUnavailable("the connection broke before the answer came")
        return appended


class BreakableMailer(FakeMailer):
    """Refuses, is down, or stays away from single people for as long as a test wants."""

    def __init__(self) -> None:
        super().__init__()
        self.away_for: dict[str, timedelta] = {}
        """Mails to these people find the server gone for so long, every time."""
        self.attempts = 0

    async def send(self, letter: Letter, cast: Cast) -> DeliveryOutcome:
        """Send as a mail server does, or fail as one does."""
        self.attempts += 1
        if (outage := self.away_for.get(cast.recipient.id)) is not None:
            raise come_back_in(outage)
        return await super().send(letter, cast)
