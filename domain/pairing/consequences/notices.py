"""The notices that follow from events, except those about sessions."""

from collections.abc import Iterable
from datetime import timedelta

from domain.engine.base import Instant
from domain.engine.tables import On, Reactions
from domain.pairing.consequences import surveys
from domain.pairing.consequences.reminding import remind_of_stage
from domain.pairing.consequences.session_notices import claims_meanwhile
from domain.pairing.consequences.telling import BOTH, ask_managers, tell, was_told
from domain.pairing.events.base import Events, PairingEvent
from domain.pairing.events.course import (
    DeadlineElapsed,
    ExtensionProposed,
    HoldBegun,
    HoldLifted,
    PairingClosed,
    PairingExtended,
    PairingOpened,
    PairingPaused,
    PairingReopened,
    PairingResumed,
    StageEntered,
)
from domain.pairing.events.messages import ItemOpened, NoticeIssued, NoticeSettled
from domain.pairing.events.people import ManagerChanged, OwnersChanged
from domain.pairing.events.preparation import (
    AgreementDrafted,
    BriefingNoted,
    BriefingWaived,
    PlanAdapted,
    PlanAmended,
    PlanDrawnUp,
)
from domain.pairing.events.reviews import (
    CertificateEarned,
    CheckInAnswered,
    CheckInAsked,
    ReviewSubmitted,
)
from domain.pairing.evolve.term import in_time
from domain.pairing.missing import waiting_for
from domain.pairing.state import PairingState
from domain.pairing.timetable import by_the_end_of_work, due_of, due_once_back
from domain.pairing.vocabulary import (
    CheckIn,
    CheckInAnswer,
    DeadlineKind,
    EndReason,
    SessionStatus,
    Stage,
)
from domain.programme.people import Side
from domain.telling.kinds import NoticeKind
from domain.telling.notices import managed_side
from domain.telling.owners import pass_on, remind_of_items, tell_new_owners, tell_owner

Kind = DeadlineKind


def _opened(event: PairingOpened, state: PairingState) -> Events:
    if event.no_seats or event.setup.gone_by(event.occurred_at):
        return ()
    return tell(BOTH, NoticeKind.INVITATION, event, state, until=due_of(state, Kind.GIVE_UP))


def _stage_entered(event: StageEntered, state: PairingState) -> Events:
    until = due_of(state, Kind.REMINDER)
    match event.stage:
        case Stage.INVITED:
            until = due_of(state, Kind.GIVE_UP)
            return tell(waiting_for(state), NoticeKind.INVITATION, event, state, until=until)
        case Stage.APPROVAL:
            return _ask_for_approval(event, state)
        case Stage.ASSESSMENT:
            sides = waiting_for(state)
            return tell(sides, NoticeKind.ASSESSMENT_REQUEST, event, state, until=until)
        case Stage.EXPECTATIONS if state.preparation.agreement is None:
            sides = waiting_for(state)
            return tell(sides, NoticeKind.EXPECTATIONS_REQUEST, event, state, until=until)
        case Stage.SESSIONS if not event.left.is_over and not state.unbriefed:
            return _sessions_can_begin(event, state)
        case Stage.REVIEW:
            days = state.setup.deadlines.review_days
            (until,) = state.calendar.rungs(event.occurred_at, days)
            until = in_time(state, by_the_end_of_work(state, until))
            return tell(BOTH, NoticeKind.REVIEW_REQUEST, event, state, until=until)
        case _:
            return ()


def _ask_for_approval(event: StageEntered, state: PairingState) -> Events:
    """Only now, so that nobody's line manager hears of a programme that they do not want."""
    until = due_of(state, Kind.GIVE_UP)
    return (
        *tell(BOTH, NoticeKind.APPROVAL_PENDING, event, state),
        *ask_managers(waiting_for(state), NoticeKind.APPROVAL_REQUEST, event, state, until),
    )


def _ask_anew_for_approval(
    event: ManagerChanged | PairingResumed | HoldLifted, state: PairingState
) -> Events:
    """Those line managers of whom it became known meanwhile that they are the ones to ask."""
    if state.stage is not Stage.APPROVAL or state.on_hold:
        return ()
    known = {(sent.notice.to, managed_side(sent.notice)) for sent in state.desk.told}
    managers = state.setup.managers
    unasked = [side for side in waiting_for(state) if (managers.of(side), side) not in known]
    until = due_of(state, Kind.GIVE_UP)
    return ask_managers(unasked, NoticeKind.APPROVAL_REQUEST, event, state, until)


