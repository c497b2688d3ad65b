"""Deciding on the course: pause, resume, extend, go by other numbers."""

from datetime import date, timedelta

from domain.engine.base import Instant
from domain.engine.errors import not_allowed
from domain.engine.roles import Role
from domain.engine.tables import Deciders, On
from domain.pairing.commands import (
    AdoptPolicy,
    Extend,
    PausePairing,
    ResumePairing,
)
from domain.pairing.decide.appointments import cancel_booked
from domain.pairing.events.base import Events, PairingEvent
from domain.pairing.events.course import (
    CohortBreakBegun,
    CohortBreakOver,
    ExtensionProposed,
    PairingExtended,
    PairingPaused,
    PairingResumed,
    PolicyAdopted,
)
from domain.pairing.events.people import PersonComingBack
from domain.pairing.extending import end_with
from domain.pairing.review import ReviewRound
from domain.pairing.sides import side_of
from domain.pairing.state import CohortBreak, PairingState, Pause
from domain.pairing.vocabulary import EndReason
from domain.programme.pauses import back_at_work, check_return
from domain.programme.people import Side
from domain.programme.running_policy import policy_of


def _pause(command: PausePairing, state: PairingState, now: Instant) -> Events:
    if state.on_hold and not command.quiet:
        raise not_allowed("", "the pairing rests at present", "once the hold is lifted")
    since = state.pause.since if state.pause else now
    check_return(command.return_on, since, now, state.setup.calendar, state.setup.deadlines)
    if state.pause is not None and command.quiet:
        return _beside_ours(state.pause, command.return_on, state, now)
    if state.pause is not None and _is_same(state.pause, command):
        return ()
    if command.quiet:
        paused = PairingPaused(
            occurred_at=now, by=command.acting, return_on=command.return_on, quiet=True
        )
        return (paused,)
    return begin_pause(command.acting, state, now, command.return_on)


def begin_pause(
    by: Role,
    state: PairingState,
    now: Instant,
    return_on: date | None = None,
    away: Side | None = None,
) -> Events:
    """Begin a pause of the two: appointments that lie in it are called off, later ones stay.

    A pause of the whole cohort calls nothing off: the two keep or cancel as they like.
    """
    back = back_at_work(return_on, state.setup.calendar) if return_on else None
    paused = PairingPaused(occurred_at=now, by=by, return_on=return_on, away=away)
    of_cohort = state.pause if state.pause and state.pause.quiet else None
    beside = (
        (CohortBreakBegun(occurred_at=now, return_on=of_cohort.return_on),) if of_cohort else ()
    )
    return (*cancel_booked(state, now, until=back, for_now=True), *beside, paused)


def _beside_ours(pause: Pause, return_on: date | None, state: PairingState, now: Instant) -> Events:
    """The cohort pauses, too: nothing ends or shifts the pause of the two (case 54)."""
    if pause.quiet or state.cohort_break == CohortBreak(return_on=return_on):
        return ()
    return (CohortBreakBegun(occurred_at=now, return_on=return_on),)


def pause_with_cohort(state: PairingState, now: Instant) -> Events:
    """The pause of the two is over, and that of their cohort goes on."""
    known = state.cohort_break
    today = state.setup.calendar.local_day(now)
    if known is None or state.stage.is_over or (known.return_on and known.return_on <= today):
        return ()
    paused = PairingPaused(occurred_at=now, by=Role.OPERATOR, return_on=known.return_on, quiet=True)
    return (paused,)


def pause_while_away(state: PairingState, now: Instant) -> Events:
    """Begin a pause because a side is away today (cases 32 and 33); nothing if there is a pause."""
    if state.pause is not None or state.stage.is_over:
        return ()
    return go_on_pausing(state, now)


def go_on_pausing(state: PairingState, now: Instant) -> Events:
    """The pause of those who are away today, until all of them are back.

    A leave that is longer than the longest pause has no date of return for the two: they are asked,
    and the pairing ends when the pause has been too long.
    """
    today = state.setup.calendar.local_day(now)
    sides = state.away_on(today)
    if not sides:
        return ()
    since = state.setup.calendar.local_day(state.pause.since) if state.pause else today
    latest = since + timedelta(weeks=state.setup.deadlines.pause_max_weeks)
    # Of two who are away, the one who is back last.
    side = max(sides, key=lambda side: _back_on(state, side) or date.max)
    back = _back_on(state, side)
    return begin_pause(
        Role(side.value), state, now, back if back and back <= latest else None, side
    )


def _back_on(state: PairingState, side: Side) -> date | None:
    away = state.departure.away.of(side)
    return away.back_on if away else None


def _is_same(pause: Pause, command: PausePairing) -> bool:
    return not pause.quiet and pause.return_on == command.return_on


def _resume(command: ResumePairing, state: PairingState, now: Instant) -> Events:
    """End a pause; when the whole cohort resumes, a pause of the pairing's own goes on.

    Who resumes says that both are at work: a leave that goes on by the roster is over then.
    """
    if state.pause is None:
        return ()
    if state.on_hold and not command.quiet:
        raise not_allowed("", "the pairing is on hold", "lift: let it go on")
    if command.quiet and not state.pause.quiet:
        return (CohortBreakOver(occurred_at=now),) if state.cohort_break else ()
    if command.quiet:
        return (PairingResumed(occurred_at=now, by=command.acting, quiet=True),)
    away = state.away_on(state.setup.calendar.local_day(now))
    back = tuple(PersonComingBack(occurred_at=now, side=side, by=command.acting) for side in away)
    if state.pause.away in away:
        return back
    return (*back, PairingResumed(occurred_at=now, by=command.acting))


def _extend(command: Extend, state: PairingState, now: Instant) -> Events:
    if state.ends_on is None:
        raise not_allowed("", "an ongoing pairing has no end that could be moved")
    if state.extension.count >= state.setup.max_extensions:
        raise not_allowed(
            "", "the pairing cannot be extended again", f"{state.setup.max_extensions} times"
        )
    if state.review is not None:
        _check_gives_way(state.review)
    ends_on = end_with(command.weeks, state.ends_on, state, now)
    extended = PairingExtended(occurred_at=now, weeks=command.weeks, ends_on=ends_on)
    if command.acting is Role.OPERATOR:
        return (extended,)
    side = side_of(command.acting)
    # Both have asked for the same by now; another length would be another proposal.
    if state.extension.proposed.of(side.other) == command.weeks:
        return (extended,)
    if state.extension.proposed.of(side) == command.weeks:
        return ()
    return (ExtensionProposed(occurred_at=now, by=side, weeks=command.weeks),)


def _check_gives_way(review: ReviewRound) -> None:
    """Raise `NotAllowed` if the two look back for a reason that they cannot put off."""
    if review.then is EndReason.LEFT_COMPANY:
        raise not_allowed(
            "", "a side leaves the company: this is the review before the last day", "person_stays"
        )
    if review.by is Role.OPERATOR:
        raise not_allowed("", "the programme office has ended the pairing", "reopen: once closed")


def _adopt_policy(command: AdoptPolicy, state: PairingState, now: Instant) -> Events:
    if policy_of(state.setup) == command.policy:
        return ()
    return (PolicyAdopted(occurred_at=now, policy=command.policy),)


DECIDE: Deciders[PairingState, PairingEvent] = (
    On(PausePairing, _pause),
    On(ResumePairing, _resume),
    On(Extend, _extend),
    On(AdoptPolicy, _adopt_policy),
)
