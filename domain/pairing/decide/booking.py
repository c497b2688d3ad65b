"""When a session can be booked: what is wrong with a booking, all at once; and with what notice."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from domain.engine.base import Instant
from domain.engine.errors import Problem
from domain.pairing.session import Session
from domain.pairing.state import PairingState
from domain.pairing.vocabulary import BOOKABLE, SessionStatus
from domain.programme.days import end_of
from domain.programme.pauses import back_at_work
from domain.programme.people import Side


def booking_problems(
    session: Session, starts_at: Instant, minutes: int, state: PairingState, now: Instant
) -> list[Problem]:
    """Why this session cannot be booked at that time; empty if it can."""
    return [
        *_not_bookable(session, state),
        *_not_briefed(session, state),
        *_outside_of_the_term(starts_at, state, now),
        *_clashes(session, starts_at, minutes, state),
        *_while_somebody_is_away(starts_at, state),
        *_during_the_pause(starts_at, state),
    ]


def notice_hours(state: PairingState) -> int:
    """Hours of notice that the two agreed on, else the programme's."""
    if state.preparation.agreement is not None:
        return state.preparation.agreement.notice_hours
    return state.setup.deadlines.late_cancellation_hours


def _not_bookable(session: Session, state: PairingState) -> Iterator[Problem]:
    if state.review is not None and state.review.final:
        yield Problem(path="", problem="the closing review has begun: nothing is booked")
    if session.status not in BOOKABLE:
        bookable = [planned.id for planned in state.sessions if planned.status in BOOKABLE]
        yield Problem(
            path="session_id",
            problem=f"the session is {session.status} and cannot be booked",
            allowed=", ".join(bookable) or None,
        )


def _not_briefed(session: Session, state: PairingState) -> Iterator[Problem]:
    """Nobody begins without a briefing; an appointment that stands may be moved."""
    if state.unbriefed and session.status is not SessionStatus.BOOKED:
        yield Problem(
            path="session_id",
            problem=f"{_in_words(state.unbriefed)} not been briefed yet",
            allowed="once record_briefing of the cohort says so; or waive_briefing, with a reason",
        )


def _in_words(sides: Sequence[Side]) -> str:
    return " and ".join(f"the {side}" for side in sides) + (" has" if len(sides) == 1 else " have")


def _outside_of_the_term(
    starts_at: Instant, state: PairingState, now: Instant
) -> Iterator[Problem]:
    latest = now + timedelta(days=state.setup.session_rules.book_ahead_days)
    if not now < starts_at <= latest:
        yield Problem(
            path="starts_at",
            problem="is not a time that can be booked now",
            allowed=f"after now, up to {latest:%Y-%m-%d}",
        )
    ends_on = _end_of_term(state)
    if ends_on and starts_at >= state.setup.calendar.at_local(ends_on, 0):
        yield Problem(
            path="starts_at",
            problem="is after the end of the term",
            allowed=f"before {ends_on}; extend the term first",
        )


def _clashes(
    session: Session, starts_at: Instant, minutes: int, state: PairingState
) -> Iterator[Problem]:
    """Another session at that time, or a side that will have left the company by then."""
    ends_at = starts_at + timedelta(minutes=minutes)
    for other in state.sessions:
        taken = _taken_by(other) if other.id != session.id else None
        if taken and starts_at < taken[1] and taken[0] < ends_at:
            yield Problem(
                path="starts_at",
                problem=f"session {other.id} is at that time",
                allowed="another time; or move or cancel that session first",
            )
    last_day = state.departure.first_last_day
    if last_day and starts_at > end_of(last_day, state.setup.calendar):
        yield Problem(
            path="starts_at",
            problem="is after the last day of a person who leaves the company",
            allowed=f"until {last_day}",
        )


def _while_somebody_is_away(starts_at: Instant, state: PairingState) -> Iterator[Problem]:
    day = state.setup.calendar.local_day(starts_at)
    for side in state.away_on(day):
        away = state.departure.away.of(side)
        later = f", or from {away.back_on} on" if away and away.back_on else ""
        yield Problem(
            path="starts_at",
            problem=f"is a day on which the {side} is away",
            allowed=f"before {away.away_from}{later}" if away else None,
        )


def _during_the_pause(starts_at: Instant, state: PairingState) -> Iterator[Problem]:
    back = _back_from_pause(state)
    if back and starts_at < back:
        first = back.astimezone(state.setup.calendar.zone).isoformat(timespec="minutes")
        yield Problem(
            path="starts_at",
            problem="lies before the end of the pause",
            allowed=f"from {first} on; or resume first",
        )


def _taken_by(session: Session) -> tuple[Instant, Instant] | None:
    """From when until when the session was held, or is booked."""
    match session.status:
        case SessionStatus.HELD if session.held_at:
            length = timedelta(minutes=session.held_minutes or session.minutes)
            return session.held_at, session.held_at + length
        case SessionStatus.BOOKED if session.starts_at and session.ends_at:
            return session.starts_at, session.ends_at
        case _:
            return None


def _back_from_pause(state: PairingState) -> Instant | None:
    """When the pause is over, as far as that is known."""
    if state.pause is None or state.pause.return_on is None:
        return None
    return back_at_work(state.pause.return_on, state.setup.calendar)


def _end_of_term(state: PairingState) -> date | None:
    """End of the term, moved by the pause if one is running."""
    back, calendar = _back_from_pause(state), state.setup.calendar
    if state.ends_on is None or state.pause is None or back is None:
        return state.ends_on
    return state.ends_on + (calendar.local_day(back) - calendar.local_day(state.pause.since))