def _sessions_can_begin(event: PairingEvent, state: PairingState) -> Events:
    booking = due_of(state, Kind.FIRST_BOOKING_MENTEE) or due_of(state, Kind.NEXT_BOOKING)
    return _ask_to_book(BOTH, NoticeKind.BOOKING_REQUEST, event, state, booking)


def _briefing_known(event: BriefingNoted | BriefingWaived, state: PairingState) -> Events:
    """The first session can be booked now; nobody is asked twice, or once it has a date."""
    session = state.next_to_book
    asked = NoticeKind.BOOKING_REQUEST
    if state.stage is not Stage.SESSIONS or state.unbriefed or session is None:
        return ()
    if state.tally.held or any(was_told(state, asked, side, session.id) for side in BOTH):
        return ()
    return _sessions_can_begin(event, state)


def _ask_to_book(
    sides: Iterable[Side],
    kind: NoticeKind,
    event: PairingEvent,
    state: PairingState,
    until: Instant | None = None,
) -> Events:
    """Ask for a booking, unless nothing is left to book."""
    session = state.next_to_book
    if session is None:
        return ()
    return tell(sides, kind, event, state, session_id=session.id, until=until)


def _agreement_drafted(event: AgreementDrafted, state: PairingState) -> Events:
    """The first draft asks both; a change asks both again, because it voids what was accepted, or
    is to take its place while sessions go on."""
    if state.stage is Stage.SESSIONS:
        until = in_time(state, due_once_back(state, Kind.REVIEW_DUE, event.occurred_at))
        asked = BOTH if state.preparation.proposed else ()
        return tell(asked, NoticeKind.AGREEMENT_CHANGED, event, state, until=until)
    first = not any(sent.notice.kind is NoticeKind.AGREEMENT_READY for sent in state.desk.told)
    kind = NoticeKind.AGREEMENT_READY if first else NoticeKind.AGREEMENT_CHANGED
    return tell(BOTH, kind, event, state, until=due_of(state, Kind.REMINDER))


def _plan_drawn_up(event: PlanDrawnUp, state: PairingState) -> Events:
    if not state.sessions:
        return ()
    return tell(BOTH, NoticeKind.PLAN_READY, event, state, until=due_of(state, Kind.REMINDER))


def _plan_amended(event: PlanAmended, state: PairingState) -> Events:
    until = due_of(state, Kind.REMINDER) if state.stage is Stage.PLANNING else None
    return tell((event.by.other,), NoticeKind.PLAN_CHANGED, event, state, until=until)


def _plan_adapted(event: PlanAdapted, state: PairingState) -> Events:
    return tell(BOTH, NoticeKind.PLAN_CHANGED, event, state)


def _check_in_asked(event: CheckInAsked, state: PairingState) -> Events:
    match event.check_in:
        case CheckIn.DID_YOU_MEET:
            until = due_of(state, Kind.SILENCE_ITEM)
            return tell(BOTH, NoticeKind.DID_YOU_MEET, event, state, until=until)
        case CheckIn.JUNIOR:
            return tell((Side.MENTOR,), NoticeKind.JUNIOR_CHECK_IN, event, state)
        case CheckIn.PARTNERSHIP:
            return tell(BOTH, NoticeKind.PARTNERSHIP_FOLLOW_UP, event, state)


def _check_in_answered(event: CheckInAnswered, state: PairingState) -> Events:
    """Who has not met gets days that would do, once (case 19)."""
    until = due_of(state, Kind.STILL_NOT_MET)
    if event.answer is not CheckInAnswer.NOT_MET or until is None or _was_proposed(state):
        return ()
    return _ask_to_book(BOTH, NoticeKind.DATES_PROPOSED, event, state, until)


def _was_proposed(state: PairingState) -> bool:
    """Whether days were proposed since both were last asked whether they had met."""
    kinds = (NoticeKind.DID_YOU_MEET, NoticeKind.DATES_PROPOSED)
    asked = [sent.notice.kind for sent in state.desk.told if sent.notice.kind in kinds]
    return asked[-1:] == [NoticeKind.DATES_PROPOSED]


