"""The work of a post: takes mails out of the outbox, sends each once, and tells of bad news.

Nothing here waits in a pairing or cohort: whatever the mail server does, only the post is held up.
"""

import asyncio
import logging
from collections import Counter
from contextlib import suppress
from datetime import timedelta
from typing import Final
from uuid import uuid4

from activities.casts import Casts
from activities.informing import Informing
from activities.outbox import Correspondents, Mail, Outbox, Settlement
from activities.pacing import MailLimits, Pace
from activities.ports import MailDeferred, Mailer, MailServerUnavailable
from domain.engine.base import Frozen
from domain.engine.errors import StorageFailure
from domain.telling.letters import Letter, LetterIncomplete
from domain.telling.notices import DeliveryOutcome

LEASE: Final = timedelta(seconds=55)
"""How long a mail is in one hand: longer than sending may take (45 s), so that a worker that dies
with it delays it by no more than that."""
LATE: Final = timedelta(hours=1)
"""A mail that asks for an answer and took longer is told of: whoever got it late has less time."""

log = logging.getLogger("eyelevel.post")


class Posted(Frozen):
    """What a post has done in one round."""

    delivered: int = 0
    refused: int = 0
    no_address: int = 0
    gave_up: int = 0
    taken_back: int = 0
    put_back: int = 0
    """Attempts after which the mail is tried again."""
    waiting: int | None = None
    """Mails in the outbox at the end; absent if it is out of reach."""


