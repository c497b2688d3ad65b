"""When the next mail may be handed over: the limits of the mail server, and its outages."""

from collections.abc import Callable
from datetime import timedelta
from typing import Annotated

from pydantic import Field

from domain.engine.base import Frozen

SECONDS_OF_A_MINUTE = 60.0
SECONDS_TO_GIVE_UP = 5.0
"""How much longer a post waits for the mailer than the mailer waits for the mail server."""
SECONDS_TO_SETTLE = 5.0
"""What is left of a lease when the longest sending is over, to put down how the mail fared."""


class MailLimits(Frozen):
    """What a mail server is asked to take from one post, and how it is waited for."""

    at_once: Annotated[int, Field(ge=1, le=50)] = 4
    """Mails that are handed over at the same time, each on a connection of its own."""
    per_minute: Annotated[int, Field(ge=1)] | None = None
    """Mails begun within a minute, evenly spread; if not set, as many as it takes."""
    shortest_outage: Annotated[float, Field(gt=0)] = 1.0
    """Seconds after which a server that took no mail is tried again; twice as long each time."""
    longest_outage: Annotated[float, Field(gt=0)] = 60.0
    shortest_delay: Annotated[float, Field(gt=0)] = 5.0
    """Seconds after which a mail that was not taken is tried again; twice as long each time."""
    longest_delay: Annotated[float, Field(gt=0)] = 600.0
    last_chance: Annotated[float, Field(ge=0)] = 3600.0
    """Seconds for which a mail whose time is over is still tried: since its first attempt after
    that, or since the server was first found away."""
    longest_look_up: Annotated[float, Field(gt=0)] = 5.0
    """Seconds within which names and addresses are found; else the mail is put back."""
    longest_sending: Annotated[float, Field(gt=0)] = 40.0 + SECONDS_TO_GIVE_UP
    """Seconds within which a mail is handed over. The mailer gives up before."""
    look_again: Annotated[float, Field(gt=0)] = 0.5
    """Seconds between two looks into an outbox in which nothing was due."""
    database_outage: Annotated[float, Field(gt=0)] = 2.0
    """Seconds after which an outbox that was out of reach is asked again."""

    @property
    def lease(self) -> timedelta:
        """How long a mail is in one hand. Long enough for all that is done with it: else another
        would send it too. No longer, as a worker that dies with it delays it by that much."""
        seconds = self.longest_look_up + self.longest_sending + SECONDS_TO_SETTLE
        return timedelta(seconds=seconds)

    def delay(self, attempts: int) -> float:
        """Seconds until a mail is tried again that was tried this many times."""
        return min(self.shortest_delay * 2.0 ** min(attempts - 1, 30), self.longest_delay)


class Pace:
    """The pace of one post. An outage holds up all mails, and one of them tries whether it is over.

    ``clock``: seconds that never go back.
    """

    def __init__(self, limits: MailLimits, clock: Callable[[], float]) -> None:
        self._limits = limits
        self._clock = clock
        self._next_at = 0.0
        self._outages = 0
        self._away_since = 0.0
        self._open_at = 0.0

    @property
    def is_away(self) -> bool:
        """Whether the last attempt found no server that takes mails."""
        return self._outages > 0

    @property
    def is_hopeless(self) -> bool:
        """Whether the server has been away for as long as mails are tried after their time."""
        return self.is_away and self._clock() - self._away_since >= self._limits.last_chance

    def hold(self, in_hand: int) -> float:
        """Seconds until the next mail may begin; as long as too many are in hand, for ever."""
        if in_hand >= (1 if self.is_away else self._limits.at_once):
            return float("inf")
        return max(0.0, max(self._next_at, self._open_at) - self._clock())

    def begin(self) -> None:
        """A mail begins."""
        if self._limits.per_minute is not None:
            between = SECONDS_OF_A_MINUTE / self._limits.per_minute
            self._next_at = max(self._next_at, self._clock()) + between

    def give_back(self) -> None:
        """The mail that began is not handed over after all."""
        if self._limits.per_minute is not None:
            self._next_at -= SECONDS_OF_A_MINUTE / self._limits.per_minute

    def note_answer(self) -> None:
        """The server has taken a mail, or refused one."""
        self._outages = 0

    def note_outage(self) -> bool:
        """The server took none; says whether that is new."""
        if self._clock() < self._open_at:
            return False  # others were in hand when it was noticed
        if not self.is_away:
            self._away_since = self._clock()
        limits = self._limits
        wait = limits.shortest_outage * 2.0 ** min(self._outages, 30)
        self._open_at = self._clock() + min(wait, limits.longest_outage)
        self._outages += 1
        return self._outages == 1
