"""How a couple meets: sessions are booked, moved, cancelled, held, missed, reflected upon."""

from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from datetime import date, timedelta

from demo.between import in_between
from demo.briefing import wait_for_briefing
from demo.couple import Couple
from demo.story import Turn
from domain.engine.base import Instant
from domain.engine.tables import complete
from domain.pairing.commands import (
    AnswerCheckIn,
    BookSession,
    CancelSession,
    ReportSession,
    SubmitReflection,
)
from domain.pairing.facts import SessionCompleted, SessionWasMissed
from domain.pairing.session import Session
from domain.pairing.vocabulary import CheckIn, CheckInAnswer, SessionOutcome, SessionStatus, Stage
from domain.programme.people import Side

AHEAD = timedelta(days=10)
"""Couples that do not book at once do so some days before the planned day."""
SHORT_NOTICE = timedelta(days=3)
MINUTES_SEEN = (50, 55, 60, 60, 65)
"""Minutes that a meeting tool reports."""


class SessionsOver(Exception):
    """The review has begun while the two were waiting: nothing can be booked any more."""


async def hold_sessions(couple: Couple) -> None:
    """One session after the other, until the review begins; the first once both are briefed."""
    if couple.state.unbriefed:
        await wait_for_briefing(couple)
    with suppress(SessionsOver):
        await _one_after_the_other(couple)


async def _one_after_the_other(couple: Couple) -> None:
    turns = dict(couple.plot.turns)
    while couple.state.stage is Stage.SESSIONS:
        session = _next(couple)
        if session is None or not _fits(couple):
            await couple.until(couple.later(3, 4))
            continue
        await _TURNS[turns.pop(session.number, Turn.AS_BOOKED)](couple, session.id)
        held = couple.state.session(session.id)
        if held is not None and held.status is SessionStatus.HELD:
            await _look_back(couple, held)
            await in_between(couple, held.number)


def _next(couple: Couple) -> Session | None:
    """The first session that did not take place yet."""
    undone = (
        session for session in couple.state.sessions if session.status is not SessionStatus.HELD
    )
    return next(undone, None)


def _fits(couple: Couple) -> bool:
    """The term has room for another appointment."""
    ends_on = couple.state.ends_on
    return ends_on is None or couple.today + 2 * SHORT_NOTICE < ends_on


# -- what can become of a session ----------------------------------------------------------------


async def _as_booked(couple: Couple, session_id: str) -> None:
    await _meet(couple, session_id, await _book(couple, session_id))


async def _moved(couple: Couple, session_id: str) -> None:
    starts_at = await _book(couple, session_id)
    await _wait(couple, starts_at - timedelta(days=2))
    couple.tell("the mentor moves a session by some days")
    later = couple.on(couple.today + timedelta(days=6))
    await couple.say(BookSession, Side.MENTOR, session_id=session_id, starts_at=later)
    await _meet(couple, session_id, later)


async def _cancelled_late(couple: Couple, session_id: str) -> None:
    starts_at = await _book(couple, session_id)
    await _wait(couple, starts_at - timedelta(hours=3))
    couple.tell("the mentee cancels a session three hours before")
    await couple.say(CancelSession, Side.MENTEE, session_id=session_id)
    await _wait(couple, couple.later(2, 4))
    await _as_booked(couple, session_id)


async def _no_show(couple: Couple, session_id: str) -> None:
    starts_at = await _book(couple, session_id)
    await couple.until(starts_at + timedelta(hours=1))
    couple.tell("the mentee does not come: the session counts as missed two days later")
    await couple.connection.tell(SessionWasMissed, session_id=session_id, absent=Side.MENTEE)
    await couple.until(couple.later(3, 4))


async def _conflicting_reports(couple: Couple, session_id: str) -> None:
    starts_at = await _book(couple, session_id)
    await couple.until(starts_at + timedelta(hours=2))
    couple.tell("the two report different things about a session: the operator decides")
    held, absent = SessionOutcome.HELD, SessionOutcome.MENTOR_ABSENT
    await couple.say(ReportSession, Side.MENTOR, session_id=session_id, outcome=held)
    await couple.say(ReportSession, Side.MENTEE, session_id=session_id, outcome=absent)
    await couple.until(couple.later(2, 3))
    await couple.surroundings.confirm_session(couple.connection.pairing_id, session_id)
    await couple.look()


