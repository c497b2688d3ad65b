"""What the activities need from the outside world. Adapters implement it; tests have fakes."""

from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple, Protocol, Self

from domain.cohort.commands import CohortMessage
from domain.cohort.progress import PairingOfPeople, PairingProgress, WatchedPairing
from domain.engine.base import Frozen, Instant
from domain.engine.errors import EyelevelError
from domain.engine.journal import Appended, EventRecord, Growth, StoredEvent, StreamRead, Unreadable
from domain.matching import PairOfRoster
from domain.pairing.messages import PairingMessage
from domain.pairing.setup import PairingSetup
from domain.programme.ids import PairingId, PersonId
from domain.programme.people import Person
from domain.programme.seats import SeatClaim
from domain.roster.changes import MadeChange
from domain.telling.kinds import ItemKind
from domain.telling.letters import Letter, Outgoing
from domain.telling.notices import DeliveryOutcome


class Journal(Protocol):
    """The append-only record of everything that happened."""

    async def append(
        self,
        stream: str,
        expected_version: int,
        events: Sequence[EventRecord],
        letters: Sequence[Outgoing] = (),
        taken_back: Sequence[str] = (),
        claims: Sequence[SeatClaim] = (),
    ) -> Appended:
        """Append all events or none, directly after ``expected_version`` (0: a new stream).

        With them, and only with them, go the ``letters`` that follow from them into the outbox
        (`activities.outbox`), and notices of this stream that are ``taken_back``: those that were
        not sent yet never will be. The same append again changes nothing and returns the stored
        positions. Other content at the same version raises `domain.engine.errors.VersionConflict`.

        The events are written only if every seat of the ``claims`` is free, however many append at
        the same moment; `domain.programme.seats.SeatsTaken` says whose is not.
        """
        ...

    async def read(self, stream: str, after_version: int = 0) -> list[StoredEvent]:
        """The events of one stream in order; empty when there is no such stream."""
        ...

    def read_each(self, streams: Sequence[str]) -> AsyncIterator[tuple[str, StreamRead]]:
        """Many streams, one after the other as they are named; each as `read` gives it.

        One that cannot be read is `Unreadable`, and does not stop the others. No more than a few
        are held at once: fold each before asking for the next.
        """
        ...

    async def streams(self, prefix: str, *, not_ended_by: str = "") -> list[str]:
        """The names of all streams with this prefix, sorted.

        ``not_ended_by``: without those whose last event is of this type, in any version.
        """
        ...

    async def grown(self, after_position: int, older_than: timedelta) -> Growth:
        """How far streams have grown since a position, by events that are older than this.

        A journal that ends before the position was restored from an older backup, and gives out
        again the positions that it has lost: then all of its streams have grown.
        """
        ...

    async def tail(self, after_position: int, limit: int = 1000) -> list[StoredEvent]:
        """Events of all streams in global order, after a position that the reader remembers."""
        ...


class Roster(Protocol):
    """The people of a company. The only place of names, mail addresses and birth years."""

    async def people(self, roster: str) -> list[Person]:
        """Everyone in the latest file, by id; empty when there is no such roster."""
        ...

    async def by_id(self, roster: str, ids: Collection[PersonId]) -> dict[PersonId, Person]:
        """Those of these people whom it knows, with one look.

        Also those missing in the latest file: a pairing may still have to write to them.
        """
        ...


class ChangingRoster(Roster, Protocol):
    """A roster that knows changes of people ahead."""

    async def make_changes(self, today: date) -> None:
        """Make the changes that were known ahead and whose day has come; safe to repeat."""
        ...

    async def untold(self) -> Sequence[MadeChange]:
        """Changes that were made, and of which pairings do not know yet."""
        ...

    async def note_told(self, change: MadeChange) -> None:
        """Note that the pairings know of a change."""
        ...


class PairingUnreachable(EyelevelError):
    """A pairing does not answer, or cannot; the same again may work later."""


class RegionDays(Frozen):
    """When people of a region are not at work."""

    holidays: tuple[date, ...]
    weekend: tuple[int, ...]
    """Days of the week, as `datetime.date.weekday` counts them: 0 is Monday."""


class UnknownRegion(EyelevelError):
    """A region without known holidays. ``allowed`` says what could be asked instead."""

    def __init__(self, allowed: str) -> None:
        self.allowed = allowed
        super().__init__(f"unknown region (allowed: {allowed})")