def _paused(event: PairingPaused, state: PairingState) -> Events:
    """While the pairing is on hold, nobody is told of a pause as well."""
    is_silent = event.quiet or state.on_hold
    return () if is_silent else tell(BOTH, NoticeKind.PAUSED, event, state)


def _resumed(event: PairingResumed, state: PairingState) -> Events:
    return (
        *_back(event, state, is_silent=event.quiet),
        *_ask_anew_for_approval(event, state),
    )


def _back(event: PairingEvent, state: PairingState, *, is_silent: bool) -> Events:
    """Both are called back, unless something else keeps the two from going on."""
    today = state.setup.calendar.local_day(event.occurred_at)
    goes_on = not state.cohort_break and not state.away_on(today)
    back = tell(BOTH, NoticeKind.RESUMED, event, state) if goes_on and not is_silent else ()
    ready = _ready_meanwhile(event, state) if goes_on else ()
    return (*back, *ready, *claims_meanwhile(event, state))


def _ready_meanwhile(event: PairingEvent, state: PairingState) -> Events:
    """Who has accepted the plan during the pause is asked for the first session now."""
    asked = any(one.notice.kind is NoticeKind.BOOKING_REQUEST for one in state.desk.told)
    if state.stage is not Stage.SESSIONS or state.unbriefed or asked:
        return ()
    if any(session.status is not SessionStatus.PLANNED for session in state.sessions):
        return ()
    return _sessions_can_begin(event, state)


def _hold_begun(event: HoldBegun, state: PairingState) -> Events:
    """Both read the same, and not why."""
    return tell(BOTH, NoticeKind.ON_HOLD, event, state)


def _hold_lifted(event: HoldLifted, state: PairingState) -> Events:
    return (
        *_back(event, state, is_silent=event.quiet),
        *_ask_anew_for_approval(event, state),
    )


def _extension_proposed(event: ExtensionProposed, state: PairingState) -> Events:
    """It can be answered until the term, or the closing review, is over."""
    ends = Kind.GIVE_UP if state.stage is Stage.REVIEW else Kind.REVIEW_DUE
    until = in_time(state, due_once_back(state, ends, event.occurred_at))
    kind = NoticeKind.EXTENSION_PROPOSED
    return tell((event.by.other,), kind, event, state, weeks=event.weeks, until=until)


def _extended(event: PairingExtended, state: PairingState) -> Events:
    return tell(BOTH, NoticeKind.EXTENDED, event, state, weeks=event.weeks)


def _closed(event: PairingClosed, state: PairingState) -> Events:
    """Both are told, kindly; a no is never shown as a rejection.

    What never began reads the same to the partner, whoever said no: the other, or a line manager.
    """
    if event.quiet:
        return ()
    if state.stage.has_begun:
        return tell(BOTH, NoticeKind.CLOSED, event, state)
    if event.reason is EndReason.WITHDRAWN_CONSENT:
        return _told_of_withdrawal(event, state)
    expired = event.reason is EndReason.INVITATION_EXPIRED
    sides = [side for side in Side if state.preparation.accepted.of(side) or not expired]
    waiting = [side for side in sides if state.preparation.accepted.of(side) is not False]
    return tell(waiting, NoticeKind.INVITATION_WITHDRAWN, event, state)


def _told_of_withdrawal(event: PairingClosed, state: PairingState) -> Events:
    """Nobody is given hope of another proposal who may have withdrawn the consent."""
    others = [side for side in Side if side not in event.left_behind]
    return (
        *tell(event.left_behind, NoticeKind.INVITATION_WITHDRAWN, event, state),
        *tell(others, NoticeKind.CLOSED, event, state),
    )


def _review_submitted(event: ReviewSubmitted, state: PairingState) -> Events:
    """Whoever is late is thanked, and hears what it was good for."""
    if not state.stage.is_over:
        return ()
    return tell((event.side,), NoticeKind.REVIEW_RECEIVED, event, state)


def _certificate_earned(event: CertificateEarned, state: PairingState) -> Events:
    """At the end the mail about the end tells of it; in an ongoing exchange that is far away."""
    if state.stage.is_over or state.review is None or state.review.final:
        return ()
    return tell((event.side,), NoticeKind.REVIEW_RECEIVED, event, state)


