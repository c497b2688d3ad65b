"""Two simulated people and their pairing, with what both need to act: a line, a clock, a state."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import date, timedelta
from random import Random
from typing import Protocol

from demo.line import PairingLine
from demo.minds import Mind
from demo.story import SEED, Plot
from domain.engine.base import Instant
from domain.engine.roles import Role
from domain.pairing.commands import Request
from domain.pairing.state import PairingState
from domain.pairing.vocabulary import DeadlineKind
from domain.programme.people import Person, Side

FIRST_HOUR, LAST_HOUR = 8, 16
"""People answer, and meet, in office hours."""
MINUTES = (0, 10, 25, 40)
BOOKING_AT_ONCE = 0.6
"""So many couples book the next session right after the last; the others when reminded."""


class PairingOver(Exception):
    """The pairing is closed; nobody asks anything any more."""


class CurtainFell(Exception):
    """The story ends here, wherever the pairing stands."""


class Audience(Protocol):
    """Whoever watches."""

    def show(self, state: PairingState, at: Instant) -> None:
        """How a pairing is now."""
        ...

    def tell(self, pairing_id: str, at: Instant, words: str) -> None:
        """Something worth telling happened to a pairing."""
        ...


class Surroundings(Protocol):
    """What lies beyond the pairing."""

    def close_mailbox(self, person: Person) -> None:
        """The mail server refuses mails to the person."""
        ...

    def open_mailbox(self, person: Person) -> None:
        """It takes them again."""
        ...

    async def confirm_session(self, pairing_id: str, session_id: str) -> None:
        """The operator decides that a session was held."""
        ...


class Couple:
    """One pairing from the side of its two people."""

    def __init__(
        self,
        *,
        line: PairingLine,
        state: PairingState,
        plot: Plot,
        people: Mapping[str, Person],
        curtain: Instant,
        audience: Audience,
        surroundings: Surroundings,
    ) -> None:
        self.line = line
        self.state = state
        self.plot = plot
        self.curtain = curtain
        self.audience = audience
        self.surroundings = surroundings
        self.chance = Random(f"{SEED} {line.pairing_id[-3:]}")
        self.books_at_once = self.chance.random() < BOOKING_AT_ONCE
        self.minds = {
            side: Mind(people[state.setup.person(side)], side, self.chance) for side in Side
        }

    @property
    def now(self) -> Instant:
        """The time as the pairing sees it."""
        return self.line.clock.now

    @property
    def today(self) -> date:
        """The day of it."""
        return self.state.setup.calendar.local_day(self.now)

    def later(self, least: int, most: int) -> Instant:
        """A moment in office hours, so many days from now."""
        days = self.chance.randint(least, most)
        return self.on(self.today + timedelta(days=days))

    def in_time(self, least: int, most: int) -> Instant:
        """The same; but who wants to answer does so on a day off before it is too late."""
        moment = self.later(least, most)
        give_up = DeadlineKind.GIVE_UP
        too_late = next((one.due for one in self.state.deadlines if one.kind is give_up), None)
        if too_late is None or moment < too_late:
            return moment
        return self.now + (too_late - self.now) / 2

    def on(self, day: date) -> Instant:
        """A moment in office hours of that day, or of the next working day."""
        calendar = self.state.setup.calendar
        hour = self.chance.randint(FIRST_HOUR, LAST_HOUR)
        minutes = self.chance.choice(MINUTES)
        return calendar.at_local(calendar.on_or_after(day), hour) + timedelta(minutes=minutes)

    async def until(self, moment: Instant) -> None:
        """Let time pass. Raises `CurtainFell` and `PairingOver`."""
        await self.line.clock.forward_to(min(moment, self.curtain))
        await self.look()
        if moment >= self.curtain:
            raise CurtainFell
        if self.state.stage.is_over:
            raise PairingOver

    async def look(self) -> None:
        """See how the pairing is."""
        self.state = await self.line.state()
        self.audience.show(self.state, self.now)

    async def say(self, message: type[Request], side: Side, **facts: object) -> None:
        """One of the two answers, and sees what comes of it."""
        await self.line.say(message, Role(side.value), **facts)
        await self.look()

    async def each(self, act: Callable[[Side], Awaitable[None]]) -> None:
        """One side acts, and some days later the other."""
        for side in self.chance.sample(tuple(Side), 2):
            await self.until(self.in_time(1, 2))
            await act(side)

    def tell(self, words: str) -> None:
        """Something worth telling happened."""
        self.audience.tell(self.line.pairing_id, self.now, words)
