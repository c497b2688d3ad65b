"""How often two meet, and what counts around their sessions: numbers with a default each."""

from typing import Annotated

from pydantic import Field

from domain.engine.base import Frozen
from domain.programme.people import Side
from domain.programme.quantities import Minutes

Few = Annotated[int, Field(ge=1, le=20)]


class SessionPattern(Frozen):
    """How often the two meet, and for how long."""

    count: Annotated[int, Field(ge=1, le=60)] = 6
    """Sessions in a fixed term; in an ongoing one, sessions planned ahead between two reviews."""
    every_days: Annotated[int, Field(ge=1, le=180)] = 28
    minutes: Minutes = 60
    tolerance_days: Annotated[int, Field(ge=0, le=30)] = 7
    """How far a session may be from its place in the cadence; at most a quarter of the cadence."""
    least_days_between: Annotated[int, Field(ge=1, le=30)] = 4
    """Two sessions are never closer together, unless the cadence is shorter."""

    @property
    def tolerance(self) -> int:
        """Days by which the last session of a term may come early."""
        return min(self.tolerance_days, self.every_days // 4)

    @property
    def least_distance(self) -> int:
        """Days that lie between two sessions at least."""
        return min(self.least_days_between, self.every_days)


class SessionRules(Frozen):
    """How patient a programme is with dates that are not kept.

    A *lapse* is an appointment that one side cancelled, moved once too often, or missed. Lapses
    count in a row: a session that took place begins a new row.
    """

    free_moves: Annotated[int, Field(ge=0, le=20)] = 2
    """How often a side may move the start of one session; each further move is a lapse."""
    mentee_lapses: Few = 2
    """Lapses of the mentee in a row after which the owners are asked for help."""
    mentee_lapses_early: Few = 1
    """The same until `early_sessions` sessions were held."""
    early_sessions: Annotated[int, Field(ge=0, le=60)] = 2
    """Sessions with which an exchange finds its rhythm."""
    mentor_lapses: Few = 2
    """Lapses of the mentor in a row after which the owners are asked for help."""
    no_shows: Few = 3
    """Missed appointments in a row, whichever side missed them, that are an item of their own."""
    reminded_sessions: Annotated[int, Field(ge=0, le=60)] = 1
    """The first sessions of which both are reminded by mail. Of later ones their calendars do, by
    the entry that they got, and a mail only after an appointment that was not kept."""
    proposed_dates: Few = 3
    """Days that are proposed to two who have to find a new date."""
    proposed_after_days: Annotated[int, Field(ge=1, le=20)] = 3
    """Working days until the first of them."""
    book_ahead_days: Annotated[int, Field(ge=30, le=3660)] = 366
    """Later appointments are refused; they are nearly always a typo."""
    quiet_days_before_end: Annotated[int, Field(ge=0, le=60)] = 7
    """So near to the end of the term nobody is reminded to book (case 18)."""
    same_meeting_hours: Annotated[int, Field(ge=0, le=72)] = 12
    """What a tool tells of a meeting that began so near to another one is about that one."""
    follow_ups_unanswered: Few = 2
    """After so many follow-ups without an answer a learning partnership ends."""
    certificate_share: Annotated[float, Field(gt=0, le=1)] = 0.5
    """Share of the sessions of the accepted plan that has to be held for a certificate."""
    certificate_review: bool = True
    """Whether a certificate also asks for the person's own review."""
    certificate_sides: Annotated[tuple[Side, ...], Field(max_length=2)] = (Side.MENTOR,)
    """Who can earn a certificate."""
