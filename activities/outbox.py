"""The outbox: letters on their way, how they fared, and who is still to be told of it.

An append writes letters into it in its own transaction (see `activities.ports.Journal`); the post
takes them out.
"""

from datetime import timedelta
from typing import Protocol, Self

from domain.engine.base import Frozen, Instant
from domain.engine.errors import EyelevelError
from domain.telling.fared import Address
from domain.telling.letters import Letter
from domain.telling.notices import DeliveryOutcome

MOST_TOGETHER = 20
"""Letters that go in one mail; nobody would read further."""


class Occasion(Frozen):
    """What a mail is recognised by."""

    stream: str
    """Workflow id of the pairing or cohort."""
    notice_id: str


class Mail(Frozen):
    """A letter in the hand of one who is to send it."""

    occasion: Occasion
    cohort: str
    """Cohorts take turns."""
    holder: str
    """Who has it in hand."""
    content: bytes
    """The letter as it was written."""
    attempts: int
    """This one included."""
    due_at: Instant
    """When it could first have been sent."""
    taken_at: Instant
    """By the clock of the outbox."""
    is_late: bool
    """Its time is over: it may be given up."""
    failing_for: timedelta
    """Since the first attempt after its time that failed; zero if none has."""
    is_void: bool
    """Taken back while it was in somebody's hand: not to be sent any more."""

    @property
    def waited(self) -> timedelta:
        """For how long it could have been sent."""
        return self.taken_at - self.due_at

    @property
    def is_early(self) -> bool:
        """It is not due yet: it may go with another one."""
        return self.due_at > self.taken_at

    def letter(self) -> Letter:
        """The letter. Raises `pydantic.ValidationError` for one of another release."""
        return Letter.model_validate_json(self.content)


class Settlement(Frozen):
    """How the mail in a holder's hand fared."""

    occasion: Occasion
    holder: str
    outcome: DeliveryOutcome
    tell: bool
    """Its stream has to know."""
    address: Address = Address.FIRST
    """The one that was tried last."""

    @classmethod
    def of(
        cls,
        mail: Mail,
        outcome: DeliveryOutcome,
        *,
        tell: bool = False,
        address: Address = Address.FIRST,
    ) -> Self:
        """Of this mail."""
        return cls(
            occasion=mail.occasion,
            holder=mail.holder,
            outcome=outcome,
            tell=tell,
            address=address,
        )


class News(Frozen):
    """How a mail fared, for the pairing or cohort that wrote it."""

    occasion: Occasion
    outcome: DeliveryOutcome | None
    """Absent while it still waits."""
    at: Instant
    number: int = 0
    """How often it was told before that the mail still waits."""


class Outbox(Protocol):
    """The letters of all streams that are to be sent, and the ledger of those that were.

    All times are by its own clock. Several may take mails at the same time; a mail is in one hand
    at a time.
    """

    async def take(self, holder: str, lease: timedelta, after_cohort: str = "") -> tuple[Mail, ...]:
        """What is due to one person, for this holder alone as long as the lease lasts.

        Of the cohorts that have a mail, the next by name after ``after_cohort``, else the first; of
        its mails the one that has been due for longest, and with it others to the same person, up
        to `MOST_TOGETHER`, in the order in which they are due: also those that will be due later,
        unless they were tried before. Nothing if none is due.
        """
        ...

    async def settle(self, settlement: Settlement) -> bool:
        """Put down how a mail fared, and take it out; again changes nothing. Whether it is news.

        Its stream is to be told if asked for, and in any case of a mail that is delivered to a
        person whom the last one did not reach. Somebody whose lease is over can only say that the
        mail was delivered; that counts even if it was settled otherwise meanwhile.
        """
        ...

    async def put_back(self, mail: Mail, wait: timedelta, *, failed: bool = False) -> None:
        """Leave a mail to the next attempt, after a while.

        ``failed``: by itself. A server or database that is away fails no mail.
        """
        ...

    async def put_off(self, mail: Mail, until: Instant) -> None:
        """Leave a mail for later, because it is not the time for it, or something else goes first.

        That is no attempt, and all its times move along, from when it is due: it is not late, and
        no delay is told of.
        """
        ...

    async def give_up(self) -> int:
        """Settle all mails in nobody's hand whose time is over, and say how many.

        Their streams are to be told. Only for somebody who has seen for long enough that nothing
        can be sent: an outage of ours is no reason to give up a mail.
        """
        ...

    async def waiting(self) -> int:
        """The number of mails in it."""
        ...

    async def take_news(self, lease: timedelta) -> News | None:
        """News that a stream is to be told, for the caller alone as long as the lease lasts.

        Besides how mails fared: that a mail that asks for an answer has waited for an hour, and
        once more each day.
        """
        ...

    async def note_told(self, news: News) -> None:
        """The stream knows, or needs to know no more."""
        ...


class StreamOutOfReach(EyelevelError):
    """A pairing or cohort cannot be told now; it may work later."""


class Correspondents(Protocol):
    """The pairings and cohorts, as the post reaches them."""

    async def tell(self, news: News) -> None:
        """Say how a mail fared. One that is over needs not be told.

        Raises `StreamOutOfReach` if it may work later.
        """
        ...