def _reopened(event: PairingReopened, state: PairingState) -> Events:
    """Nobody is called back to what rests again at once."""
    return () if state.is_undecided else tell(BOTH, NoticeKind.REOPENED, event, state)


def _item_opened(event: ItemOpened, state: PairingState) -> Events:
    return tell_owner(NoticeIssued, event, state)


def _notice_settled(event: NoticeSettled, state: PairingState) -> Events:
    return pass_on(NoticeIssued, event, state)


def _deadline_elapsed(event: DeadlineElapsed, state: PairingState) -> Events:
    match event.kind:
        case Kind.REMINDER:
            return remind_of_stage(event, state)
        case Kind.ESCALATION if Kind.REMINDER in event.supersedes:
            return remind_of_stage(event, state)
        case Kind.ITEM_REMINDER:
            return remind_of_items(NoticeIssued, event, state)
        case Kind.SURVEY_REMINDER:
            return surveys.remind(event, state)
        case Kind.WIND_DOWN:
            return tell(BOTH, NoticeKind.WIND_DOWN, event, state)
        case Kind.PAUSE_QUESTION:
            return _ask_whether_still_paused(event, state)
        case _:
            return _get_going(event, state)


def _get_going(event: DeadlineElapsed, state: PairingState) -> Events:
    """What reminds the two of getting in touch, or of the next date."""
    match event.kind:
        case Kind.FIRST_CONTACT:
            until = due_of(state, Kind.FIRST_CONTACT_ITEM)
            return tell(BOTH, NoticeKind.FIRST_CONTACT_REMINDER, event, state, until=until)
        case Kind.FIRST_BOOKING_MENTEE:
            until = due_of(state, Kind.FIRST_BOOKING_ITEM)
            return _ask_to_book((Side.MENTEE,), NoticeKind.BOOKING_REMINDER, event, state, until)
        case Kind.FIRST_BOOKING_MENTOR:
            until = due_of(state, Kind.FIRST_BOOKING_ITEM)
            return _ask_to_book((Side.MENTOR,), NoticeKind.BOOKING_OUTREACH, event, state, until)
        case Kind.NEXT_BOOKING if not _is_near_the_end(event, state):
            return _ask_to_book(BOTH, NoticeKind.BOOKING_REMINDER, event, state)
        case _:
            return ()


def _ask_whether_still_paused(event: DeadlineElapsed, state: PairingState) -> Events:
    """Nobody is asked who is known to be away."""
    away = state.away_on(state.setup.calendar.local_day(event.occurred_at))
    sides = [side for side in BOTH if side not in away]
    until = in_time(state, due_of(state, Kind.PAUSE_MAX))
    return tell(sides, NoticeKind.STILL_PAUSED, event, state, until=until)


def _is_near_the_end(event: DeadlineElapsed, state: PairingState) -> bool:
    if state.ends_on is None:
        return False
    today = state.setup.calendar.local_day(event.occurred_at)
    return state.ends_on - today <= timedelta(days=state.setup.session_rules.quiet_days_before_end)


def _owners_changed(event: OwnersChanged, state: PairingState) -> Events:
    return tell_new_owners(NoticeIssued, event, state)


TELL: Reactions[PairingState, PairingEvent] = (
    On(PairingOpened, _opened),
    On(StageEntered, _stage_entered),
    On(AgreementDrafted, _agreement_drafted),
    On(PlanDrawnUp, _plan_drawn_up),
    On(PlanAmended, _plan_amended),
    On(PlanAdapted, _plan_adapted),
    On(BriefingNoted, _briefing_known),
    On(BriefingWaived, _briefing_known),
    On(CheckInAsked, _check_in_asked),
    On(CheckInAnswered, _check_in_answered),
    On(PairingPaused, _paused),
    On(PairingResumed, _resumed),
    On(HoldBegun, _hold_begun),
    On(HoldLifted, _hold_lifted),
    On(ExtensionProposed, _extension_proposed),
    On(PairingExtended, _extended),
    On(PairingClosed, _closed),
    On(ReviewSubmitted, _review_submitted),
    On(CertificateEarned, _certificate_earned),
    On(PairingReopened, _reopened),
    On(OwnersChanged, _owners_changed),
    On(ManagerChanged, _ask_anew_for_approval),
    On(ItemOpened, _item_opened),
    On(NoticeSettled, _notice_settled),
    On(DeadlineElapsed, _deadline_elapsed),
)
