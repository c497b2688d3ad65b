"""Two simulated people and their pairing: its connection, clock and state."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import date, timedelta
from random import Random
from typing import Protocol

from demo.answers import Answers
from demo.connection import PairingConnection
from demo.story import SEED, Plot
from domain.engine.base import Instant
from domain.engine.roles import Role
from domain.pairing.commands import AnswerSurvey
from domain.pairing.messages import Request
from domain.pairing.state import PairingState
from domain.pairing.survey import SURVEY_QUESTIONS
from domain.pairing.vocabulary import DeadlineKind
from domain.programme.people import Person, Side

FIRST_HOUR, LAST_HOUR = 8, 16
"""People answer, and meet, in office hours."""
MINUTES = (0, 10, 25, 40)
BOOKING_AT_ONCE = 0.6
"""Share of couples who book the next session right after the last; others wait for the reminder."""


ANSWERING_SURVEYS = 0.7
"""Share of people who answer short questions when they next do something."""


class PairingOver(Exception):
    """The pairing is closed and asks for nothing any more."""


class EndReached(Exception):
    """The story ends here, in whatever stage the pairing is."""


class Display(Protocol):
    """The display that follows the pairings."""

    def show(self, state: PairingState, at: Instant) -> None:
        """Show the present state of a pairing."""
        ...

    def tell(self, pairing_id: str, at: Instant, words: str) -> None:
        """Tell of something that happened to a pairing."""
        ...


class Surroundings(Protocol):
    """What lies beyond the pairing."""

    def close_mailbox(self, person: Person) -> None:
        """The mail server refuses mails to the person."""
        ...

    def open_mailbox(self, person: Person) -> None:
        """The mail server accepts them again."""
        ...

    @property
    def now(self) -> Instant:
        """The time as the cohort sees it."""
        ...

    async def confirm_session(self, pairing_id: str, session_id: str) -> None:
        """The operator decides that a session was held."""
        ...


class Couple:
    """One pairing from the side of its two people."""

    def __init__(
        self,
        *,
        connection: PairingConnection,
        state: PairingState,
        plot: Plot,
        people: Mapping[str, Person],
        end: Instant,
        display: Display,
        surroundings: Surroundings,
    ) -> None:
        self.connection = connection
        self.state = state
        self.plot = plot
        self.end = end
        self.display = display
        self.surroundings = surroundings
        self.chance = Random(f"{SEED} {connection.pairing_id[-3:]}")
        self.waits_for_briefing = False
        self.books_at_once = self.chance.random() < BOOKING_AT_ONCE
        self.survey_chance = Random(f"{SEED} surveys {connection.pairing_id[-3:]}")
        self.answers = {
            side: Answers(people[state.setup.person(side)], side, self.chance) for side in Side
        }

    @property
    def now(self) -> Instant:
        """The time as the pairing sees it."""
        return self.connection.clock.now

    @property
    def today(self) -> date:
        """The present day, by the pairing's calendar."""
        return self.state.setup.calendar.local_day(self.now)

    def later(self, least: int, most: int) -> Instant:
        """A moment in office hours, this many days from now."""
        days = self.chance.randint(least, most)
        return self.on(self.today + timedelta(days=days))

    def in_time(self, least: int, most: int) -> Instant:
        """The same; but who wants to answer does so on a day off before it is too late."""
        moment = self.later(least, most)
        give_up = DeadlineKind.GIVE_UP
        too_late = next(
            (deadline.due for deadline in self.state.deadlines if deadline.kind is give_up), None
        )
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
        """Let time pass. Raises `EndReached` and `PairingOver`."""
        await self.connection.clock.forward_to(min(moment, self.end))
        await self.look()
        await self._answer_short_questions()
        if moment >= self.end:
            raise EndReached
        if self.state.stage.is_over:
            raise PairingOver

    async def _answer_short_questions(self) -> None:
        """Most people answer what they were asked meanwhile."""
        survey = self.state.survey
        for side in survey.missing if survey else ():
            if survey and self.survey_chance.random() < ANSWERING_SURVEYS:
                questions = SURVEY_QUESTIONS[survey.survey]
                ratings = {each: self.survey_chance.choice((3, 4, 4, 5)) for each in questions}
                await self.say(AnswerSurvey, side, survey=survey.survey, ratings=ratings)

    async def look(self) -> None:
        """See how the pairing is."""
        self.state = await self.connection.state()
        self.display.show(self.state, self.now)

    async def say(self, message: type[Request], side: Side, **fields: object) -> None:
        """One of the two sends an update, then both see the new state."""
        await self.connection.say(message, Role(side.value), **fields)
        await self.look()

    async def each(self, act: Callable[[Side], Awaitable[None]]) -> None:
        """One side acts, and some days later the other."""
        for side in self.chance.sample(tuple(Side), 2):
            await self.until(self.in_time(1, 2))
            await act(side)

    def tell(self, words: str) -> None:
        """Tell of something that happened."""
        self.display.tell(self.connection.pairing_id, self.now, words)
