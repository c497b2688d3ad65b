"""When the owners of a cohort are asked for help, and when the matter is settled."""

from domain.engine.roles import Role
from domain.pairing.assess import incomplete_sides
from domain.pairing.consequences.settled import is_settled
from domain.pairing.events.base import PairingEvent
from domain.pairing.events.course import DeadlineElapsed, PairingClosed
from domain.pairing.events.messages import ItemOpened, ItemSettled, NoticeSettled
from domain.pairing.events.people import PersonLeaving, RulesChecked
from domain.pairing.events.reviews import CheckInAnswered
from domain.pairing.events.sessions import ReportsConflicted, SessionCancelled, SessionMoved
from domain.pairing.state import PairingState
from domain.pairing.vocabulary import CheckInAnswer, DeadlineKind, EndReason, Stage
from domain.programme.people import Side
from domain.telling.asking import Wanted, items_opened, items_settled
from domain.telling.desk import issued_notice
from domain.telling.items import ItemKind
from domain.telling.notices import DeliveryOutcome

Kind = DeadlineKind

EARLY_SESSIONS = 2
"""Before session 3 the mentee's first cancellation counts as a warning, later the second does."""


def items_after(event: PairingEvent, state: PairingState) -> tuple[PairingEvent, ...]:
    """Items that an event settles, and items that it opens; none twice."""
    settled = (item for item in state.desk.items if is_settled(item, event, state))
    return (
        *items_settled(ItemSettled, settled, event),
        *items_opened(ItemOpened, _wanted(event, state), event, state),
    )


def _wanted(event: PairingEvent, state: PairingState) -> tuple[Wanted, ...]:
    match event:
        case DeadlineElapsed():
            return _after_deadline(event, state)
        case PairingClosed(reason=EndReason.INVITATION_EXPIRED):
            silent = waiting_for(state)
            return (Wanted(ItemKind.INVITATION_EXPIRED, silent[0] if len(silent) == 1 else None),)
        case SessionCancelled(by=by) | SessionMoved(by=by, counts_as_cancellation=True):
            return _after_cancellation(by, state)
        case ReportsConflicted(session_id=session_id):
            return (Wanted(ItemKind.CONFLICTING_REPORTS, session_id=session_id),)
        case CheckInAnswered(answer=CheckInAnswer.END_WITHOUT_NAMING_ME):
            return (Wanted(ItemKind.MENTOR_WANTS_OUT),)
        case PersonLeaving(side=side) if not state.stage.is_over:
            return (Wanted(ItemKind.PERSON_LEFT, side),)
        case RulesChecked(broken=broken, side=side) if broken:
            return (Wanted(ItemKind.RULE_BROKEN, side),)
        case NoticeSettled() if event.outcome is not DeliveryOutcome.DELIVERED:
            return _after_failed_mail(event.notice_id, state)
        case _:
            return ()


def _after_deadline(event: DeadlineElapsed, state: PairingState) -> tuple[Wanted, ...]:
    match event.kind:
        case Kind.ESCALATION:
            return _after_escalation(state)
        case Kind.FIRST_BOOKING_ITEM:
            return (Wanted(ItemKind.FIRST_SESSION_NOT_BOOKED),)
        case Kind.SILENCE_ITEM:
            return (Wanted(ItemKind.SILENT_PAIR),)
        case Kind.PAUSE_QUESTION:
            return (Wanted(ItemKind.STILL_PAUSED),)
        case _:
            return ()


def _after_escalation(state: PairingState) -> tuple[Wanted, ...]:
    kind = escalated_item(state)
    return tuple(Wanted(kind, side) for side in waiting_for(state)) if kind else ()


def escalated_item(state: PairingState) -> ItemKind | None:
    """The item about missing answers in the present stage."""
    match state.stage:
        case Stage.ASSESSMENT:
            return ItemKind.ASSESSMENT_MISSING
        case Stage.EXPECTATIONS if state.preparation.expectations.missing:
            return ItemKind.EXPECTATIONS_MISSING
        case Stage.EXPECTATIONS:
            return ItemKind.AGREEMENT_NOT_ACCEPTED
        case Stage.PLANNING:
            return ItemKind.PLAN_NOT_ACCEPTED
        case Stage.REVIEW:
            return ItemKind.REVIEW_MISSING
        case _:
            return None


def waiting_for(state: PairingState) -> tuple[Side, ...]:
    """The sides whose answer the present stage waits for."""
    match state.stage:
        case Stage.INVITED:
            return tuple(side for side in Side if not state.preparation.accepted.of(side))
        case Stage.ASSESSMENT:
            return incomplete_sides(state)
        case Stage.EXPECTATIONS:
            return (
                state.preparation.expectations.missing
                or state.preparation.agreement_accepted.missing
            )
        case Stage.PLANNING:
            return state.preparation.plan_accepted.missing
        case Stage.REVIEW:
            return state.reviews[-1].answers.missing
        case Stage.SESSIONS | Stage.CLOSED | Stage.PARTNERSHIP:
            return ()


def _after_cancellation(by: Role | None, state: PairingState) -> tuple[Wanted, ...]:
    """Mentees who give it no priority are the main cause of failure: two in a row are an item."""
    match by:
        case Role.MENTEE | Role.ASSISTANT:
            limit = 1 if state.tally.held < EARLY_SESSIONS else 2
            count = state.tally.cancellations.mentee
            kind = ItemKind.MENTEE_KEEPS_CANCELLING
        case Role.MENTOR:
            limit = 2
            count = state.tally.cancellations.mentor
            kind = ItemKind.MENTOR_KEEPS_CANCELLING
        case _:
            return ()
    return (Wanted(kind),) if count >= limit else ()


def _after_failed_mail(notice_id: str, state: PairingState) -> tuple[Wanted, ...]:
    if state.archived:
        return ()
    told = issued_notice(state, notice_id)
    return (Wanted(ItemKind.MAIL_UNDELIVERABLE, told.notice.side if told else None),)
