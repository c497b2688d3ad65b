"""What the deadlines of a pairing do: which elapse, and which wait after an outage until when."""

from domain.engine.base import Instant
from domain.engine.elapsing import DeadlineRules, PutOff, kinds_of
from domain.engine.outage import Interruption
from domain.pairing.events.base import PairingEvent
from domain.pairing.events.course import DeadlineElapsed, DeadlinePostponed
from domain.pairing.state import Deadline, PairingState
from domain.pairing.timetable import (
    ASKED_BY,
    EFFECTS,
    LADDERS,
    by_the_end_of_work,
    decides,
)
from domain.pairing.vocabulary import DeadlineKind


def _until(state: PairingState, after: Interruption, line: Deadline) -> Instant:
    """When the deadline may decide: both have had their working days by then."""
    days = state.setup.deadlines.after_outage_working_days
    # The cohort ends its pause first, and tells everybody once.
    one_more = line.kind is DeadlineKind.PAUSE_MAX and state.pause is not None and state.pause.quiet
    until = state.setup.calendar.in_working_days(after.over_at, days + one_more)
    return by_the_end_of_work(state, until) if line.kind in ASKED_BY else until


def _elapsed(line: Deadline, milder: tuple[Deadline, ...], now: Instant) -> DeadlineElapsed:
    return DeadlineElapsed(
        occurred_at=now,
        kind=line.kind,
        due=line.due,
        session_id=line.session_id,
        supersedes=kinds_of(milder),
    )


def _postponed(late: PutOff[Deadline], now: Instant) -> DeadlinePostponed:
    return DeadlinePostponed(
        occurred_at=now,
        kind=late.line.kind,
        due=late.line.due,
        until=late.until,
        delay=late.delay,
        session_id=late.line.session_id,
        supersedes=kinds_of(late.milder),
    )


DEADLINES = DeadlineRules[PairingState, Deadline, PairingEvent](
    ladders=LADDERS,
    effect=lambda line: EFFECTS[line.kind],
    decides=decides,
    until=_until,
    elapsed=_elapsed,
    postponed=_postponed,
)
