"""A mail server and a delivery ledger in memory."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from activities.ports import (
    Cast,
    Claim,
    DeliveryLedger,
    MailDeferred,
    Mailer,
    MailServerUnavailable,
)
from domain.engine.errors import StorageUnavailable
from domain.telling.kinds import NoticeKind
from domain.telling.letters import Letter
from domain.telling.notices import DeliveryOutcome
from tests import stage_clock


class FakeMailer(Mailer):
    """Keeps what was sent. Refuses the people in ``refusing``; takes nothing while ``down``."""

    def __init__(self) -> None:
        self.sent: list[tuple[Letter, Cast]] = []
        self.refusing: set[str] = set()
        self.putting_off: set[str] = set()
        """Notices whose mails are not taken yet."""
        self.down = False
        self.tries = 0
        self.in_hand = 0
        """Number of mails that are being handed over right now."""
        self._quick = asyncio.Event()
        self._quick.set()

    @contextmanager
    def slow(self) -> Iterator[None]:
        """Mails that are handed over meanwhile are not answered before the block is over."""
        self._quick.clear()
        try:
            yield
        finally:
            self.quick_again()

    def quick_again(self) -> None:
        """Mails are answered from now on."""
        self._quick.set()

    async def send(self, letter: Letter, cast: Cast) -> DeliveryOutcome:
        """Keep the letter, unless told to refuse it or to be down."""
        self.tries += 1
        self.in_hand += 1
        try:
            await self._quick.wait()
        finally:
            self.in_hand -= 1
        if self.down:
            raise MailServerUnavailable("the mail server is out of reach; try again later")
        if letter.notice.id in self.putting_off:
            raise MailDeferred("the mail server does not take this mail yet")
        if cast.recipient.id in self.refusing:
            return DeliveryOutcome.REFUSED
        self.sent.append((letter, cast))
        return DeliveryOutcome.DELIVERED

    def kinds(self, to: str | None = None) -> list[NoticeKind]:
        """What was sent, in order; to one person, or to all."""
        notices = (letter.notice for letter, _ in self.sent)
        return [notice.kind for notice in notices if to in (None, notice.to)]


class FakeDeliveryLedger(DeliveryLedger):
    """Remembers in a set and a dictionary. Nothing can be written down while it is ``away``."""

    def __init__(self, clock: Callable[[], datetime] = stage_clock.wall_clock) -> None:
        self._clock = clock
        self._taken: set[tuple[str, str]] = set()
        self._claims: dict[tuple[str, str], tuple[str, datetime]] = {}
        self.turned_away = 0
        """Number of claims that were refused."""
        self.away = False

    async def has_taken(self, stream: str, notice_id: str) -> bool:
        """Whether the occasion is in the set."""
        return (stream, notice_id) in self._taken

    async def claim(self, stream: str, notice_id: str, holder: str, lease: timedelta) -> Claim:
        """Put the claim into the dictionary, unless another one stands there."""
        occasion, now = (stream, notice_id), self._clock()
        if occasion in self._taken:
            return Claim.TAKEN
        known, expires_at = self._claims.get(occasion, (holder, now))
        if known != holder and now < expires_at:
            self.turned_away += 1
            return Claim.IN_HAND
        self._claims[occasion] = (holder, now + lease)
        return Claim.GRANTED

    async def record_taken(self, stream: str, notice_id: str) -> None:
        """Put the occasion into the set."""
        self._be_there()
        self._taken.add((stream, notice_id))
        self._claims.pop((stream, notice_id), None)

    async def release(self, stream: str, notice_id: str, holder: str) -> None:
        """Take the claim out of the dictionary, if it is this holder's."""
        self._be_there()
        if self._claims.get((stream, notice_id), ("", None))[0] == holder:
            del self._claims[stream, notice_id]

    def _be_there(self) -> None:
        if self.away:
            raise StorageUnavailable("the database is out of reach")