class PostOffice:
    """Sends what is in the outbox. One per process, because it remembers how the server is."""

    def __init__(
        self,
        outbox: Outbox,
        mailer: Mailer,
        casts: Casts,
        correspondents: Correspondents,
        limits: MailLimits,
    ) -> None:
        self._outbox = outbox
        self._mailer = mailer
        self._casts = casts
        self._informing = Informing(outbox, correspondents)
        self._limits = limits
        self._pace = Pace(limits, lambda: asyncio.get_running_loop().time())
        self._database_is_well = True
        self._last_cohort = ""
        self._hands: set[asyncio.Task[None]] = set()
        self._done = Counter[str]()
        self.mail_came = asyncio.Event()
        """Set with the first mail of a round."""
        self.unsettled: list[Settlement] = []
        """What the outbox does not know yet, because it is out of reach."""

    async def work(self, stop: asyncio.Event) -> Posted:
        """Send and tell until ``stop`` is set; then finish what is in hand."""
        self._done.clear()
        self.mail_came.clear()
        telling = asyncio.create_task(self._informing.until(stop))
        stopping = asyncio.create_task(stop.wait())
        try:
            await self._send_until(stopping)
        finally:
            stop.set()
            self._informing.look()
            await asyncio.gather(*self._hands, telling, stopping)
        await self._settle_again()
        return Posted(**self._done, waiting=await self._waiting())

    # -- sending ---------------------------------------------------------------------------------

    async def _send_until(self, stopping: "asyncio.Task[bool]") -> None:
        while not stopping.done():
            await self._settle_again()
            try:
                wait = self._limits.database_outage if self.unsettled else await self._send_next()
            except StorageFailure as failure:
                self._note_database(failure)
                wait = self._limits.database_outage
            if wait:
                await asyncio.wait(
                    {stopping, *self._hands},
                    timeout=min(wait, self._limits.database_outage),
                    return_when=asyncio.FIRST_COMPLETED,
                )

    async def _send_next(self) -> float:
        """Begin with the next mail, or say for how many seconds there is nothing to begin."""
        if hold := self._pace.hold(len(self._hands)):
            return hold
        mail = await self._outbox.take(uuid4().hex, LEASE, self._last_cohort)
        self._database_is_well = True
        if mail is None:
            return self._limits.look_again
        self._last_cohort = mail.cohort
        self._pace.begin()
        self.mail_came.set()
        hand = asyncio.create_task(self._handle(mail))
        self._hands.add(hand)
        hand.add_done_callback(self._hands.discard)
        return 0.0

    async def _handle(self, mail: Mail) -> None:
        """Send one mail and put down how it fared. Never raises: others are waiting."""
        try:
            await self._deliver(mail)
        except MailServerUnavailable as error:
            if self._pace.note_outage():
                log.warning("Mails wait for the mail server", extra={"why": str(error)})
            delay = min(self._limits.delay(mail.attempts), self._limits.longest_outage)
            await self._try_later(mail, delay)
            await self._give_up()
        except MailDeferred:
            self._pace.note_answer()
            await self._try_later(mail, self._limits.delay(mail.attempts))
        except StorageFailure:
            await self._put_back(mail, self._limits.database_outage)
        except Exception as error:
            # Only the type is logged: the text could name an address.
            extra = {"notice": mail.occasion.notice_id, "error": type(error).__name__}
            log.warning("A mail cannot be sent", extra=extra)
            await self._try_later(mail, self._limits.delay(mail.attempts))

    async def _deliver(self, mail: Mail) -> None:
        if mail.is_void:
            await self._settle(mail, DeliveryOutcome.TAKEN_BACK, tell=False)
            return
        letter = mail.letter()
        outcome = await self._send(letter)
        await self._settle(mail, outcome, tell=_is_news(outcome, mail, letter))

    async def _send(self, letter: Letter) -> DeliveryOutcome:
        cast = await self._casts.of(letter)
        if cast is None:
            return DeliveryOutcome.NO_ADDRESS
        try:
            outcome = await self._mailer.send(letter, cast)
        except LetterIncomplete as error:
            log.warning("A letter is incomplete", extra={"why": str(error)})
            return DeliveryOutcome.GAVE_UP
        if self._pace.is_away:
            log.info("The mail server takes mails again")
        self._pace.note_answer()
        return outcome

    async def _try_later(self, mail: Mail, seconds: float) -> None:
        """Unless this was its last attempt."""
        if mail.is_late and not mail.is_void:
            await self._settle(mail, DeliveryOutcome.GAVE_UP, tell=True)
        else:
            await self._put_back(mail, seconds)

    async def _put_back(self, mail: Mail, seconds: float) -> None:
        self._done["put_back"] += 1
        with suppress(StorageFailure):  # its lease ends
            await self._outbox.put_back(mail, timedelta(seconds=seconds))

    async def _settle(self, mail: Mail, outcome: DeliveryOutcome, *, tell: bool) -> None:
        self._done[outcome.value] += 1
        self.unsettled.append(Settlement.of(mail, outcome, tell=tell))
        await self._settle_again()

    async def _settle_again(self) -> None:
        """Put down how mails fared that are not in the ledger yet.

        Nothing is taken before that: what was sent while the database was away would be sent again
        once its lease is over.
        """
        for settlement in tuple(self.unsettled):
            try:
                is_news = await self._outbox.settle(settlement)
            except StorageFailure as failure:
                self._note_database(failure)
                return
            if settlement in self.unsettled:
                self.unsettled.remove(settlement)
            if is_news:
                self._informing.look()

    async def _give_up(self) -> None:
        """The server was tried just now, and takes nothing: the time of some mails is over."""
        with suppress(StorageFailure):
            self._done["gave_up"] += await self._outbox.give_up()
            self._informing.look()

    def _note_database(self, failure: StorageFailure) -> None:
        """Log the beginning of an outage."""
        if self._database_is_well:
            log.warning("Mails wait for the database", extra={"why": str(failure)})
        self._database_is_well = False

    async def _waiting(self) -> int | None:
        with suppress(StorageFailure):
            return await self._outbox.waiting()
        return None


def _is_news(outcome: DeliveryOutcome, mail: Mail, letter: Letter) -> bool:
    """Whether the pairing or cohort has to know. Good news stays in the ledger."""
    if outcome is DeliveryOutcome.DELIVERED:
        return letter.until is not None and mail.waited > LATE
    return True
