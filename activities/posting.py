"""The work of a post: takes mails out of the outbox, sends each once, and tells of bad news.

Nothing here waits in a pairing or cohort: whatever the mail server does, only the post is held up.
"""

import asyncio
import logging
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Final, NamedTuple
from uuid import uuid4

from activities.casts import Casts
from activities.informing import Informing
from activities.mail_times import MailTimes
from activities.outbox import Correspondents, Mail, Outbox, Settlement
from activities.pacing import MailLimits, Pace
from activities.ports import Addressed, Cast, MailDeferred, Mailer, MailServerUnavailable
from domain.engine.base import Frozen, Instant
from domain.engine.errors import StorageFailure, StorageUnavailable
from domain.telling.fared import Address
from domain.telling.letters import Letter, LetterIncomplete, go_together
from domain.telling.notices import DeliveryOutcome

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
    put_off: int = 0
    """Mails that wait until their readers are at work."""
    waiting: int | None = None
    """Mails in the outbox at the end; absent if it is out of reach."""


class _Ready(NamedTuple):
    """A mail that is to be sent now."""

    mail: Mail
    letter: Letter
    cast: Cast


class PostOffice:
    """Sends what is in the outbox. One per process, because it remembers how the server is."""

    def __init__(
        self,
        outbox: Outbox,
        mailer: Mailer,
        casts: Casts,
        times: MailTimes,
        correspondents: Correspondents,
        limits: MailLimits,
    ) -> None:
        self._outbox = outbox
        self._mailer = mailer
        self._casts = casts
        self._times = times
        self._informing = Informing(outbox, correspondents)
        self._limits = limits
        self._last_chance = timedelta(seconds=limits.last_chance)
        self._pace = Pace(limits, _clock)
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
        taken_at = _clock()
        mails = await self._outbox.take(uuid4().hex, self._limits.lease, self._last_cohort)
        self._database_is_well = True
        if not mails:
            return self._limits.look_again
        self._last_cohort = mails[0].cohort
        self._pace.begin()
        self.mail_came.set()
        hand = asyncio.create_task(self._handle(mails, taken_at))
        self._hands.add(hand)
        hand.add_done_callback(self._hands.discard)
        return 0.0

    async def _handle(self, mails: Sequence[Mail], taken_at: float) -> None:
        """Send what is due to one person, long before the lease is over. Never raises: others are
        waiting."""
        until = taken_at + self._limits.longest_look_up
        looked_at = [await self._look_at(mail, until) for mail in mails]
        ready = [one for one in looked_at if one is not None]
        if all(one.mail.is_early for one in ready):
            self._pace.give_back()
            for one in ready:
                await self._put_off(one.mail, one.mail.due_at)
            return
        together = go_together([one.letter for one in ready])
        for one in ready:
            if one.letter not in together:
                await self._put_off(one.mail, max(one.mail.taken_at, one.mail.due_at))
        in_order = sorted(
            (one for one in ready if one.letter in together),
            key=lambda one: together.index(one.letter),
        )
        await self._send_all(in_order, until + self._limits.longest_sending)

    async def _look_at(self, mail: Mail, until: float) -> _Ready | None:
        """A mail that is to be sent now; nothing if something else has become of it."""
        try:
            ready = await self._decide(mail, until)
        except StorageFailure:
            await self._put_back(mail, self._limits.database_outage)
        except Exception as error:
            await self._cannot_send(mail, error)
        else:
            match ready:
                case _Ready():
                    return ready
                case Settlement():
                    await self._settle(ready)
                case datetime():
                    await self._put_off(mail, ready)
        return None

    async def _decide(self, mail: Mail, until: float) -> _Ready | Settlement | Instant:
        """Whether a mail is to be sent now, or never, or not before some moment."""
        if mail.is_void:
            return Settlement.of(mail, DeliveryOutcome.TAKEN_BACK)
        letter = mail.letter()
        cast = await self._cast_of(letter, until)
        if cast is None:
            return Settlement.of(mail, DeliveryOutcome.NO_ADDRESS, tell=True)
        goes_at = self._times.send_at(letter, cast.recipient, mail.due_at, mail.taken_at)
        if goes_at <= mail.taken_at:
            cast = self._times.with_time_to_answer(letter, cast, mail.taken_at)
            return _Ready(mail, letter, cast)
        return (
            Settlement.of(mail, DeliveryOutcome.TAKEN_BACK) if letter.is_moot(goes_at) else goes_at
        )

    async def _send_all(self, ready: Sequence[_Ready], until: float) -> None:
        """Send letters in one mail; if one of them cannot be written, each in a mail of its own."""
        try:
            await self._send_together(ready, until)
        except LetterIncomplete as error:
            if len(ready) > 1:
                for one in ready:
                    await self._send_all([one], until)
            else:
                log.warning("A letter is incomplete", extra={"why": str(error)})
                gave_up = Settlement.of(ready[0].mail, DeliveryOutcome.GAVE_UP, tell=True)
                await self._settle(gave_up)

    async def _send_together(self, ready: Sequence[_Ready], until: float) -> None:
        """Send one mail and put down how its letters fared."""
        mails = [one.mail for one in ready]
        try:
            async with asyncio.timeout_at(until):
                outcome, address = await self._send(ready)
        except MailServerUnavailable as error:
            await self._wait_for_server(mails, error)
        except MailDeferred:
            self._pace.note_answer()
            for mail in mails:
                await self._try_later(mail)
        except LetterIncomplete:
            raise
        except Exception as error:
            for mail in mails:
                await self._cannot_send(mail, error)
        else:
            for one in ready:
                is_news = _is_news(outcome, one.mail, one.letter)
                settled = Settlement.of(one.mail, outcome, tell=is_news, address=address)
                await self._settle(settled)

    async def _cannot_send(self, mail: Mail, error: Exception) -> None:
        # Only the type is logged: the text could name an address.
        extra = {"notice": mail.occasion.notice_id, "error": type(error).__name__}
        log.warning("A mail cannot be sent", extra=extra)
        await self._try_later(mail)

    async def _cast_of(self, letter: Letter, until: float) -> Cast | None:
        try:
            async with asyncio.timeout_at(until):
                return await self._casts.of(letter)
        except TimeoutError:
            raise StorageUnavailable("the people of a mail were not found in time") from None

    async def _send(self, ready: Sequence[_Ready]) -> tuple[DeliveryOutcome, Address]:
        """To the first address; if that is refused for good, to the second, if there is one."""
        letters = [Addressed(one.letter, one.cast) for one in ready]
        outcome = await self._hand_over(letters)
        elsewhere = letters[0].cast.at_second_address()
        if outcome is not DeliveryOutcome.REFUSED or elsewhere is None:
            return outcome, Address.FIRST
        again = [one._replace(cast=one.cast.at_second_address() or one.cast) for one in letters]
        return await self._hand_over(again), Address.SECOND

    async def _hand_over(self, letters: Sequence[Addressed]) -> DeliveryOutcome:
        first, *others = letters
        outcome = await self._mailer.send(*first, others)
        if self._pace.is_away:
            log.info("The mail server takes mails again")
        self._pace.note_answer()
        return outcome

    async def _wait_for_server(self, mails: Sequence[Mail], error: MailServerUnavailable) -> None:
        """An outage decides nothing, but for mails whose time is over when it lasts."""
        if self._pace.note_outage():
            log.warning("Mails wait for the mail server", extra={"why": str(error)})
        for mail in mails:
            delay = min(self._limits.delay(mail.attempts), self._limits.longest_outage)
            await self._put_back(mail, delay)
        if self._pace.is_hopeless:
            await self._give_up()

    async def _try_later(self, mail: Mail) -> None:
        """Unless it has had its last chance. A server may put off whatever it sees first."""
        if mail.is_late and not mail.is_void and mail.failing_for >= self._last_chance:
            await self._settle(Settlement.of(mail, DeliveryOutcome.GAVE_UP, tell=True))
        else:
            await self._put_back(mail, self._limits.delay(mail.attempts), failed=True)

    async def _put_back(self, mail: Mail, seconds: float, *, failed: bool = False) -> None:
        self._done["put_back"] += 1
        with suppress(StorageFailure):  # its lease ends
            await self._outbox.put_back(mail, timedelta(seconds=seconds), failed=failed)

    async def _put_off(self, mail: Mail, until: Instant) -> None:
        self._done["put_off"] += 1
        with suppress(StorageFailure):  # its lease ends
            await self._outbox.put_off(mail, until)

    async def _settle(self, settlement: Settlement) -> None:
        self._done[settlement.outcome.value] += 1
        self.unsettled.append(settlement)
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
        """The server has taken nothing for long, and did not just now either."""
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


def _clock() -> float:
    """Seconds that never go back."""
    return asyncio.get_running_loop().time()


def _is_news(outcome: DeliveryOutcome, mail: Mail, letter: Letter) -> bool:
    """Whether the pairing or cohort has to know. Good news stays in the ledger."""
    if outcome is DeliveryOutcome.DELIVERED:
        return letter.until is not None and mail.waited > LATE
    return True
