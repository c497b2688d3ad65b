"""An outbox in memory, as strict as the real one: both pass the same contract tests."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from activities.outbox import MOST_TOGETHER, Mail, News, Occasion, Outbox, Settlement
from domain.engine.errors import StorageUnavailable
from domain.programme.ids import PairingId, cohort_of
from domain.telling.fared import Address
from domain.telling.letters import Letter, Outgoing
from domain.telling.notices import DeliveryOutcome
from tests import stage_clock

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@dataclass
class _Waiting:
    letter: Letter
    content: bytes
    due_at: datetime
    try_at: datetime
    give_up_at: datetime
    tell_at: datetime | None
    late_since: datetime | None = None
    told: int = 0
    attempts: int = 0
    holder: str | None = None
    is_void: bool = False

    @property
    def cohort(self) -> str:
        kind, _, name = self.letter.stream.partition("-")
        return cohort_of(PairingId(name)) if kind == "pairing" else name


@dataclass
class Settled:
    """A mail of which it is known how it fared."""

    to: str
    outcome: DeliveryOutcome
    at: datetime
    attempts: int
    tell_at: datetime | None
    address: Address = Address.FIRST


class InMemoryOutbox(Outbox):
    """Two dictionaries. Nothing can be asked or written down while it is ``away``.

    While it is ``full``, mails can be taken, and nothing can be put into the ledger.
    """

    def __init__(self, clock: Callable[[], datetime] = stage_clock.wall_clock) -> None:
        self.ahead = timedelta(0)
        """By how much its clock has been put forward."""
        self._time = clock
        self._waiting: dict[Occasion, _Waiting] = {}
        self.ledger: dict[Occasion, Settled] = {}
        self.put_off_so_far = 0
        self.away = False
        self.full = False
        self.unreadable_news = False
        """Something is wrong with the news, and not with the connection."""

    def _clock(self) -> datetime:
        return self._time() + self.ahead

    def write(self, letters: Iterable[Outgoing]) -> None:
        """Put letters in, as an append does."""
        for outgoing in letters:
            letter, now = outgoing.letter, self._clock()
            occasion = Occasion(stream=letter.stream, notice_id=letter.notice.id)
            if occasion in self.ledger or occasion in self._waiting:
                continue
            delay = max(outgoing.due_at - letter.issued_at, timedelta(0))
            patience = outgoing.give_up_at - letter.issued_at
            self._waiting[occasion] = _Waiting(
                letter,
                letter.model_dump_json().encode(),
                now + delay,
                now + delay,
                now + patience,
                now + delay + HOUR if letter.until is not None else None,
            )

    def take_back(self, stream: str, notice_ids: Iterable[str]) -> None:
        """Take letters out that are not true any more, as an append does."""
        for notice_id in notice_ids:
            occasion = Occasion(stream=stream, notice_id=notice_id)
            waiting, now = self._waiting.get(occasion), self._clock()
            if waiting is None:
                taken_back = Settled("", DeliveryOutcome.TAKEN_BACK, now, 0, None)
                self.ledger.setdefault(occasion, taken_back)
                continue
            waiting.is_void = True
            if waiting.holder is None or waiting.try_at <= now:
                self._move(occasion, DeliveryOutcome.TAKEN_BACK, tell=False)

    def overwrite(self, stream: str, notice_id: str, content: bytes) -> None:
        """Put another content in the place of a letter that waits."""
        self._waiting[Occasion(stream=stream, notice_id=notice_id)].content = content

    async def take(self, holder: str, lease: timedelta, after_cohort: str = "") -> tuple[Mail, ...]:
        """The next one that is due, and what else is due to the same person."""
        now = self._there()
        due = [(known.cohort, known.try_at, key) for key, known in self._waiting.items()]
        due = [found for found in due if found[1] <= now]
        if not due:
            return ()
        first = min(due, key=lambda found: (found[0] <= after_cohort, *found[:2]))
        soon = [
            (known.cohort, known.try_at, key)
            for key, known in self._waiting.items()
            if known.try_at <= now or (known.due_at > now and known.holder is None)
        ]
        others = [found for found in soon if self._goes_with(first[2], found[2])]
        others.sort(key=lambda found: (self._waiting[found[2]].due_at, found[2].notice_id))
        taken = [first[2], *(key for _, _, key in others[: MOST_TOGETHER - 1])]
        mails = [self._in_hand(key, holder, now, lease) for key in taken]
        return tuple(sorted(mails, key=lambda mail: (mail.due_at, mail.occasion.notice_id)))

    def _goes_with(self, first: Occasion, other: Occasion) -> bool:
        one, another = self._waiting[first], self._waiting[other]
        to, too = one.letter.notice.to, another.letter.notice.to
        return first != other and (one.cohort, to) == (another.cohort, too)

    def _in_hand(self, key: Occasion, holder: str, now: datetime, lease: timedelta) -> Mail:
        waiting = self._waiting[key]
        waiting.holder, waiting.try_at = holder, now + lease
        waiting.attempts += 1
        return Mail(
            occasion=key,
            cohort=waiting.cohort,
            holder=holder,
            content=waiting.content,
            attempts=waiting.attempts,
            due_at=waiting.due_at,
            taken_at=now,
            is_late=waiting.give_up_at <= now,
            failing_for=now - (waiting.late_since or now),
            is_void=waiting.is_void,
        )

    async def settle(self, settlement: Settlement) -> bool:
        """Move it into the ledger, if it is still this holder's or was delivered."""
        self._there()
        if self.full:
            raise StorageUnavailable("the database cannot do it now")
        occasion, is_good = settlement.occasion, settlement.outcome is DeliveryOutcome.DELIVERED
        waiting = self._waiting.get(occasion)
        if waiting is None and is_good:
            return self._correct(occasion, tell=settlement.tell)
        if waiting is None or (waiting.holder != settlement.holder and not is_good):
            return False
        is_news = settlement.tell or (is_good and self._missed_the_last(occasion))
        self._move(occasion, settlement.outcome, tell=is_news)
        self.ledger[occasion].address = settlement.address
        return is_news

    async def put_back(self, mail: Mail, wait: timedelta, *, failed: bool = False) -> None:
        """Take it out of the holder's hand."""
        now = self._there()
        waiting = self._waiting.get(mail.occasion)
        if waiting is not None and waiting.holder == mail.holder:
            waiting.holder, waiting.try_at = None, now + wait
            if failed and waiting.give_up_at <= now:
                waiting.late_since = waiting.late_since or now

    async def put_off(self, mail: Mail, until: datetime) -> None:
        """Move all its times by as much as there is to wait."""
        now = self._there()
        waiting, wait = self._waiting.get(mail.occasion), until - mail.taken_at
        later = until - max(mail.taken_at, mail.due_at)
        if waiting is not None and waiting.holder == mail.holder:
            waiting.holder, waiting.late_since = None, None
            waiting.attempts -= 1
            self.put_off_so_far += 1
            waiting.try_at = now + wait
            waiting.due_at += later
            waiting.give_up_at += later
            waiting.tell_at = waiting.tell_at and waiting.tell_at + later

    async def give_up(self) -> int:
        """Move all whose time is over."""
        now = self._there()
        over = [
            occasion
            for occasion, known in self._waiting.items()
            if known.give_up_at <= now
            and (known.holder is None or known.try_at <= now)
            and not known.is_void
        ]
        for occasion in over:
            self._move(occasion, DeliveryOutcome.GAVE_UP, tell=True)
        return len(over)

    async def waiting(self) -> int:
        """The number of mails in it."""
        self._there()
        return len(self._waiting)

    async def take_news(self, lease: timedelta) -> News | None:
        """The news that has waited for longest."""
        now = self._there()
        if self.unreadable_news:
            raise ValueError("an outcome that nobody knows")
        due = [
            (settled.tell_at, occasion)
            for occasion, settled in self.ledger.items()
            if settled.tell_at is not None and settled.tell_at <= now
        ]
        if not due:
            return self._take_delay(now, lease)
        _, occasion = min(due, key=lambda found: found[0])
        settled = self.ledger[occasion]
        settled.tell_at = now + lease
        return News(occasion=occasion, outcome=settled.outcome, at=settled.at)

    async def note_told(self, news: News) -> None:
        """Forget when to tell it."""
        self._there()
        if news.outcome is not None:
            self.ledger[news.occasion].tell_at = None
        elif waiting := self._waiting.get(news.occasion):
            waiting.told = news.number + 1
            waiting.tell_at = waiting.due_at + HOUR + waiting.told * DAY

    def outcome(self, stream: str, notice_id: str) -> DeliveryOutcome | None:
        """How a mail fared; nothing while it is on its way."""
        settled = self.ledger.get(Occasion(stream=stream, notice_id=notice_id))
        return settled.outcome if settled else None

    def _take_delay(self, now: datetime, lease: timedelta) -> News | None:
        for occasion, waiting in self._waiting.items():
            if waiting.tell_at is not None and waiting.tell_at <= now and not waiting.is_void:
                waiting.tell_at = now + lease
                at = waiting.due_at + HOUR + waiting.told * DAY
                return News(occasion=occasion, outcome=None, at=at, number=waiting.told)
        return None

    def _correct(self, occasion: Occasion, *, tell: bool) -> bool:
        """It got out, whatever was known before."""
        now, settled = self._clock(), self.ledger.get(occasion)
        if settled is None or settled.outcome is DeliveryOutcome.DELIVERED:
            return False
        is_news = tell or settled.outcome is not DeliveryOutcome.TAKEN_BACK
        settled.outcome, settled.at = DeliveryOutcome.DELIVERED, now
        settled.tell_at = now if is_news else None
        return is_news

    def _move(self, occasion: Occasion, outcome: DeliveryOutcome, *, tell: bool) -> None:
        now, waiting = self._clock(), self._waiting.pop(occasion)
        self.ledger[occasion] = Settled(
            to=waiting.letter.notice.to,
            outcome=outcome,
            at=now,
            attempts=waiting.attempts,
            tell_at=now if tell else None,
        )

    def _missed_the_last(self, occasion: Occasion) -> bool:
        """Whether the last mail of this stream to the same person did not arrive."""
        to = self._waiting[occasion].letter.notice.to
        earlier = [
            settled
            for known, settled in self.ledger.items()
            if known.stream == occasion.stream
            and settled.to == to
            and settled.outcome is not DeliveryOutcome.TAKEN_BACK
        ]
        return bool(earlier) and earlier[-1].outcome is not DeliveryOutcome.DELIVERED

    def _there(self) -> datetime:
        if self.away:
            raise StorageUnavailable("the database is out of reach")
        return self._clock()
