"""The letter behind a notice: the facts that its kind tells of.

What changes quickly (an appointment, an item, a proposal) stands in the notice as it was when the
notice was issued; everything else is taken from the state when the letter is written.
"""

from datetime import date, timedelta

from domain.engine.base import Instant
from domain.pairing.answer_by import answer_by
from domain.pairing.planning import learning_goals
from domain.pairing.state import PairingState, Session
from domain.pairing.timetable import due_of
from domain.pairing.vocabulary import (
    BOOKABLE,
    FOLLOW_UPS_UNANSWERED,
    REVIEWED_END_REASONS,
    DeadlineKind,
    EndReason,
    SessionStatus,
    Stage,
)
from domain.planning.curriculum import grounds
from domain.planning.plan import PlannedSession
from domain.programme.ids import pairing_workflow_id
from domain.programme.people import Side
from domain.programme.request import FixedTerm
from domain.telling.items import ItemKind
from domain.telling.letters import (
    AgreementFacts,
    CalendarAction,
    Letter,
    PairLine,
    PlanRow,
    SessionFacts,
)
from domain.telling.notices import Notice, NoticeKind
from domain.telling.owners import who_answers

Kind = NoticeKind

_AGREEMENTS = (Kind.AGREEMENT_READY, Kind.AGREEMENT_CHANGED, Kind.AGREEMENT_REMINDER)
_PLANS = (Kind.PLAN_READY, Kind.PLAN_CHANGED, Kind.PLAN_REMINDER)
_INVITATIONS = (Kind.INVITATION, Kind.INVITATION_REMINDER)
_REVIEWS = (Kind.REVIEW_REQUEST, Kind.REVIEW_REMINDER)
_ABOUT_THE_END = (Kind.EXTENDED, Kind.WIND_DOWN, Kind.RESUMED, Kind.REOPENED)
_CALENDAR = {
    Kind.SESSION_BOOKED: CalendarAction.REQUEST,
    Kind.SESSION_MOVED: CalendarAction.REQUEST,
    Kind.SESSION_CANCELLED: CalendarAction.CANCEL,
}

TELLABLE_REASONS = (*REVIEWED_END_REASONS, EndReason.CLOSED_WITHOUT_REVIEW)
"""Any other reason stays between the person and the programme lead (case 42)."""


def letter(state: PairingState, notice: Notice, issued_at: Instant) -> Letter:
    """The letter of a notice that the pairing has issued."""
    setup, kind = state.setup, notice.kind
    return Letter(
        stream=pairing_workflow_id(setup.id),
        roster=setup.roster,
        notice=notice,
        issued_at=issued_at,
        programme=setup.title,
        context=setup.context,
        purpose=setup.purpose,
        locale=setup.locale,
        partner=setup.person(notice.side.other) if notice.side else None,
        lead=who_answers(state),
        until=answer_by(state, notice, issued_at),
        topics=_topics(state, kind),
        session=_session(state, notice),
        agreement=_agreement(state) if kind in _AGREEMENTS else None,
        plan=_plan(state, issued_at) if kind in _PLANS else (),
        plan_version=state.plan.version if state.plan and kind in _PLANS else None,
        item=notice.item,
        item_side=notice.item_side,
        broken_rules=state.rule_check.broken if notice.item is ItemKind.RULE_BROKEN else (),
        pairs=_pair(state) if notice.item else (),
        end_reason=_end_reason(state) if kind is Kind.CLOSED else None,
        no_fault=kind is Kind.CLOSED and state.ending is not None and state.ending.no_fault,
        goes_on=_goes_on(state, notice),
        may_extend=state.extension.count < setup.max_extensions,
        asleep=_is_asleep(state, notice),
        partners=kind is Kind.CLOSED and state.stage is Stage.PARTNERSHIP,
        on=_day(state, notice, issued_at),
        weeks=_weeks(state, notice),
        sessions_held=state.tally.held,
        certificate=kind is Kind.CLOSED
        and notice.side is Side.MENTOR
        and has_earned_certificate(state),
    )


def has_earned_certificate(state: PairingState) -> bool:
    """A good end, and at least half of the planned sessions held."""
    good_end = state.ending is not None and state.ending.reason in REVIEWED_END_REASONS
    return good_end and state.tally.held * 2 >= state.sessions_planned


def _topics(state: PairingState, kind: Kind) -> tuple[str, ...]:
    """All topics of the programme; those that were agreed when the two look back."""
    if kind in _REVIEWS and state.preparation.agreement is not None:
        return tuple(state.setup.topic_title(topic) for topic in state.preparation.agreement.topics)
    return tuple(topic.title for topic in state.setup.topics)


def _session(state: PairingState, notice: Notice) -> SessionFacts | None:
    session_id = notice.session_id or _session_of_item(state, notice)
    session = state.session(session_id) if session_id else None
    if session is None:
        return None
    planned, appointment = _planned(state, session), notice.appointment
    return SessionFacts(
        number=session.number,
        uid=f"{pairing_workflow_id(state.setup.id)}.{session.id}@eyelevel",
        id=session.id,
        sequence=appointment.sequence if appointment else session.sequence,
        starts_at=appointment.starts_at if appointment else session.held_at,
        minutes=appointment.minutes if appointment else session.minutes,
        topic=state.setup.topic_title(planned.topic) if planned else None,
        focus=planned.focus if planned else None,
        reflection=planned.reflection if planned else None,
        calendar=_CALENDAR.get(notice.kind),
        late=appointment is not None and appointment.late,
        bookable=_is_bookable(state, session),
    )


