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
from domain.pairing.lapses import first_met, with_lapse, with_lapse_of, without_miss
from domain.pairing.session import CalledOff, Reflection, Report, Session
from domain.pairing.sides import Both, Counts, side_served_by
from domain.pairing.state import PairingState
from domain.pairing.vocabulary import LapseKind, SessionStatus


def _booked(event: SessionBooked, state: PairingState) -> PairingState:
    return _changed(
        state,
        event.session_id,
        status=SessionStatus.BOOKED,
        starts_at=event.starts_at,
        minutes=event.minutes,
        sequence=_sequence_after(state, event.session_id),
        moves=Counts(),
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
        moves=_moves_after(event, session) if session else Counts(),
    )
    if not event.is_lapse:
        return changed
    return with_lapse(changed, event.by, LapseKind.MOVED, event.session_id, event.occurred_at)


def _moves_after(event: SessionMoved, session: Session) -> Counts:
    """Each side's own moves of the start; a change of the length alone is none, nor is one of an
    appointment that has come back by itself."""
    side = side_served_by(event.by)
    if side is None or event.starts_at == session.starts_at or session.came_back:
        return session.moves
    return session.moves.plus_one(side)


def _cancelled(event: SessionCancelled, state: PairingState) -> PairingState:
    changed = _changed(
        state,
        event.session_id,
        status=SessionStatus.PLANNED,
        starts_at=None,
        called_off=_called_off(state, event),
        sequence=_sequence_after(state, event.session_id),
        moves=Counts(),
        reports=(),
    )
    kind = LapseKind.CANCELLED_LATE if event.late else LapseKind.CANCELLED
    if event.side is None:
        return changed
    return with_lapse_of(changed, event.side, kind, event.session_id, event.occurred_at)


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
    uncounted = _uncounted(state, event.session_id)
    changed = _changed(uncounted, event.session_id, status=status, absent=event.absent)
    return _on_trial(state, changed)


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
    )
    return _on_trial(state, changed.with_part("tally", held=changed.tally.held + 1))


def _on_trial(before: PairingState, after: PairingState) -> PairingState:
    """From their first session on both have some days to find that they do not fit (case 41).

    If another session turns out to have been the first, the time counts from that one, and what it
    was longer by because of pauses stays.
    """
    was, met = first_met(before), first_met(after)
    if was == met:
        return after
    days, calendar = after.periods.no_fault_exit_days, after.calendar
    until = calendar.in_days(met, days) if met and days else None
    if until and was and before.no_fault_until:
        usual = calendar.local_day(calendar.in_days(was, days))
        paused = calendar.local_day(before.no_fault_until) - usual
        until = calendar.days_later(until, paused.days)
    return after.model_copy(update={"no_fault_until": until})


def _missed(event: SessionMissed, state: PairingState) -> PairingState:
    changed = _changed(
        _uncounted(state, event.session_id),
        event.session_id,
        status=SessionStatus.MISSED,
        absent=event.absent,
        source=event.source,
    )
    counted = changed.with_part("tally", missed=changed.tally.missed + 1)
    session = counted.session(event.session_id)
    at = (session and session.starts_at) or event.occurred_at
    lapsed = with_lapse_of(counted, event.absent, LapseKind.MISSED, event.session_id, at)
    return _on_trial(state, lapsed)


def _conflicted(event: ReportsConflicted, state: PairingState) -> PairingState:
    status = SessionStatus.CONFLICT
    changed = _changed(_uncounted(state, event.session_id), event.session_id, status=status)
    return _on_trial(state, changed)


def _unconfirmed(event: SessionUnconfirmed, state: PairingState) -> PairingState:
    return _changed(state, event.session_id, status=SessionStatus.UNCONFIRMED)


def _withdrawn(event: SessionReportWithdrawn, state: PairingState) -> PairingState:
    """Each side withdraws its own report; the operator withdraws all."""
    session = state.session(event.session_id)
    if session is None:
        return state
    left = tuple(report for report in session.reports if report.by is not event.by)
    changed = _changed(
        _uncounted(state, event.session_id),
        event.session_id,
        status=SessionStatus.BOOKED if session.starts_at else SessionStatus.PLANNED,
        reports=() if event.by is Role.OPERATOR else left,
        source=None,
        absent=None,
        reflections=session.reflections if event.still_held else Both[Reflection](),
    )
    return _on_trial(state, changed)


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
    return CalledOff(starts_at=session.starts_at, late=event.late, for_now=event.for_now)


def _uncounted(state: PairingState, session_id: str) -> PairingState:
    """The figures without what this session has counted for so far."""
    session = state.session(session_id)
    if session is None:
        return state
    match session.status:
        case SessionStatus.HELD:
            state = state.with_part("tally", held=state.tally.held - 1)
            return _changed(state, session_id, held_at=None, held_minutes=None, source=None)
        case SessionStatus.MISSED:
            state = state.with_part("tally", missed=state.tally.missed - 1)
            return without_miss(state, session)
        case _:
            return state


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