async def _reported_by_hand(couple: Couple, session_id: str) -> None:
    starts_at = await _book(couple, session_id)
    await couple.until(starts_at + timedelta(days=1))
    couple.tell("no meeting tool saw the session: the mentor reports it when asked")
    held = SessionOutcome.HELD
    await couple.say(ReportSession, Side.MENTOR, session_id=session_id, outcome=held)


async def _met_elsewhere(couple: Couple, _session_id: str) -> None:
    couple.tell("silence: weeks without an appointment")
    days = couple.state.setup.deadlines.silence_days
    await couple.until(couple.later(days + 2, days + 3))
    couple.tell("asked “did you meet?”, the mentee says when")
    await couple.say(
        AnswerCheckIn,
        Side.MENTEE,
        check_in=CheckIn.DID_YOU_MEET,
        answer=CheckInAnswer.MET,
        met_at=couple.now - timedelta(days=9),
    )


_TURNS: Mapping[Turn, Callable[[Couple, str], Awaitable[None]]] = complete(
    Turn,
    {
        Turn.AS_BOOKED: _as_booked,
        Turn.MOVED: _moved,
        Turn.CANCELLED_LATE: _cancelled_late,
        Turn.NO_SHOW: _no_show,
        Turn.CONFLICTING_REPORTS: _conflicting_reports,
        Turn.REPORTED_BY_HAND: _reported_by_hand,
        Turn.MET_ELSEWHERE: _met_elsewhere,
    },
)


# -- and what belongs to each --------------------------------------------------------------------


async def _book(couple: Couple, session_id: str) -> Instant:
    """The mentee books: near the planned day, or as soon as possible. When it starts."""
    planned = _planned_day(couple, session_id)
    if not couple.books_at_once and planned - couple.today > 2 * AHEAD:
        await _wait(couple, couple.on(planned - AHEAD))
    starts_at = couple.on(max(planned, couple.today + SHORT_NOTICE))
    await couple.say(BookSession, Side.MENTEE, session_id=session_id, starts_at=starts_at)
    return starts_at


async def _wait(couple: Couple, moment: Instant) -> None:
    """Let time pass before something is booked. Raises `SessionsOver` when it cannot be."""
    await couple.until(moment)
    if couple.state.stage is not Stage.SESSIONS:
        raise SessionsOver


def _planned_day(couple: Couple, session_id: str) -> date:
    planned = couple.state.plan.sessions if couple.state.plan else ()
    return next((row.on for row in planned if row.session_id == session_id), couple.today)


async def _meet(couple: Couple, session_id: str, starts_at: Instant) -> None:
    """They meet, and the meeting tool reports it."""
    minutes = couple.chance.choice(MINUTES_SEEN)
    await couple.until(starts_at + timedelta(minutes=minutes + 10))
    await couple.connection.tell(
        SessionCompleted, session_id=session_id, held_at=starts_at, minutes=minutes
    )
    await couple.until(couple.later(1, 2))


async def _look_back(couple: Couple, session: Session) -> None:
    """What did you learn? And the mentor alone: how is it going?"""
    if session.number == 1:
        await couple.until(couple.later(3, 4))
        fine = {"check_in": CheckIn.JUNIOR, "answer": CheckInAnswer.GOING_WELL}
        await couple.say(AnswerCheckIn, Side.MENTOR, **fine)
    for side in Side:
        if side is Side.MENTOR or not couple.plot.forgets_reflections:
            await couple.say(
                SubmitReflection,
                side,
                session_id=session.id,
                topic=_topic(couple, session),
                rating=couple.answers[side].rating(),
            )


def _topic(couple: Couple, session: Session) -> str:
    planned = couple.state.plan.sessions if couple.state.plan else ()
    first = couple.state.setup.topics[0].id
    return next((row.topic for row in planned if row.session_id == session.id), first)
