"""The reminders of what is asked for at present, when their time has come or after an outage."""

from collections.abc import Iterable

from domain.engine.events import Delay
from domain.engine.tables import On, Reactions, sparse
from domain.pairing.consequences.surveys import REMINDERS
from domain.pairing.consequences.telling import BOTH, ask_managers, tell
from domain.pairing.events.base import Events, PairingEvent
from domain.pairing.events.course import DeadlineElapsed, DeadlinePostponed
from domain.pairing.events.messages import NoticeIssued
from domain.pairing.events.sessions import SessionCancelled, SessionMissed, SessionMoved
from domain.pairing.evolve.term import in_time
from domain.pairing.missing import waiting_for
from domain.pairing.sides import side_served_by
from domain.pairing.state import PairingState
from domain.pairing.timetable import due_of
from domain.pairing.vocabulary import DeadlineKind, Stage
from domain.programme.people import Side
from domain.telling.catalogue import matter_of
from domain.telling.kinds import ItemKind, NoticeKind
from domain.telling.owners import remind_owner

Kind = DeadlineKind

STAGE_REMINDERS = sparse(
    Stage,
    {
        Stage.INVITED: NoticeKind.INVITATION_REMINDER,
        Stage.APPROVAL: NoticeKind.APPROVAL_REMINDER,
        Stage.ASSESSMENT: NoticeKind.ASSESSMENT_REMINDER,
        Stage.EXPECTATIONS: NoticeKind.EXPECTATIONS_REMINDER,
        Stage.PLANNING: NoticeKind.PLAN_REMINDER,
        Stage.REVIEW: NoticeKind.REVIEW_REMINDER,
    },
    otherwise=None,
)


def remind_of_stage(event: DeadlineElapsed, state: PairingState) -> Events:
    """Whoever has not answered what the present stage asks for."""
    kind = _of_stage(state)
    if kind is None:
        return ()
    until = in_time(state, due_of(state, Kind.GIVE_UP))
    if kind is NoticeKind.APPROVAL_REMINDER:
        return ask_managers(waiting_for(state), kind, event, state, until)
    return tell(waiting_for(state), kind, event, state, until=until)


def _of_stage(state: PairingState) -> NoticeKind | None:
    if state.stage is Stage.EXPECTATIONS and not state.preparation.expectations.missing:
        return NoticeKind.AGREEMENT_REMINDER
    return STAGE_REMINDERS[state.stage]


def _postponed(event: DeadlinePostponed, state: PairingState) -> Events:
    """Everybody who still can answer is told until when; not while mails cannot be sent."""
    if event.delay is Delay.MAIL_WAITING or _reminder_is_ahead(event, state):
        return ()
    kind, sides = _question(event, state)
    if kind is None:
        return ()
    if kind is NoticeKind.APPROVAL_REMINDER:
        return ask_managers(sides, kind, event, state, event.until)
    unasked = [side for side in sides if not _was_just_asked(side, kind, event, state)]
    return tell(unasked, kind, event, state, session_id=event.session_id, until=event.until)


def _question(
    event: DeadlinePostponed, state: PairingState
) -> tuple[NoticeKind | None, Iterable[Side]]:
    """What the deadline waits for, and from whom."""
    match event.kind:
        case Kind.GIVE_UP:
            return _of_stage(state), waiting_for(state)
        case Kind.UNCONFIRMED if Kind.REPORT_REQUEST in event.supersedes:
            return NoticeKind.REPORT_REQUEST, BOTH
        case Kind.UNCONFIRMED:
            return NoticeKind.REPORT_REMINDER, BOTH
        case Kind.OBJECTION_OVER:
            session = state.session(event.session_id or "")
            absent = session.absent if session else None
            return NoticeKind.ABSENCE_REPORTED, (absent,) if absent else ()
        case Kind.PAUSE_MAX if state.pause is not None and not state.pause.quiet:
            return NoticeKind.STILL_PAUSED, BOTH
        case Kind.SURVEY_OVER if state.survey is not None:
            return REMINDERS[state.survey.survey], state.survey.missing
        case Kind.STILL_PARTNERS:
            return NoticeKind.PARTNERSHIP_FOLLOW_UP, BOTH
        case _:
            return None, ()


_REMINDERS = sparse(
    DeadlineKind,
    {
        Kind.GIVE_UP: (Kind.REMINDER,),
        Kind.UNCONFIRMED: (Kind.REPORT_REQUEST, Kind.REPORT_AGAIN),
        Kind.PAUSE_MAX: (Kind.PAUSE_QUESTION,),
        Kind.SURVEY_OVER: (Kind.SURVEY_REMINDER,),
    },
    otherwise=(),
)
"""Deadlines that remind of a later one."""


def _reminder_is_ahead(event: DeadlinePostponed, state: PairingState) -> bool:
    """What will be reminded of in its time, needs no reminder now."""
    return any(due_of(state, kind, event.session_id) for kind in _REMINDERS[event.kind])


def _was_just_asked(
    side: Side, kind: NoticeKind, event: DeadlinePostponed, state: PairingState
) -> bool:
    """Whether the same moment has brought the side a mail about the same."""
    return any(
        sent.at == event.occurred_at
        and sent.notice.side is side
        and sent.notice.session_id == event.session_id
        and matter_of(sent.notice.kind) == matter_of(kind)
        for sent in state.desk.told
    )


def _cancelled(event: SessionCancelled, state: PairingState) -> Events:
    return _one_more_lapse(event, event.side, state)


def _moved(event: SessionMoved, state: PairingState) -> Events:
    return _one_more_lapse(event, side_served_by(event.by), state) if event.is_lapse else ()


def _missed(event: SessionMissed, state: PairingState) -> Events:
    return _one_more_lapse(event, event.absent, state)


def _one_more_lapse(event: PairingEvent, side: Side | None, state: PairingState) -> Events:
    """The owner who knows of dates that were not kept hears of each further one."""
    if side is None:
        return ()
    return remind_owner(NoticeIssued, ItemKind.DATES_NOT_KEPT, event, state, side)


TELL: Reactions[PairingState, PairingEvent] = (
    On(DeadlinePostponed, _postponed),
    On(SessionCancelled, _cancelled),
    On(SessionMoved, _moved),
    On(SessionMissed, _missed),
)