class Holidays(Protocol):
    """Public holidays, by region."""

    def of(self, region: str, first: date, last: date) -> RegionDays:
        """Holidays from ``first`` to ``last``, both included. Raises `UnknownRegion`."""
        ...


PAIRS_NAMED = 30
"""Number of proposed pairs that one letter names; further ones are counted."""


class Cast(Frozen):
    """The people of one letter and what it must not say before, looked up at the last moment."""

    recipient: Person
    partner: Person | None = None
    lead: Person | None = None
    named: tuple[Person, ...] = ()
    """Everyone whom the letter names in its pairs."""
    answer_by: Instant | None = None
    """The end of the working day by which the letter asks for an answer; absent: its own moment."""
    confided: ItemKind | None = None
    """What the item is about, if the letter says only that it is in confidence; absent if that was
    erased."""

    def at_second_address(self) -> Self | None:
        """The same, as if the recipient had the second address only; none if there is none."""
        second = self.recipient.second_mail
        if second is None:
            return None
        elsewhere = self.recipient.model_copy(update={"mail": second, "second_mail": None})
        return self.model_copy(update={"recipient": elsewhere})


class Addressed(NamedTuple):
    """A letter and its people."""

    letter: Letter
    cast: Cast


class MailServerUnavailable(EyelevelError):
    """The mail server cannot take the mail now; the same mail works later.

    The text names the reply code, never the server's words: they may quote an address.
    """


class MailDeferred(EyelevelError):
    """The mail server takes mails, but not this one yet; the same mail may work later."""


class Mailer(Protocol):
    """Writes a letter in the recipient's language and hands it to the mail server."""

    async def send(
        self, letter: Letter, cast: Cast, others: Sequence[Addressed] = ()
    ) -> DeliveryOutcome:
        """Send the letter, with others to the same person; answers ``delivered`` or ``refused``.

        The same letters always make the same mail, with the same Message-ID. Raises
        `MailServerUnavailable` or `MailDeferred` when it makes sense to try again,
        `LetterIncomplete` when not.
        """
        ...


class RunsBehind(Frozen):
    """Workflows whose runs go on and know fewer events than their journal."""

    certain: tuple[str, ...] = ()
    writing: tuple[str, ...] = ()
    """These are writing at the moment, and may know them all in a second."""


class Workflows(Protocol):
    """What Temporal runs, as the watch sees it, and the cohorts that it tells."""

    async def behind(self, versions: Mapping[str, int]) -> RunsBehind:
        """Which of these workflows know fewer events than these."""
        ...

    async def renew(self, workflow_id: str) -> None:
        """Have a run make way for one that reads on in the journal; one that is over need not."""
        ...

    async def not_running(self, pairing_ids: Collection[PairingId]) -> list[PairingId]:
        """Those of these pairings that Temporal does not run, in their order."""
        ...

    async def tell(self, fact: CohortMessage | PairingMessage) -> bool:
        """Send a signal; ``False`` when the cohort or pairing does not run itself."""
        ...


class Pairings(Protocol):
    """The running pairings, as their cohort reaches them."""

    async def start(self, setup: PairingSetup) -> None:
        """Start a pairing; one that was started before is left alone."""
        ...

    async def tell(self, request: PairingMessage) -> bool:
        """Hand a request over; ``False`` when the pairing is over or cannot take it any more.

        Raises `PairingUnreachable` when it may take it later.
        """
        ...


class Progress(Protocol):
    """The read tables, as cohorts look at them."""

    async def pairings(self, cohort_id: str) -> Sequence[PairingProgress | Unreadable]:
        """How every pairing of a cohort is, by id, or why it cannot be read."""
        ...

    async def pairs(self, roster: str) -> Sequence[PairOfRoster]:
        """Who is, or was, in a pairing in some cohort of a roster, or was rejected as a pair."""
        ...

    async def pairings_of(
        self, roster: str, people: Sequence[PersonId]
    ) -> Sequence[PairingOfPeople]:
        """The pairings of people of a roster to which something can still happen, by id."""
        ...

    async def watched(self) -> Sequence[WatchedPairing | Unreadable]:
        """The pairings that can go on, of all cohorts that are not closed; and those that were
        reported as not running."""
        ...
