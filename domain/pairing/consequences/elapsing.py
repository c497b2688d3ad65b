"""What follows when a deadline elapses."""

from collections.abc import Callable, Mapping

from domain.engine.tables import On, Reactions, complete
from domain.pairing.closing import closed
from domain.pairing.consequences import surveys
from domain.pairing.decide.course import pause_while_away
from domain.pairing.decide.ends import open_final_review
from domain.pairing.events.base import Events, PairingEvent
from domain.pairing.events.course import (
    DeadlineElapsed,
    PairingResumed,
    PartnershipEnded,
    ReopeningOver,
)
from domain.pairing.events.reviews import CheckInAsked, ReviewClosed, ReviewOpened
from domain.pairing.events.sessions import SessionMissed, SessionUnconfirmed
from domain.pairing.evolve.term import farewell_review
from domain.pairing.state import PairingState
from domain.pairing.survey import Survey
from domain.pairing.vocabulary import CheckIn, DeadlineKind, EndReason, Stage

Kind = DeadlineKind


def _elapsed(event: DeadlineElapsed, state: PairingState) -> Events:
    """The step that an elapsed deadline brings about. `notices` and `items` have the rest."""
    return _STEPS[event.kind](event, state)


def _nothing(event: DeadlineElapsed, state: PairingState) -> Events:
    """No step: most deadlines only remind people of something, or ask for something."""
    return ()


def _give_up(event: DeadlineElapsed, state: PairingState) -> Events:
    """The way out of each stage when no one acts."""
    now = event.occurred_at
    match state.stage:
        case Stage.INVITED:
            return (closed(state, EndReason.INVITATION_EXPIRED, now),)
        case Stage.APPROVAL:
            return (closed(state, EndReason.NOT_APPROVED, now),)
        case Stage.ASSESSMENT | Stage.EXPECTATIONS | Stage.PLANNING:
            return (closed(state, EndReason.PREPARATION_UNANSWERED, now),)
        case Stage.REVIEW:
            number = state.reviews[-1].number
            return (ReviewClosed(occurred_at=now, number=number, complete=False),)
        case _:
            return ()


def _absence_counts(event: DeadlineElapsed, state: PairingState) -> Events:
    session = state.session(event.session_id or "")
    if session is None or session.absent is None or not session.reports:
        return ()
    return (
        SessionMissed(
            occurred_at=event.occurred_at,
            session_id=session.id,
            absent=session.absent,
            source=session.reports[0].by,
        ),
    )


def _review(event: DeadlineElapsed, state: PairingState) -> Events:
    """The end of a term, or a person's last day, opens the closing review of two who have met."""
    now = event.occurred_at
    farewell = farewell_review(state)
    if farewell is not None and farewell <= now:
        reviewed = (open_final_review(state, EndReason.LEFT_COMPANY, now),)
        return reviewed if state.may_have_met(now) else ()
    if state.ends_on is not None and not state.may_have_met(now):
        return (closed(state, EndReason.PROGRAMME_ENDED, now),)
    if state.ends_on is not None:
        return (open_final_review(state, EndReason.PROGRAMME_ENDED, now),)
    return (ReviewOpened(occurred_at=now, number=len(state.reviews) + 1, final=False),)


def _pulse(event: DeadlineElapsed, state: PairingState) -> Events:
    return surveys.ask(Survey.PULSE, state, event.occurred_at)


def _midpoint(event: DeadlineElapsed, state: PairingState) -> Events:
    return surveys.ask(Survey.MIDPOINT, state, event.occurred_at)


def _follow_up(event: DeadlineElapsed, state: PairingState) -> Events:
    now = event.occurred_at
    return surveys.ask(Survey.FOLLOW_UP, state, now) or surveys.archived(state, now)


def _survey_over(event: DeadlineElapsed, state: PairingState) -> Events:
    return surveys.closed(state, event.occurred_at)


def _still_partners(event: DeadlineElapsed, state: PairingState) -> Events:
    if state.check_ins.follow_ups_unanswered >= state.setup.session_rules.follow_ups_unanswered:
        return (PartnershipEnded(occurred_at=event.occurred_at),)
    return (CheckInAsked(occurred_at=event.occurred_at, check_in=CheckIn.PARTNERSHIP),)


