"""Which states of a pairing are alike: what can still happen in them does not differ.

Left out is what only counts or only tells: moments, but for the order of deadlines; notices,
receipts and items, but for what is undecided; words and ratings.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping
from datetime import date
from typing import Final

from domain.engine.base import Instant
from domain.engine.roles import Role
from domain.pairing.preparation import Preparation
from domain.pairing.session import Session
from domain.pairing.state import Deadline, PairingState
from domain.programme.people import Away, Side

PHASES: Final = 2
"""A pairing that was reopened twice is like one that was reopened once."""


def likeness(state: PairingState, now: Instant) -> Hashable:
    """The same for states that are alike."""
    return tuple(look(state, now) for look in LOOKS.values())


def _timetable(lines: Iterable[Deadline]) -> Hashable:
    """In the order in which they fall due."""
    return tuple((line.kind, line.session_id) for line in lines)


def _pause(state: PairingState, now: Instant) -> Hashable:
    pause = state.pause
    hold = pause and pause.hold and pause.hold.alone
    if pause is None:
        return None
    return pause.return_on is None, pause.quiet, pause.away, hold, _timetable(pause.kept)


def _sessions(state: PairingState, now: Instant) -> Hashable:
    return tuple(_standing(session, now) for session in state.sessions)


def _standing(session: Session, now: Instant) -> Hashable:
    """Whether its appointment lies ahead or has passed, or may stand again."""
    starts_at, gone = session.starts_at, session.called_off
    may_return = gone is not None and gone.for_now and gone.starts_at > now
    return session.status, None if starts_at is None else starts_at <= now, may_return


def _prepared(said: Preparation) -> Hashable:
    """Who has still to say what."""
    agreed = (said.agreement_accepted.missing, said.plan_accepted.missing)
    briefed = (said.briefed, said.briefing_waiver is None, said.in_touch_since is None)
    asked = (said.accepted.missing, said.assessments.missing, said.expectations.missing)
    approved = tuple(said.approved.of(side) for side in Side)
    return asked, agreed, said.proposed is not None, briefed, approved


def _review(state: PairingState, now: Instant) -> Hashable:
    review = state.review
    is_ended = review is not None and review.by is Role.OPERATOR
    return review and (review.final, review.then, is_ended, review.answers.missing)


def _surveys(state: PairingState, now: Instant) -> Hashable:
    """What was asked, and who has still to answer."""
    return tuple(one.survey for one in state.surveys), state.survey and state.survey.missing


def _leaving(state: PairingState, now: Instant) -> Hashable:
    leaving, today = state.departure, state.calendar.local_day(now)
    last_days = tuple(leaving.last_days.of(side) is not None for side in Side)
    away = [leaving.away.of(side) for side in Side]
    return leaving.gone, last_days, tuple(_absence(one, today) for one in away)


def _ending(state: PairingState, now: Instant) -> Hashable:
    ending = state.ending
    return ending and (ending.reason, ending.left_in, ending.final)


def _absence(away: Away | None, today: date) -> Hashable:
    """Whether somebody is away, or will be, and is known to come back; nothing once it is over."""
    if away is None or (away.back_on is not None and away.back_on <= today):
        return None
    return away.includes(today), away.back_on is None


LOOKS: Mapping[str, Callable[[PairingState, Instant], Hashable]] = {
    "stage": lambda state, now: state.stage,
    "phase": lambda state, now: min(state.phase, PHASES),
    "deadlines": lambda state, now: _timetable(state.deadlines),
    "pause": _pause,
    "cohort_break": lambda state, now: state.cohort_break,
    "sessions": _sessions,
    "preparation": lambda state, now: _prepared(state.preparation),
    "reviews": _review,
    "surveys": _surveys,
    "extension": lambda state, now: (state.extension.count, state.extension.proposed.missing),
    "departure": _leaving,
    "rule_check": lambda state, now: state.rule_check,
    "check_ins": lambda state, now: (
        state.check_ins.junior_answered,
        min(state.check_ins.follow_ups_unanswered, state.setup.session_rules.follow_ups_unanswered),
    ),
    "ending": _ending,
    "archived": lambda state, now: state.archived,
    "desk": lambda state, now: state.is_undecided,
    "calendar_wanted": lambda state, now: state.calendar_wanted,
    "tally": lambda state, now: state.has_fallen_asleep,
}
"""By the field of the state that is looked at."""
LEFT_OUT: Final = (
    "schema_version",
    "version",
    "revision",
    "setup",
    "opened_at",
    "stage_since",
    "ends_on",
    "no_fault_until",
    "plan",
    "lapses",
    "certificates",
    "receipts",
    "fingerprints",
)
"""Fields by which alike states may differ."""
