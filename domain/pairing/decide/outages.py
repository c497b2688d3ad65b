"""An outage delays, it never decides: which deadlines of a pairing wait until when."""

from functools import partial

from domain.engine.base import Instant
from domain.engine.outage import Interruption, Patience
from domain.pairing.events.base import Events
from domain.pairing.events.course import DeadlinePostponed
from domain.pairing.state import Deadline, PairingState
from domain.pairing.timetable import LADDERS, decides
from domain.pairing.vocabulary import DeadlineKind


def postponements(after: Interruption, state: PairingState, now: Instant) -> Events:
    """Nothing is decided by silence before the working days are over that the programme grants."""
    patience = Patience(
        LADDERS,
        decides=lambda line: decides(line.kind, state),
        until=partial(_until, state, after),
    )
    return tuple(
        DeadlinePostponed(
            occurred_at=now,
            kind=late.line.kind,
            due=late.line.due,
            until=late.until,
            delay=after.delay,
            session_id=late.line.session_id,
            supersedes=tuple(mild.kind for mild in late.milder),
        )
        for late in patience.put_off(state.deadlines, state.pause, after, now)
    )


def _until(state: PairingState, after: Interruption, line: Deadline) -> Instant:
    """When the deadline may decide: both have had their working days by then."""
    days = state.setup.deadlines.after_outage_working_days
    # The cohort ends its pause first, and tells everybody once.
    one_more = line.kind is DeadlineKind.PAUSE_MAX and state.pause is not None and state.pause.quiet
    return state.setup.calendar.in_working_days(after.over_at, days + one_more)
