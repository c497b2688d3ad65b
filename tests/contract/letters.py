"""Letters to be sent, and two outboxes: each test that asks for `post` runs once with the fake and
once for real."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

import pytest

from activities.outbox import Mail, News, Outbox, Settlement
from activities.ports import Journal
from adapters.notify.examples import examples
from adapters.postgres.journal import PostgresJournal
from adapters.postgres.outbox import PostgresOutbox
from adapters.postgres.pool import open_pool
from domain.engine.journal import EventMeta, EventRecord
from domain.engine.wire import to_record
from domain.pairing.events.messages import NoticeIssued
from domain.telling.letters import Outgoing
from domain.telling.notices import DeliveryOutcome
from tests.contract.pairings import START, records
from tests.fakes.journal import InMemoryJournal

_LETTER = next(example.letter for example in examples() if example.name == "invitation")
LONG, OVER = timedelta(hours=1), timedelta(0)


def letter(
    stream: str = "pairing-c-1-1",
    notice_id: str = "invitation-1-mentor",
    *,
    to: str | None = None,
    asks: bool = True,
    delay: timedelta = OVER,
    patience: timedelta = timedelta(days=7),
) -> Outgoing:
    """A letter due after a while and tried for a while; each notice to a person of its own."""
    person = to or f"p-{notice_id}"
    notice = _LETTER.notice.model_copy(update={"id": notice_id, "to": person})
    until = _LETTER.until if asks else None
    written = _LETTER.model_copy(update={"stream": stream, "notice": notice, "until": until})
    return Outgoing(
        letter=written,
        due_at=written.issued_at + delay,
        give_up_at=written.issued_at + patience,
    )


def issued(*letters: Outgoing) -> list[EventRecord]:
    """The events from which letters of a pairing follow."""
    return [
        to_record(NoticeIssued(occurred_at=START, notice=one.letter.notice), EventMeta())
        for one in letters
    ]


@dataclass(frozen=True)
class Post:
    """A journal and the outbox that its appends write into."""

    journal: Journal
    outbox: Outbox

    async def write(self, *letters: Outgoing, taken_back: Sequence[str] = ()) -> None:
        """Append what these letters follow from; their stream is opened if need be."""
        stream = letters[0].letter.stream
        version = len(await self.journal.read(stream))
        opening = records(stream.removeprefix("pairing-"), []) if version == 0 else []
        await self.journal.append(
            stream, version, [*opening, *issued(*letters)], letters, taken_back
        )

    async def take(self, holder: str = "h-1", lease: timedelta = LONG, after: str = "") -> Mail:
        """A mail that there must be."""
        (mail,) = await self.outbox.take(holder, lease, after)
        return mail

    async def sent(self, outcome: DeliveryOutcome, *, tell: bool = False) -> Mail:
        """Take the next mail, and say how it fared."""
        mail = await self.take()
        await self.outbox.settle(Settlement.of(mail, outcome, tell=tell))
        return mail

    async def news(self) -> News | None:
        """What there is to be told, and is told now."""
        news = await self.outbox.take_news(LONG)
        if news is not None:
            await self.outbox.note_told(news)
        return news


@pytest.fixture
async def postgres_post(database_url: str) -> AsyncIterator[Post]:
    """The real ones on a database of their own."""
    async with await open_pool(database_url) as pool:
        journal = PostgresJournal(pool)
        yield Post(journal, PostgresOutbox(pool))
        await journal.close()


@pytest.fixture(params=["memory", "postgres"])
def post(request: pytest.FixtureRequest) -> Post:
    """Every outbox there is, one after the other."""
    if request.param == "memory":
        journal = InMemoryJournal()
        return Post(journal, journal.outbox)
    real: Post = request.getfixturevalue("postgres_post")
    return real