def _unconfirmed(event: DeadlineElapsed, state: PairingState) -> Events:
    if event.session_id is None:
        return ()
    return (SessionUnconfirmed(occurred_at=event.occurred_at, session_id=event.session_id),)


def _did_they_meet(event: DeadlineElapsed, state: PairingState) -> Events:
    return (CheckInAsked(occurred_at=event.occurred_at, check_in=CheckIn.DID_YOU_MEET),)


def _ask_the_junior(event: DeadlineElapsed, state: PairingState) -> Events:
    return (CheckInAsked(occurred_at=event.occurred_at, check_in=CheckIn.JUNIOR),)


def _resume(event: DeadlineElapsed, state: PairingState) -> Events:
    quiet = state.pause is not None and state.pause.quiet
    return (PairingResumed(occurred_at=event.occurred_at, quiet=quiet),)


def _away(event: DeadlineElapsed, state: PairingState) -> Events:
    return pause_while_away(state, event.occurred_at)


def _pause_expired(event: DeadlineElapsed, state: PairingState) -> Events:
    return (closed(state, EndReason.PAUSE_EXPIRED, event.occurred_at),)


def _hold_over(event: DeadlineElapsed, state: PairingState) -> Events:
    return (closed(state, EndReason.HOLD, event.occurred_at),)


def _last_day(event: DeadlineElapsed, state: PairingState) -> Events:
    if state.stage is Stage.PARTNERSHIP:
        return (PartnershipEnded(occurred_at=event.occurred_at),)
    return (closed(state, EndReason.LEFT_COMPANY, event.occurred_at),)


def _reopening_over(event: DeadlineElapsed, state: PairingState) -> Events:
    return (ReopeningOver(occurred_at=event.occurred_at),)


_ONLY_TELL = (
    Kind.REMINDER,
    Kind.ESCALATION,
    Kind.FIRST_CONTACT,
    Kind.FIRST_CONTACT_ITEM,
    Kind.BRIEFING_MISSING,
    Kind.FIRST_BOOKING_MENTEE,
    Kind.FIRST_BOOKING_MENTOR,
    Kind.FIRST_BOOKING_ITEM,
    Kind.NEXT_BOOKING,
    Kind.SESSION_REMINDER,
    Kind.REPORT_REQUEST,
    Kind.REPORT_AGAIN,
    Kind.REFLECTION_REMINDER,
    Kind.ITEM_REMINDER,
    Kind.SILENCE_ITEM,
    Kind.STILL_NOT_MET,
    Kind.WIND_DOWN,
    Kind.PAUSE_QUESTION,
    Kind.SURVEY_REMINDER,
)
"""Mails and items follow from them, but no step."""
_STEPS: Mapping[DeadlineKind, Callable[[DeadlineElapsed, PairingState], Events]] = complete(
    DeadlineKind,
    {
        Kind.GIVE_UP: _give_up,
        Kind.UNCONFIRMED: _unconfirmed,
        Kind.OBJECTION_OVER: _absence_counts,
        Kind.SILENCE: _did_they_meet,
        Kind.SILENCE_AGAIN: _did_they_meet,
        Kind.JUNIOR_CHECK_IN: _ask_the_junior,
        Kind.REVIEW_DUE: _review,
        Kind.LAST_DAY: _last_day,
        Kind.AWAY: _away,
        Kind.PAUSE_RETURN: _resume,
        Kind.PAUSE_MAX: _pause_expired,
        Kind.HOLD_OVER: _hold_over,
        Kind.REOPEN_OVER: _reopening_over,
        Kind.PULSE: _pulse,
        Kind.MIDPOINT: _midpoint,
        Kind.FOLLOW_UP: _follow_up,
        Kind.SURVEY_OVER: _survey_over,
        Kind.STILL_PARTNERS: _still_partners,
    },
    dict.fromkeys(_ONLY_TELL, _nothing),
    verb="goes on after",
)


PROGRESS: Reactions[PairingState, PairingEvent] = (On(DeadlineElapsed, _elapsed),)
