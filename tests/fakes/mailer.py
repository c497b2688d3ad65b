"""A mail server and a delivery ledger in memory."""

from activities.ports import Cast, DeliveryLedger, Mailer, MailServerUnavailable
from domain.letters import Letter
from domain.notices import DeliveryOutcome, NoticeKind


class FakeMailer(Mailer):
    """Keeps what was sent. Refuses the people in ``refusing``; takes nothing while ``down``."""

    def __init__(self) -> None:
        self.sent: list[tuple[Letter, Cast]] = []
        self.refusing: set[str] = set()
        self.down = False

    async def send(self, letter: Letter, cast: Cast) -> DeliveryOutcome:
        """Keep the letter, unless told to refuse it or to be down."""
        if self.down:
            raise MailServerUnavailable("the mail server is out of reach; try again later")
        if cast.recipient.id in self.refusing:
            return DeliveryOutcome.REFUSED
        self.sent.append((letter, cast))
        return DeliveryOutcome.DELIVERED

    def kinds(self, to: str | None = None) -> list[NoticeKind]:
        """What was sent, in order; to one person, or to everybody."""
        notices = (letter.notice for letter, _ in self.sent)
        return [notice.kind for notice in notices if to in (None, notice.to)]


class FakeDeliveryLedger(DeliveryLedger):
    """Remembers in a set."""

    def __init__(self) -> None:
        self._taken: set[tuple[str, str]] = set()

    async def has_taken(self, stream: str, notice_id: str) -> bool:
        """Whether the occasion is in the set."""
        return (stream, notice_id) in self._taken

    async def record_taken(self, stream: str, notice_id: str) -> None:
        """Put the occasion into the set."""
        self._taken.add((stream, notice_id))