def _session_of_item(state: PairingState, notice: Notice) -> str | None:
    items = (item for item in state.desk.items if item.id == notice.item_id)
    return next((item.session_id for item in items), None)


def _is_bookable(state: PairingState, session: Session) -> bool:
    last_look_back = state.review is not None and state.review.final
    at_rest = state.pause is not None or state.stage.is_over or last_look_back
    return session.status in BOOKABLE and not at_rest


def _planned(state: PairingState, session: Session) -> PlannedSession | None:
    plan = state.plan.sessions if state.plan else ()
    return next((line for line in plan if line.session_id == session.id), None)


def _agreement(state: PairingState) -> AgreementFacts | None:
    agreement = state.preparation.agreement
    if agreement is None:
        return None
    return AgreementFacts(
        version=agreement.version,
        topics=tuple(state.setup.topic_title(topic) for topic in agreement.topics),
        goals_mentor=agreement.goals_mentor,
        goals_mentee=agreement.goals_mentee,
        off_limits=agreement.off_limits,
        channel=agreement.channel,
        cadence_days=agreement.cadence_days,
        notice_hours=agreement.notice_hours,
        differences=agreement.differences,
    )


def _plan(state: PairingState, issued_at: Instant) -> tuple[PlanRow, ...]:
    """What is still to come; years of sessions that took place are no matter of the plan."""
    today = state.setup.calendar.local_day(issued_at)
    lines = state.plan.sessions if state.plan else ()
    held = {one.id for one in state.sessions if one.status is SessionStatus.HELD}
    to_come = [line for line in lines if line.session_id not in held]
    goals = learning_goals(state)
    return tuple(
        PlanRow(
            number=line.number,
            on=line.on if line.on >= today else None,
            topic=state.setup.topic_title(line.topic),
            focus=line.focus,
            reflection=line.reflection,
            grounds=grounds(goals, line.topic, line.reflection),
        )
        for line in to_come or lines
    )


def _pair(state: PairingState) -> tuple[PairLine, ...]:
    """The pair that an item is about."""
    setup = state.setup
    return (PairLine(mentor=setup.mentor, mentee=setup.mentee, reasons=setup.reasons),)


def _end_reason(state: PairingState) -> str | None:
    if state.ending is None or state.ending.reason not in TELLABLE_REASONS:
        return None
    return state.ending.reason


def _goes_on(state: PairingState, notice: Notice) -> bool:
    """An invitation to an ongoing exchange, or a look back in the middle of one."""
    if _is_about_review(notice):
        return state.review is not None and not state.review.final
    return notice.kind in _INVITATIONS and state.ends_on is None


def _is_asleep(state: PairingState, notice: Notice) -> bool:
    if notice.kind is Kind.PARTNERSHIP_FOLLOW_UP:
        return state.check_ins.follow_ups_unanswered >= FOLLOW_UPS_UNANSWERED
    return _is_about_review(notice) and _goes_on(state, notice) and state.has_fallen_asleep


def _is_about_review(notice: Notice) -> bool:
    return notice.kind in _REVIEWS or notice.item is ItemKind.REVIEW_MISSING


def _day(state: PairingState, notice: Notice, issued_at: Instant) -> date | None:
    """The day that matters: end of the term, return from a pause, suggestion of the plan."""
    match notice.kind:
        case Kind.PAUSED | Kind.STILL_PAUSED:
            return state.pause.return_on if state.pause else None
        case Kind.EXTENSION_PROPOSED if state.ends_on and notice.weeks:
            return state.ends_on + timedelta(weeks=notice.weeks)
        case Kind.BOOKING_REQUEST:
            return _suggested(state, notice, issued_at)
        case kind if kind in _ABOUT_THE_END:
            return state.ends_on
        case Kind.CLOSED:
            return _due_on(state, DeadlineKind.FOLLOW_UP)
        case Kind.ITEM_OPENED if notice.item is ItemKind.REVIEW_MISSING:
            return _due_on(state, DeadlineKind.GIVE_UP)
        case _:
            return None


def _due_on(state: PairingState, kind: DeadlineKind) -> date | None:
    due = due_of(state, kind)
    return state.setup.calendar.local_day(due) if due else None


def _suggested(state: PairingState, notice: Notice, issued_at: Instant) -> date | None:
    """The day of the plan, unless it has passed."""
    session = state.session(notice.session_id) if notice.session_id else None
    planned = _planned(state, session) if session else None
    today = state.setup.calendar.local_day(issued_at)
    return planned.on if planned and planned.on > today else None


def _weeks(state: PairingState, notice: Notice) -> int | None:
    """The length of the term in an invitation; else by how much it becomes longer."""
    term = state.setup.term
    if notice.kind not in _INVITATIONS:
        return notice.weeks
    return term.weeks if isinstance(term, FixedTerm) else term.review_every_weeks
