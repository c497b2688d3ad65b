"""A mail server in memory."""

from collections.abc import Sequence

from activities.ports import (
    Addressed,
    Cast,
    MailDeferred,
    Mailer,
    MailServerUnavailable,
)
from domain.telling.kinds import NoticeKind
from domain.telling.letters import Letter
from domain.telling.notices import DeliveryOutcome
from tests.fakes.slowness import SlowAtTimes


class FakeMailer(SlowAtTimes, Mailer):
    """Keeps what was sent. Refuses people and addresses in ``refusing``; takes nothing while
    ``down``."""

    def __init__(self) -> None:
        super().__init__()
        self.sent: list[tuple[Letter, Cast]] = []
        """Every letter."""
        self.mails: list[Sequence[Addressed]] = []
        """The same, those of one mail together."""
        self.refusing: set[str] = set()
        self.putting_off: set[str] = set()
        """Notices whose mails are not taken yet."""
        self.down = False
        self.tries = 0
        self.in_hand = 0
        """Number of mails that are being handed over right now."""

    async def send(
        self, letter: Letter, cast: Cast, others: Sequence[Addressed] = ()
    ) -> DeliveryOutcome:
        """Keep the letters, unless told to refuse them or to be down."""
        self.tries += 1
        self.in_hand += 1
        try:
            await self.until_quick()
        finally:
            self.in_hand -= 1
        if self.down:
            raise MailServerUnavailable("the mail server is out of reach; try again later")
        letters = (Addressed(letter, cast), *others)
        if any(one.letter.notice.id in self.putting_off for one in letters):
            raise MailDeferred("the mail server does not take this mail yet")
        if {cast.recipient.id, cast.recipient.mail} & self.refusing:
            return DeliveryOutcome.REFUSED
        self.mails.append(letters)
        self.sent.extend(letters)
        return DeliveryOutcome.DELIVERED

    def kinds(self, to: str | None = None) -> list[NoticeKind]:
        """What was sent, in order; to one person, or to all."""
        notices = (letter.notice for letter, _ in self.sent)
        return [notice.kind for notice in notices if to in (None, notice.to)]
