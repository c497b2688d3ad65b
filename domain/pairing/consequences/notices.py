"""Who is told what after an event. Sessions have their own module beside this one."""

from functools import singledispatch

from domain.notices import NoticeKind
from domain.pairing.consequences.items import waiting_for
from domain.pairing.consequences.telling import BOTH, tell, tell_owner
from domain.pairing.events import (
    AgreementDrafted,
    CheckInAsked,
    DeadlineElapsed,
    ExtensionProposed,
    ItemOpened,
    PairingClosed,
    PairingEvent,
    PairingExtended,
    PairingOpened,
    PairingPaused,
    PairingReopened,
    PairingResumed,
    PlanAmended,
    PlanDrawnUp,
    StageEntered,
)
from domain.pairing.state import PairingState
from domain.pairing.timetable import due_of
from domain.pairing.vocabulary import BOOKABLE, CheckIn, DeadlineKind, EndReason, Stage
from domain.people import Side

Events = tuple[PairingEvent, ...]
Kind = DeadlineKind


@singledispatch
def notices_after(event: PairingEvent, state: PairingState) -> Events:
    """The notices that follow from an event; ``state`` is the state after it."""
    return ()


@notices_after.register
def _opened(event: PairingOpened, state: PairingState) -> Events:
    return tell(BOTH, NoticeKind.INVITATION, event, state, until=due_of(state, Kind.GIVE_UP))


@notices_after.register
def _stage_entered(event: StageEntered, state: PairingState) -> Events:
    until = due_of(state, Kind.REMINDER)
    match event.stage:
        case Stage.INVITED:
            return tell(waiting_for(state), NoticeKind.INVITATION, event, state, until=until)
        case Stage.ASSESSMENT:
            sides = waiting_for(state)
            return tell(sides, NoticeKind.ASSESSMENT_REQUEST, event, state, until=until)
        case Stage.EXPECTATIONS if state.agreement is None:
            return tell(BOTH, NoticeKind.EXPECTATIONS_REQUEST, event, state, until=until)
        case Stage.SESSIONS:
            booking = due_of(state, Kind.FIRST_BOOKING_MENTEE) or due_of(state, Kind.NEXT_BOOKING)
            return tell(BOTH, NoticeKind.BOOKING_REQUEST, event, state, until=booking)
        case Stage.REVIEW:
            return tell(BOTH, NoticeKind.REVIEW_REQUEST, event, state, until=until)
        case _:
            return ()


@notices_after.register
def _agreement_drafted(event: AgreementDrafted, state: PairingState) -> Events:
    """The first draft asks both; a change asks both again, for it voids what was accepted."""
    first = not any(one.notice.kind is NoticeKind.AGREEMENT_READY for one in state.told)
    kind = NoticeKind.AGREEMENT_READY if first else NoticeKind.AGREEMENT_CHANGED
    return tell(BOTH, kind, event, state, until=due_of(state, Kind.REMINDER))


@notices_after.register
def _plan_drawn_up(event: PlanDrawnUp, state: PairingState) -> Events:
    if not state.sessions:
        return ()
    return tell(BOTH, NoticeKind.PLAN_READY, event, state, until=due_of(state, Kind.REMINDER))


@notices_after.register
def _plan_amended(event: PlanAmended, state: PairingState) -> Events:
    until = due_of(state, Kind.REMINDER) if state.stage is Stage.PLANNING else None
    return tell((event.by.other,), NoticeKind.PLAN_CHANGED, event, state, until=until)


@notices_after.register
def _check_in_asked(event: CheckInAsked, state: PairingState) -> Events:
    match event.check_in:
        case CheckIn.DID_YOU_MEET:
            return tell(BOTH, NoticeKind.DID_YOU_MEET, event, state)
        case CheckIn.JUNIOR:
            return tell((Side.MENTOR,), NoticeKind.JUNIOR_CHECK_IN, event, state)
        case CheckIn.PARTNERSHIP:
            return tell(BOTH, NoticeKind.PARTNERSHIP_FOLLOW_UP, event, state)


