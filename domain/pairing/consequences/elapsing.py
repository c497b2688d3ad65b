"""What follows when a deadline elapses."""

from domain.pairing.consequences.progress import progress_after
from domain.pairing.decide.course import open_final_review
from domain.pairing.decide.reports import absent_side
from domain.pairing.events import (
    CheckInAsked,
    DeadlineElapsed,
    PairingArchived,
    PairingClosed,
    PairingEvent,
    PairingResumed,
    PartnershipEnded,
    ReviewClosed,
    ReviewOpened,
    SessionMissed,
    SessionUnconfirmed,
)
from domain.pairing.state import PairingState
from domain.pairing.vocabulary import (
    CheckIn,
    DeadlineKind,
    EndReason,
    SessionOutcome,
    Stage,
)

Events = tuple[PairingEvent, ...]
Kind = DeadlineKind

FOLLOW_UPS_UNANSWERED = 2
"""After so many follow-ups without an answer a partnership ends, so that nothing stays open for ever."""


@progress_after.register
def elapsed(event: DeadlineElapsed, state: PairingState) -> Events:
    """The step that a deadline brings about; reminders and items are told of elsewhere."""
    now = event.occurred_at
    match event.kind:
        case Kind.GIVE_UP:
            return _give_up(event, state)
        case Kind.UNCONFIRMED if event.session_id is not None:
            return (SessionUnconfirmed(occurred_at=now, session_id=event.session_id),)
        case Kind.OBJECTION_OVER:
            return _absence_counts(event, state)
        case Kind.SILENCE | Kind.SILENCE_AGAIN:
            return (CheckInAsked(occurred_at=now, check_in=CheckIn.DID_YOU_MEET),)
        case Kind.JUNIOR_CHECK_IN:
            return (CheckInAsked(occurred_at=now, check_in=CheckIn.JUNIOR),)
        case Kind.REVIEW_DUE:
            return (_review(event, state),)
        case Kind.LAST_DAY:
            return (PairingClosed(occurred_at=now, reason=EndReason.LEFT_COMPANY),)
        case Kind.PAUSE_RETURN:
            return (PairingResumed(occurred_at=now),)
        case Kind.PAUSE_MAX:
            return (PairingClosed(occurred_at=now, reason=EndReason.PAUSE_EXPIRED),)
        case Kind.FOLLOW_UP:
            return _follow_up(event, state)
        case Kind.REOPEN_OVER:
            return (PairingArchived(occurred_at=now),)
        case _:
            return ()


def _give_up(event: DeadlineElapsed, state: PairingState) -> Events:
    """The way out of every stage, without anybody's help."""
    now = event.occurred_at
    match state.stage:
        case Stage.INVITED:
            return (PairingClosed(occurred_at=now, reason=EndReason.INVITATION_EXPIRED),)
        case Stage.ASSESSMENT | Stage.EXPECTATIONS | Stage.PLANNING:
            return (PairingClosed(occurred_at=now, reason=EndReason.PREPARATION_UNANSWERED),)
        case Stage.REVIEW:
            number = state.reviews[-1].number
            return (ReviewClosed(occurred_at=now, number=number, complete=False),)
        case _:
            return ()


def _absence_counts(event: DeadlineElapsed, state: PairingState) -> Events:
    session = state.session(event.session_id or "")
    if session is None or not session.reports:
        return ()
    report = next(
        one for one in reversed(session.reports) if one.outcome is not SessionOutcome.HELD
    )
    absent = absent_side(report.outcome)
    if absent is None:
        return ()
    return (
        SessionMissed(
            occurred_at=event.occurred_at, session_id=session.id, absent=absent, source=report.by
        ),
    )


def _review(event: DeadlineElapsed, state: PairingState) -> ReviewOpened:
    """The end of a fixed term, or of somebody's time with the company, asks for the closing review."""
    now = event.occurred_at
    if state.leaving.mentor or state.leaving.mentee:
        return open_final_review(state, EndReason.LEFT_COMPANY, now)
    if state.ends_on is not None:
        return open_final_review(state, EndReason.PROGRAMME_ENDED, now)
    return ReviewOpened(occurred_at=now, number=len(state.reviews) + 1, final=False)


def _follow_up(event: DeadlineElapsed, state: PairingState) -> Events:
    if state.follow_up_unanswered >= FOLLOW_UPS_UNANSWERED:
        return (PartnershipEnded(occurred_at=event.occurred_at),)
    return (CheckInAsked(occurred_at=event.occurred_at, check_in=CheckIn.PARTNERSHIP),)
