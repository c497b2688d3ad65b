"""The letter behind a notice: the facts that its kind tells of, taken from the state."""

from datetime import date

from domain.base import Instant
from domain.letters import AgreementFacts, CalendarAction, Letter, PairLine, PlanRow, SessionFacts
from domain.notices import Notice, NoticeKind
from domain.pairing.state import PairingState, Session
from domain.pairing.vocabulary import BOOKABLE, REVIEWED_END_REASONS, EndReason, SessionStatus
from domain.people import Side
from domain.plan import PlannedSession
from domain.programme import OwnerRole

_AGREEMENTS = (
    NoticeKind.AGREEMENT_READY,
    NoticeKind.AGREEMENT_CHANGED,
    NoticeKind.AGREEMENT_REMINDER,
)
_PLANS = (NoticeKind.PLAN_READY, NoticeKind.PLAN_CHANGED, NoticeKind.PLAN_REMINDER)
_BOOKINGS = (
    NoticeKind.BOOKING_REQUEST,
    NoticeKind.BOOKING_REMINDER,
    NoticeKind.BOOKING_OUTREACH,
)
_CALENDAR = {
    NoticeKind.SESSION_BOOKED: CalendarAction.REQUEST,
    NoticeKind.SESSION_MOVED: CalendarAction.REQUEST,
    NoticeKind.SESSION_CANCELLED: CalendarAction.CANCEL,
}

TELLABLE_REASONS = (*REVIEWED_END_REASONS, EndReason.CLOSED_WITHOUT_REVIEW)
"""Any other reason stays between the person and the programme lead (case 42)."""


def letter(state: PairingState, notice: Notice, issued_at: Instant) -> Letter:
    """The letter of a notice that the pairing has issued."""
    setup, kind = state.setup, notice.kind
    item = next((one for one in state.items if one.id == notice.item_id), None)
    return Letter(
        stream=f"pairing-{setup.pairing_id}",
        roster=setup.roster,
        notice=notice,
        issued_at=issued_at,
        programme=setup.title,
        context=setup.context,
        purpose=setup.purpose,
        locale=setup.locale,
        partner=setup.person(notice.side.other) if notice.side else None,
        lead=setup.owners.of(OwnerRole.LEAD) or setup.owners.of(OwnerRole.DEPUTY),
        topics=tuple(topic.title for topic in setup.topics),
        session=_session(state, notice),
        agreement=_agreement(state) if kind in _AGREEMENTS else None,
        plan=_plan(state) if kind in _PLANS else (),
        plan_version=state.plan.version if state.plan and kind in _PLANS else None,
        item=item.kind if item else None,
        item_side=item.side if item else None,
        pairs=_pair(state) if item else (),
        end_reason=_end_reason(state) if kind is NoticeKind.CLOSED else None,
        on=_day(state, kind),
        weeks=_weeks(state, notice),
        sessions_held=state.sessions_held,
        certificate=notice.side is Side.MENTOR and has_earned_certificate(state),
    )


def has_earned_certificate(state: PairingState) -> bool:
    """A good end, and at least half of the planned sessions held."""
    good_end = state.ending is not None and state.ending.reason in REVIEWED_END_REASONS
    return good_end and state.sessions_held * 2 >= state.sessions_planned


def _session(state: PairingState, notice: Notice) -> SessionFacts | None:
    if notice.session_id is not None:
        session = state.session(notice.session_id)
    elif notice.kind in _BOOKINGS:
        session = _next_to_book(state)
    else:
        session = None
    return _facts(state, session, notice) if session else None


def _next_to_book(state: PairingState) -> Session | None:
    open_ones = [session for session in state.sessions if session.status in BOOKABLE]
    unbooked = [one for one in open_ones if one.status is not SessionStatus.BOOKED]
    return next(iter(unbooked or open_ones), None)


def _facts(state: PairingState, session: Session, notice: Notice) -> SessionFacts:
    planned = _planned(state, session)
    called_off = session.called_off if notice.kind is NoticeKind.SESSION_CANCELLED else None
    return SessionFacts(
        number=session.number,
        uid=f"{state.setup.pairing_id}.{session.id}",
        sequence=session.sequence,
        starts_at=called_off.starts_at if called_off else session.starts_at or session.held_at,
        minutes=session.minutes,
        topic=state.setup.topic_title(planned.topic) if planned else None,
        focus=planned.focus if planned else None,
        reflection=planned.reflection if planned else None,
        calendar=_CALENDAR.get(notice.kind),
        late=called_off.late if called_off else False,
    )


def _planned(state: PairingState, session: Session) -> PlannedSession | None:
    plan = state.plan.sessions if state.plan else ()
    return next((line for line in plan if line.session_id == session.id), None)


def _agreement(state: PairingState) -> AgreementFacts | None:
    agreement = state.agreement
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


def _plan(state: PairingState) -> tuple[PlanRow, ...]:
    return tuple(
        PlanRow(
            number=line.number,
            on=line.on,
            topic=state.setup.topic_title(line.topic),
            focus=line.focus,
            reflection=line.reflection,
        )
        for line in (state.plan.sessions if state.plan else ())
    )


def _pair(state: PairingState) -> tuple[PairLine, ...]:
    """The pair that an item is about."""
    setup = state.setup
    return (PairLine(mentor=setup.mentor, mentee=setup.mentee, reasons=setup.reasons),)


def _end_reason(state: PairingState) -> str | None:
    if state.ending is None or state.ending.reason not in TELLABLE_REASONS:
        return None
    return state.ending.reason


def _day(state: PairingState, kind: NoticeKind) -> date | None:
    """The day that the letter is about: the return from a pause, or the end of the term."""
    match kind:
        case NoticeKind.PAUSED | NoticeKind.STILL_PAUSED:
            return state.pause.return_on if state.pause else None
        case NoticeKind.EXTENDED | NoticeKind.WIND_DOWN | NoticeKind.REOPENED | NoticeKind.RESUMED:
            return state.ends_on
        case _:
            return None


def _weeks(state: PairingState, notice: Notice) -> int | None:
    if notice.kind is not NoticeKind.EXTENSION_PROPOSED or notice.side is None:
        return None
    return state.extension_proposed.of(notice.side.other)