@notices_after.register
def _paused(event: PairingPaused, state: PairingState) -> Events:
    return () if event.quiet else tell(BOTH, NoticeKind.PAUSED, event, state)


@notices_after.register
def _resumed(event: PairingResumed, state: PairingState) -> Events:
    return () if event.quiet else tell(BOTH, NoticeKind.RESUMED, event, state)


@notices_after.register
def _extension_proposed(event: ExtensionProposed, state: PairingState) -> Events:
    return tell((event.by.other,), NoticeKind.EXTENSION_PROPOSED, event, state)


@notices_after.register
def _extended(event: PairingExtended, state: PairingState) -> Events:
    return tell(BOTH, NoticeKind.EXTENDED, event, state)


@notices_after.register
def _closed(event: PairingClosed, state: PairingState) -> Events:
    """Who had said yes is told kindly; a no is never shown as a rejection."""
    if event.quiet:
        return ()
    match event.reason:
        case EndReason.DECLINED | EndReason.INVITATION_EXPIRED:
            sides = tuple(side for side in Side if state.accepted.of(side) is not False)
            if event.reason is EndReason.INVITATION_EXPIRED:
                sides = tuple(side for side in sides if state.accepted.of(side))
            return tell(sides, NoticeKind.INVITATION_WITHDRAWN, event, state)
        case _:
            return tell(BOTH, NoticeKind.CLOSED, event, state)


@notices_after.register
def _reopened(event: PairingReopened, state: PairingState) -> Events:
    return tell(BOTH, NoticeKind.REOPENED, event, state)


@notices_after.register
def _item_opened(event: ItemOpened, state: PairingState) -> Events:
    return tell_owner(NoticeKind.ITEM_OPENED, event, state, event.item.id)


STAGE_REMINDERS = {
    Stage.INVITED: NoticeKind.INVITATION_REMINDER,
    Stage.ASSESSMENT: NoticeKind.ASSESSMENT_REMINDER,
    Stage.EXPECTATIONS: NoticeKind.EXPECTATIONS_REMINDER,
    Stage.PLANNING: NoticeKind.PLAN_REMINDER,
    Stage.REVIEW: NoticeKind.REVIEW_REMINDER,
}


@notices_after.register
def _deadline_elapsed(event: DeadlineElapsed, state: PairingState) -> Events:
    match event.kind:
        case Kind.REMINDER:
            return _remind(event, state)
        case Kind.ESCALATION if Kind.REMINDER in event.supersedes:
            return _remind(event, state)
        case Kind.WIND_DOWN:
            return tell(BOTH, NoticeKind.WIND_DOWN, event, state)
        case Kind.PAUSE_QUESTION:
            return tell(BOTH, NoticeKind.STILL_PAUSED, event, state)
        case Kind.FIRST_BOOKING_MENTEE:
            return tell((Side.MENTEE,), NoticeKind.BOOKING_REMINDER, event, state)
        case Kind.FIRST_BOOKING_MENTOR:
            return tell((Side.MENTOR,), NoticeKind.BOOKING_OUTREACH, event, state)
        case Kind.NEXT_BOOKING if _worth_booking(event, state):
            return tell(BOTH, NoticeKind.BOOKING_REMINDER, event, state)
        case _:
            return ()


def _remind(event: DeadlineElapsed, state: PairingState) -> Events:
    kind = STAGE_REMINDERS.get(state.stage)
    if state.stage is Stage.EXPECTATIONS and not state.expectations.missing:
        kind = NoticeKind.AGREEMENT_REMINDER
    if kind is None:
        return ()
    until = due_of(state, Kind.GIVE_UP)
    return tell(waiting_for(state), kind, event, state, until=until)


LAST_WEEK = 7


def _worth_booking(event: DeadlineElapsed, state: PairingState) -> bool:
    """Something is left to book, and the term is not in its last week (case 18)."""
    bookable = any(session.status in BOOKABLE for session in state.sessions)
    if state.ends_on is None:
        return bookable
    today = state.setup.calendar.local_day(event.occurred_at)
    return bookable and (state.ends_on - today).days > LAST_WEEK
