"""When the next mail may be handed over: the limits of the mail server, and its outages."""

from collections.abc import Callable
from typing import Annotated

from pydantic import Field

from domain.engine.base import Frozen

SECONDS_OF_A_MINUTE = 60.0


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
    look_again: Annotated[float, Field(gt=0)] = 0.5
    """Seconds between two looks into an outbox in which nothing was due."""
    database_outage: Annotated[float, Field(gt=0)] = 2.0
    """Seconds after which an outbox that was out of reach is asked again."""

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
        self._open_at = 0.0

    @property
    def is_away(self) -> bool:
        """Whether the last attempt found no server that takes mails."""
        return self._outages > 0

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

    def note_answer(self) -> None:
        """The server has taken a mail, or refused one."""
        self._outages = 0

    def note_outage(self) -> bool:
        """The server took none; says whether that is new."""
        if self._clock() < self._open_at:
            return False  # others were in hand when it was noticed
        limits = self._limits
        wait = limits.shortest_outage * 2.0 ** min(self._outages, 30)
        self._open_at = self._clock() + min(wait, limits.longest_outage)
        self._outages += 1
        return self._outages == 1
