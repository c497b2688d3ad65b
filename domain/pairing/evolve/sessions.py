"""Events of sessions."""

from domain.engine.roles import Role
from domain.engine.tables import Appliers, On
from domain.pairing.events.sessions import (
    AbsenceClaimed,
    ReflectionSubmitted,
    ReportsConflicted,
    SessionBooked,
    SessionCancelled,
    SessionHeld,
    SessionMissed,
    SessionMoved,
    SessionReported,
    SessionReportWithdrawn,
    SessionUnconfirmed,
)
from domain.pairing.session import CalledOff, Reflection, Report
from domain.pairing.sides import Both, Counts, side_served_by
from domain.pairing.state import PairingState
from domain.pairing.vocabulary import SessionStatus


def _booked(event: SessionBooked, state: PairingState) -> PairingState:
    return _changed(
        state,
        event.session_id,
        status=SessionStatus.BOOKED,
        starts_at=event.starts_at,
        minutes=event.minutes,
        sequence=_sequence_after(state, event.session_id),
        # A second attempt begins without the reports about the first.
        reports=(),
        absent=None,
        source=None,
    )


def _moved(event: SessionMoved, state: PairingState) -> PairingState:
    session = state.session(event.session_id)
    changed = _changed(
        state,
        event.session_id,
        starts_at=event.starts_at,
        minutes=event.minutes,
        sequence=_sequence_after(state, event.session_id),
        moves=session.moves + 1 if session else 0,
    )
    return _count_cancellation(changed, event.by) if event.counts_as_cancellation else changed


def _cancelled(event: SessionCancelled, state: PairingState) -> PairingState:
    changed = _changed(
        state,
        event.session_id,
        status=SessionStatus.PLANNED,
        starts_at=None,
        called_off=_called_off(state, event),
        sequence=_sequence_after(state, event.session_id),
        moves=0,
        reports=(),
    )
    return _count_cancellation(changed, event.by)


def _reported(event: SessionReported, state: PairingState) -> PairingState:
    session = state.session(event.session_id)
    if session is None:
        return state
    word = Report(
        by=event.by,
        outcome=event.outcome,
        held_at=event.held_at,
        minutes=event.minutes,
        cut_short=event.cut_short,
        off_topic=event.off_topic,
    )
    reports = tuple(word if report.by is word.by else report for report in session.reports)
    if word not in reports:
        reports = (*reports, word)
    return _changed(state, event.session_id, reports=reports)


def _absence_claimed(event: AbsenceClaimed, state: PairingState) -> PairingState:
    status = SessionStatus.ABSENCE_CLAIMED
    return _changed(
        _uncounted(state, event.session_id), event.session_id, status=status, absent=event.absent
    )


def _held(event: SessionHeld, state: PairingState) -> PairingState:
    counted = _uncounted(state, event.session_id)
    changed = _changed(
        counted,
        event.session_id,
        status=SessionStatus.HELD,
        held_at=event.held_at,
        held_minutes=event.minutes,
        source=event.source,
        absent=None,
        # Remembered, so that withdrawing the report can give them back.
        forgiven=counted.tally.cancellations,
    )
    return changed.with_part("tally", held=changed.tally.held + 1, cancellations=Counts())


def _missed(event: SessionMissed, state: PairingState) -> PairingState:
    changed = _changed(
        _uncounted(state, event.session_id),
        event.session_id,
        status=SessionStatus.MISSED,
        absent=event.absent,
        source=event.source,
    )
    return changed.with_part("tally", missed=changed.tally.missed + 1)


def _conflicted(event: ReportsConflicted, state: PairingState) -> PairingState:
    status = SessionStatus.CONFLICT
    return _changed(_uncounted(state, event.session_id), event.session_id, status=status)


def _unconfirmed(event: SessionUnconfirmed, state: PairingState) -> PairingState:
    return _changed(state, event.session_id, status=SessionStatus.UNCONFIRMED)


def _withdrawn(event: SessionReportWithdrawn, state: PairingState) -> PairingState:
    """Each side withdraws its own report; the operator withdraws all."""
    session = state.session(event.session_id)
    if session is None:
        return state
    left = tuple(report for report in session.reports if report.by is not event.by)
    return _changed(
        _uncounted(state, event.session_id),
        event.session_id,
        status=SessionStatus.BOOKED if session.starts_at else SessionStatus.PLANNED,
        reports=() if event.by is Role.OPERATOR else left,
        source=None,
        absent=None,
        reflections=Both[Reflection](),
    )


def _reflected(event: ReflectionSubmitted, state: PairingState) -> PairingState:
    session = state.session(event.session_id)
    if session is None:
        return state
    reflection = Reflection(topic=event.topic, rating=event.rating)
    both = session.reflections.with_(event.side, reflection)
    return _changed(state, event.session_id, reflections=both)


def _changed(state: PairingState, session_id: str, **changes: object) -> PairingState:
    sessions = tuple(
        session.model_copy(update=changes) if session.id == session_id else session
        for session in state.sessions
    )
    return state.model_copy(update={"sessions": sessions})


def _sequence_after(state: PairingState, session_id: str) -> int:
    """0 for the first appointment of a session, then one more with every change of it."""
    session = state.session(session_id)
    was_free = session is None or (session.starts_at is None and session.sequence == 0)
    return 0 if was_free or session is None else session.sequence + 1


def _called_off(state: PairingState, event: SessionCancelled) -> CalledOff | None:
    session = state.session(event.session_id)
    if session is None or session.starts_at is None:
        return None
    return CalledOff(starts_at=session.starts_at, late=event.late)


def _uncounted(state: PairingState, session_id: str) -> PairingState:
    """The figures without what this session has counted for so far."""
    session = state.session(session_id)
    match session.status if session else None:
        case SessionStatus.HELD:
            return _not_held(state, session_id)
        case SessionStatus.MISSED:
            return state.with_part("tally", missed=state.tally.missed - 1)
        case _:
            return state


def _not_held(state: PairingState, session_id: str) -> PairingState:
    held = [session for session in state.sessions if session.status is SessionStatus.HELD]
    last = max(held, key=lambda session: (session.held_at or state.opened_at, session.number))
    # Cancellations before an earlier session are still forgiven by the one that came later.
    forgiven = last.forgiven if last.id == session_id else Counts()
    state = state.with_part(
        "tally",
        held=state.tally.held - 1,
        cancellations=state.tally.cancellations + forgiven,
    )
    return _changed(
        state, session_id, held_at=None, held_minutes=None, source=None, forgiven=Counts()
    )


def _count_cancellation(state: PairingState, by: Role | None) -> PairingState:
    """Consecutive cancellations per side; those of other roles count for neither."""
    side = side_served_by(by)
    if side is None:
        return state
    return state.with_part("tally", cancellations=state.tally.cancellations.plus_one(side))


APPLY: Appliers[PairingState] = (
    On(SessionBooked, _booked),
    On(SessionMoved, _moved),
    On(SessionCancelled, _cancelled),
    On(SessionReported, _reported),
    On(AbsenceClaimed, _absence_claimed),
    On(SessionHeld, _held),
    On(SessionMissed, _missed),
    On(ReportsConflicted, _conflicted),
    On(SessionUnconfirmed, _unconfirmed),
    On(SessionReportWithdrawn, _withdrawn),
    On(ReflectionSubmitted, _reflected),
)
