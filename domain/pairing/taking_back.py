"""Which notices of a pairing still hold: what they tell is true, and what they ask for is wanted.

When in doubt, a notice holds. A mail too many is better than one that somebody needed.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import TypeAlias

from domain.engine.base import Instant
from domain.engine.tables import complete
from domain.pairing.missing import are_in_touch, is_gone, unapproved, waiting_for
from domain.pairing.session import Session
from domain.pairing.sides import side_served_by
from domain.pairing.state import PairingState
from domain.pairing.survey import Survey
from domain.pairing.timetable import due_of
from domain.pairing.vocabulary import UNBOOKED, DeadlineKind, SessionStatus, Stage
from domain.telling.catalogue import PAIRING_NOTICES
from domain.telling.kinds import ItemKind, NoticeKind
from domain.telling.notices import Notice
from domain.telling.taking_back import always, is_latest, item_is_open, overtaken

Kind = NoticeKind
Rule: TypeAlias = Callable[[Notice, PairingState], bool]

_AGREEMENTS = (Kind.AGREEMENT_READY, Kind.AGREEMENT_CHANGED)
_PLANS = (Kind.PLAN_READY, Kind.PLAN_CHANGED)


def taken_back(before: PairingState | None, after: PairingState, now: Instant) -> tuple[str, ...]:
    """The ids of notices that need not be sent any more, after what happened in between."""
    today = after.setup.calendar.local_day(now)
    return overtaken(before, after, lambda notice, state: holds(notice, state, today))


def holds(notice: Notice, state: PairingState, today: date) -> bool:
    """Whether a notice that waits to be sent is still to be sent."""
    return not is_gone(notice, state, today) and HOLDS[notice.kind](notice, state)


def _is_asked(stage: Stage) -> Rule:
    """The stage waits for the answer of this side."""

    def rule(notice: Notice, state: PairingState) -> bool:
        return state.stage is stage and notice.side in waiting_for(state)

    return rule


def _not_in_touch(notice: Notice, state: PairingState) -> bool:
    """Whoever looks back is not asked for a first contact any more."""
    return not are_in_touch(state) and not state.stage.is_over and state.stage is not Stage.REVIEW


def _manager_has_not_answered(notice: Notice, state: PairingState) -> bool:
    """Nor is there another line manager by now."""
    side = notice.item_side
    if state.stage is not Stage.APPROVAL or side is None or side not in unapproved(state):
        return False
    return state.setup.managers.of(side) == notice.to


def _is_to_be_approved(notice: Notice, state: PairingState) -> bool:
    return state.stage is Stage.APPROVAL


def _expectations_missing(notice: Notice, state: PairingState) -> bool:
    missing = state.preparation.expectations.missing
    return state.stage is Stage.EXPECTATIONS and notice.side in missing


def _agreement_open(notice: Notice, state: PairingState) -> bool:
    known = state.preparation
    drafted = known.agreement if state.stage is Stage.EXPECTATIONS else known.proposed
    is_late = state.stage.is_over or (state.review is not None and state.review.final)
    is_asked = (
        not is_late and drafted is not None and notice.side in known.agreement_accepted.missing
    )
    return is_asked and is_latest(notice, state, _AGREEMENTS)


def _plan_open(notice: Notice, state: PairingState) -> bool:
    return state.stage is Stage.PLANNING and _plan_unseen(notice, state)


def _plan_changed(notice: Notice, state: PairingState) -> bool:
    """While the sessions go on, it tells of the change to somebody who has not accepted it."""
    in_use = state.stage in (Stage.PLANNING, Stage.SESSIONS, Stage.REVIEW)
    return in_use and _plan_unseen(notice, state)


def _plan_unseen(notice: Notice, state: PairingState) -> bool:
    """The side has not accepted the present version, and no later mail tells of it."""
    accepted = state.preparation.plan_accepted.of(notice.side) if notice.side else None
    unseen = state.plan is not None and accepted != state.plan.version
    return unseen and is_latest(notice, state, _PLANS)


def _is_to_be_booked(notice: Notice, state: PairingState) -> bool:
    session = _session(notice, state)
    last_look_back = state.review is not None and state.review.final
    return session is not None and session.status in UNBOOKED and not last_look_back


def _has_appointment(notice: Notice, state: PairingState) -> bool:
    return _has_status(notice, state, SessionStatus.BOOKED)


def _has_that_appointment(notice: Notice, state: PairingState) -> bool:
    """It was neither called off nor moved since."""
    session = state.session(notice.session_id) if notice.session_id else None
    then = notice.appointment.starts_at if notice.appointment else None
    return _has_appointment(notice, state) and session is not None and session.starts_at == then


def _is_asked_whether_held(notice: Notice, state: PairingState) -> bool:
    """Also after the wait for an answer: a late one still settles the session."""
    return _has_status(notice, state, SessionStatus.BOOKED, SessionStatus.UNCONFIRMED)


def _is_missed(notice: Notice, state: PairingState) -> bool:
    return _has_status(notice, state, SessionStatus.MISSED)


def _is_said_absent(notice: Notice, state: PairingState) -> bool:
    """The side has not said anything; an absence that counts by now is told all the same."""
    session = _session(notice, state)
    if session is None or session.absent is not notice.side:
        return False
    return all(side_served_by(report.by) is not notice.side for report in session.reports)


def _has_not_reflected(notice: Notice, state: PairingState) -> bool:
    """Also if the report of the session was withdrawn: people are asked only once."""
    session = _session(notice, state)
    return session is not None and notice.side in session.reflections.missing


def _junior_has_not_answered(notice: Notice, state: PairingState) -> bool:
    return not state.stage.is_over and not state.check_ins.junior_answered


def _is_silent(notice: Notice, state: PairingState) -> bool:
    """Nothing has been heard of the two: the owners are asked for help next, or were."""
    kept = state.pause.kept if state.pause else state.deadlines
    is_next = any(line.kind is DeadlineKind.SILENCE_ITEM for line in kept)
    return is_next or any(item.kind is ItemKind.SILENT_PAIR for item in state.desk.items)


def _is_paused(notice: Notice, state: PairingState) -> bool:
    return state.pause is not None and is_latest(notice, state, ())


def _return_is_open(notice: Notice, state: PairingState) -> bool:
    no_date = state.pause is not None and state.pause.return_on is None
    return no_date and is_latest(notice, state, ())


def _is_on_hold(notice: Notice, state: PairingState) -> bool:
    return state.on_hold


def _is_back(notice: Notice, state: PairingState) -> bool:
    return state.pause is None and not state.stage.is_over


def _is_proposed(notice: Notice, state: PairingState) -> bool:
    partner = notice.side.other if notice.side else None
    proposed = state.extension.proposed.of(partner) if partner else None
    return not state.stage.is_over and proposed == notice.weeks


def _end_is_near(notice: Notice, state: PairingState) -> bool:
    """Not if the end has moved so far that it will be told again."""
    return state.stage is Stage.SESSIONS and due_of(state, DeadlineKind.WIND_DOWN) is None


def _is_over(notice: Notice, state: PairingState) -> bool:
    return state.stage.is_over


def _is_open(notice: Notice, state: PairingState) -> bool:
    return not state.stage.is_over


def _is_surveyed(survey: Survey) -> Rule:
    """The survey is open, and the side has not answered."""

    def rule(notice: Notice, state: PairingState) -> bool:
        asked = state.survey
        return asked is not None and asked.survey is survey and notice.side in asked.missing

    return rule


def _are_partners(notice: Notice, state: PairingState) -> bool:
    unanswered = state.check_ins.follow_ups_unanswered > 0
    return state.stage is Stage.PARTNERSHIP and unanswered and is_latest(notice, state, ())


def _reminder(rule: Rule, asks: tuple[NoticeKind, ...] = ()) -> Rule:
    """Reminders rest during a pause, and give way to whatever asks for the same anew."""

    def reminds(notice: Notice, state: PairingState) -> bool:
        return state.pause is None and rule(notice, state) and is_latest(notice, state, asks)

    return reminds


def _session(notice: Notice, state: PairingState) -> Session | None:
    """The session of the notice, while the pairing is not over."""
    if state.stage.is_over or notice.session_id is None:
        return None
    return state.session(notice.session_id)


def _has_status(notice: Notice, state: PairingState, *statuses: SessionStatus) -> bool:
    """Of the appointment that the notice tells of; it has not been moved since."""
    session, told = _session(notice, state), notice.appointment
    if session is None or session.status not in statuses:
        return False
    return told is None or told.sequence == session.sequence


HOLDS: Mapping[NoticeKind, Rule] = complete(
    PAIRING_NOTICES,
    {
        Kind.INVITATION: _is_asked(Stage.INVITED),
        Kind.INVITATION_REMINDER: _reminder(_is_asked(Stage.INVITED)),
        Kind.INVITATION_WITHDRAWN: _is_over,
        Kind.APPROVAL_REQUEST: _manager_has_not_answered,
        Kind.APPROVAL_REMINDER: _reminder(_manager_has_not_answered),
        Kind.APPROVAL_PENDING: _is_to_be_approved,
        Kind.ASSESSMENT_REQUEST: _is_asked(Stage.ASSESSMENT),
        Kind.ASSESSMENT_REMINDER: _reminder(_is_asked(Stage.ASSESSMENT)),
        Kind.FIRST_CONTACT_REMINDER: _reminder(_not_in_touch),
        Kind.EXPECTATIONS_REQUEST: _expectations_missing,
        Kind.EXPECTATIONS_REMINDER: _reminder(_expectations_missing),
        Kind.AGREEMENT_READY: _agreement_open,
        Kind.AGREEMENT_CHANGED: _agreement_open,
        Kind.AGREEMENT_REMINDER: _reminder(_agreement_open),
        Kind.PLAN_READY: _plan_open,
        Kind.PLAN_CHANGED: _plan_changed,
        Kind.PLAN_REMINDER: _reminder(_plan_open),
        Kind.BOOKING_REQUEST: _is_to_be_booked,
        Kind.BOOKING_REMINDER: _reminder(_is_to_be_booked),
        Kind.BOOKING_OUTREACH: _reminder(_is_to_be_booked),
        Kind.SESSION_BOOKED: _has_appointment,
        Kind.SESSION_BACK: _has_appointment,
        Kind.SESSION_MOVED: _has_appointment,
        Kind.SESSION_CANCELLED: always,
        Kind.SESSION_TO_MOVE: _has_that_appointment,
        Kind.SESSION_REMINDER: _reminder(_has_appointment),
        Kind.REPORT_REQUEST: _is_asked_whether_held,
        Kind.REPORT_REMINDER: _reminder(_is_asked_whether_held),
        Kind.SESSION_MISSED: _is_missed,
        Kind.ABSENCE_REPORTED: _is_said_absent,
        Kind.REFLECTION_REQUEST: _has_not_reflected,
        Kind.REFLECTION_REMINDER: _reminder(_has_not_reflected),
        Kind.JUNIOR_CHECK_IN: _junior_has_not_answered,
        Kind.DID_YOU_MEET: _is_silent,
        Kind.DATES_PROPOSED: _reminder(_is_to_be_booked),
        Kind.PAUSED: _is_paused,
        Kind.STILL_PAUSED: _return_is_open,
        Kind.RESUMED: _is_back,
        Kind.ON_HOLD: _is_on_hold,
        Kind.EXTENSION_PROPOSED: _is_proposed,
        Kind.EXTENDED: always,
        Kind.REVIEW_RECEIVED: always,
        Kind.WIND_DOWN: _reminder(_end_is_near),
        Kind.REVIEW_REQUEST: _is_asked(Stage.REVIEW),
        Kind.REVIEW_REMINDER: _reminder(_is_asked(Stage.REVIEW)),
        Kind.CLOSED: _is_over,
        Kind.REOPENED: _is_open,
        Kind.PULSE: _is_surveyed(Survey.PULSE),
        Kind.PULSE_REMINDER: _reminder(_is_surveyed(Survey.PULSE)),
        Kind.MIDPOINT: _is_surveyed(Survey.MIDPOINT),
        Kind.MIDPOINT_REMINDER: _reminder(_is_surveyed(Survey.MIDPOINT)),
        Kind.FOLLOW_UP: _is_surveyed(Survey.FOLLOW_UP),
        Kind.FOLLOW_UP_REMINDER: _reminder(_is_surveyed(Survey.FOLLOW_UP)),
        Kind.PARTNERSHIP_FOLLOW_UP: _are_partners,
        Kind.ITEM_OPENED: item_is_open,
    },
    verb="takes back",
)
"""Whether a notice of each kind still holds."""
