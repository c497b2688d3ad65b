"""An outage delays, it never decides: which deadlines of a pairing wait until when."""

from functools import partial

from domain.engine.base import Instant
from domain.engine.events import Delay
from domain.engine.outage import Interruption, every_deadline, too_early
from domain.pairing.events.base import Events
from domain.pairing.events.course import DeadlinePostponed
from domain.pairing.state import Deadline, PairingState
from domain.pairing.timetable import LADDERS, decides
from domain.pairing.vocabulary import DeadlineKind


def postponements(after: Interruption, state: PairingState, now: Instant) -> Events:
    """Nothing is decided by silence before the working days are over that the programme grants."""
    every = every_deadline(state.deadlines, state.pause, now)
    deciding = (line for line in every if decides(line.kind, state))
    return tuple(
        DeadlinePostponed(
            occurred_at=now,
            kind=line.kind,
            due=line.due,
            until=until,
            delay=after.delay,
            session_id=line.session_id,
            supersedes=tuple(mild.kind for mild in _milder(state, after, line, now)),
        )
        for line, until in too_early(deciding, after, partial(_until, state, after))
    )


def _milder(
    state: PairingState, after: Interruption, line: Deadline, now: Instant
) -> tuple[Deadline, ...]:
    """What is reminded of at once; while mails wait nobody is, and reminders keep their turn."""
    if after.delay is Delay.MAIL_WAITING:
        return ()
    return LADDERS.superseded(state.deadlines, line, now)


def _until(state: PairingState, after: Interruption, line: Deadline) -> Instant:
    """When the deadline may decide: both have had their working days by then."""
    days = state.setup.deadlines.after_outage_working_days
    # The cohort ends its pause first, and tells everybody once.
    one_more = line.kind is DeadlineKind.PAUSE_MAX and state.pause is not None and state.pause.quiet
    return state.setup.calendar.in_working_days(after.over_at, days + one_more)
