"""The inbox of an entity: commands in the order of their arrival, and how each was handled."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from temporalio.common import RawValue

from domain.engine.base import Frozen
from domain.engine.errors import InvalidInput, Problem, Refused
from domain.engine.messages import SIZE_OF_FACT, Message
from domain.programme.seats import NoSeat, SeatClaim
from workflows.payloads import decode, message_id_of

HEAVIEST_TURN = 1_000_000
"""The most bytes that one turn gives to the journal. Temporal takes up to 2 MB."""
EVENTS_OF_ONE = 8_000
"""Bytes of the events and letters that one entry brings about, beside the words it contains."""
COPIES = 5
"""Upper bound of events and letters that repeat the free text of a message."""


@dataclass(frozen=True)
class Unread:
    """A signal as it came. It is read when its turn comes, for thousands may come at once."""

    raw: RawValue
    model: type[Message]

    def read(self) -> Message:
        """The signal's model; raises `InvalidInput`."""
        return decode(self.raw, self.model, self.model.largest)

    @property
    def message_id(self) -> str | None:
        """As far as one can be made out, if it cannot be read."""
        return message_id_of(self.raw, self.model.largest)


@dataclass(frozen=True)
class Unknown:
    """A signal that does not exist."""

    raw: Sequence[RawValue]
    known: Sequence[str]

    def read(self) -> Message:
        """Refuse it, and say which ones there are."""
        problem = Problem(path="", problem="there is no such signal", allowed=", ".join(self.known))
        raise InvalidInput([problem])

    @property
    def message_id(self) -> str | None:
        """As far as one can be made out."""
        return message_id_of(self.raw[0], SIZE_OF_FACT) if len(self.raw) == 1 else None


@dataclass
class InboxEntry:
    """A command in the inbox."""

    command: Frozen | Unread | Unknown
    fact: str | None = None
    """Name of the signal: no sender waits for an answer, so a refusal is recorded instead."""
    errand: str | None = None
    """Key of the errand that brought it."""
    receipt: Frozen | None = None
    refused: Refused | None = None
    claims: tuple[SeatClaim, ...] = ()
    """Seats that it would take."""
    no_seats: tuple[NoSeat, ...] = ()
    """Those of them that are not free."""
    done: bool = False
    size: int = 0
    """Bytes of the message, or of what an errand brought."""

    def read(self) -> Frozen:
        """The command; raises `Refused` if it is a signal that cannot be read."""
        command = self.command
        return command.read() if isinstance(command, Unread | Unknown) else command

    @property
    def message_id(self) -> str | None:
        """That of a signal, as far as one can be made out."""
        command = self.command
        return command.message_id if isinstance(command, Unread | Unknown) else None

    def lose(self, seats: Iterable[NoSeat]) -> bool:
        """Whether it would take one of these seats, which are not free."""
        wanted = {(claim.person, claim.side) for claim in self.claims}
        lost = tuple(seat for seat in seats if (seat.person, seat.side) in wanted)
        self.no_seats = self.no_seats or lost
        return bool(lost)

    @property
    def weight(self) -> int:
        """Bytes, roughly, of the events and letters that it brings about."""
        return EVENTS_OF_ONE + COPIES * self.size


class Inbox:
    """Everything that waits for the next turn of the loop."""

    def __init__(self) -> None:
        self._entries: list[InboxEntry] = []

    def put(self, entry: InboxEntry) -> None:
        """Add an entry at the end."""
        self._entries.append(entry)

    def put_first(self, entry: InboxEntry) -> None:
        """Add an entry before those that came earlier than the entity itself."""
        self._entries.insert(0, entry)

    def take(self) -> list[InboxEntry]:
        """The oldest entries: at least one, and no more than one turn can write."""
        weights = accumulate(entry.weight for entry in self._entries)
        # At least one, however heavy: it would otherwise stay at the head of the inbox for ever.
        count = max(1, sum(weight <= HEAVIEST_TURN for weight in weights))
        taken, self._entries = self._entries[:count], self._entries[count:]
        return taken

    @property
    def is_empty(self) -> bool:
        """Whether nothing waits."""
        return not self._entries
